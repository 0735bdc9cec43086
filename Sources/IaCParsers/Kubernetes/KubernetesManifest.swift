import Document
import PostureModel
import SourceText

/// One object of a manifest file on its way to a resource.
struct KubernetesManifest {
    /// `Kind.group`; the core group is left out.
    var type: String
    /// `Kind.group/namespace/name`, without the namespace where the manifest says none.
    var address: String
    var body: Document
    var location: SourceLocation

    var resource: DeclaredResource {
        DeclaredResource(address: address, type: type, body: body, location: location)
    }

    /// Whether a document is a Kubernetes object: it has `apiVersion` and `kind`.
    static func isManifest(_ document: Document) -> Bool { isManifest(document.root) }

    static func isManifest(_ value: DocumentValue) -> Bool {
        guard let version = value["apiVersion"]?.string, let kind = value["kind"]?.string else { return false }
        return !version.isEmpty && !kind.isEmpty
    }

    /// `apps/v1` and `Deployment` make `Deployment.apps`; `v1` and `Pod` make `Pod`.
    static func type(apiVersion: String, kind: String) -> String {
        guard let slash = apiVersion.utf8.firstIndex(of: UInt8(ascii: "/")) else { return kind }
        return "\(kind).\(apiVersion[..<slash])"
    }

    static func address(type: String, metadata: DocumentValue?) -> String {
        var parts = [type]
        if let namespace = metadata?["namespace"]?.string, !namespace.isEmpty { parts.append(namespace) }
        if let name = name(metadata) { parts.append(name) } else { parts.append("-") }
        return parts.joined(separator: "/")
    }

    /// A name that the cluster completes ends in `*`.
    static func name(_ metadata: DocumentValue?) -> String? {
        if let name = metadata?["name"]?.string, !name.isEmpty { return name }
        if let start = metadata?["generateName"]?.string, !start.isEmpty { return start + "*" }
        return nil
    }
}
