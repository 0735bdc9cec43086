import Document
import PostureModel
import SourceText

/// Reads Kubernetes manifests: one resource an object, its body the whole manifest.
struct KubernetesParser {
    var limits: DocumentLimits

    /// Lists in lists that are followed.
    private static let listDepth = 8

    /// The objects of one document; a `List` stands for its items.
    func manifests(
        in document: Document, of file: SourceFile, diagnostics: inout [Diagnostic]
    ) -> [KubernetesManifest] {
        var manifests: [KubernetesManifest] = []
        collect(Item(value: document.root, document: document), file, &manifests, &diagnostics, depth: 0)
        return manifests
    }

    /// A value that may be an object.
    private struct Item {
        var value: DocumentValue
        /// The document of which it is the root, so that it need not be copied.
        var document: Document?
        /// What the items of a typed list (`PodList`) leave unsaid.
        var impliedVersion: String?
        var impliedKind: String?

        var apiVersion: String? { value["apiVersion"]?.string ?? impliedVersion }
        var kind: String? { value["kind"]?.string ?? impliedKind }
    }

    private func collect(
        _ item: Item, _ file: SourceFile, _ manifests: inout [KubernetesManifest], _ diagnostics: inout [Diagnostic], depth: Int
    ) {
        let location = item.value.origin.map { file.location($0.range) } ?? SourceLocation(path: file.path)
        guard let version = item.apiVersion, let kind = item.kind, item.value.kind == .map else {
            diagnostics.append(
                Diagnostic(.error, code: "manifest-incomplete", "the object has no apiVersion or no kind", location: location))
            return
        }
        if let items = item.value["items"], kind.hasSuffix("List"), items.kind == .list || items.isNull {
            guard depth < Self.listDepth else {
                diagnostics.append(
                    Diagnostic(.error, code: "document-too-deep", "lists stand in one another too deep", location: location))
                return
            }
            let itemKind = kind == "List" ? nil : String(kind.dropLast(4))
            for value in items.elements {
                let child = Item(
                    value: value, document: nil, impliedVersion: itemKind == nil ? nil : version, impliedKind: itemKind)
                collect(child, file, &manifests, &diagnostics, depth: depth + 1)
            }
            return
        }
        let type = KubernetesManifest.type(apiVersion: version, kind: kind)
        let metadata = item.value["metadata"]
        if KubernetesManifest.name(metadata) == nil {
            // Configuration of tools has the same two keys and no name: kustomize, kubectl, kind, skaffold.
            guard metadata != nil || !Self.isToolConfiguration(version: version, kind: kind) else { return }
            diagnostics.append(
                Diagnostic(.warning, code: "manifest-unnamed", "the \(kind) has no name", location: location))
        }
        do {
            manifests.append(
                KubernetesManifest(
                    type: type, address: KubernetesManifest.address(type: type, metadata: metadata),
                    body: try body(of: item, version, kind), location: location))
        } catch {
            var error = error
            error.location = location
            diagnostics.append(error)
        }
    }

    private static func isToolConfiguration(version: String, kind: String) -> Bool {
        let group = version.prefix { $0 != "/" }
        if kind == "Config" && (group == "v1" || group == "skaffold") { return true }
        return ["kustomize.config.k8s.io", "kind.x-k8s.io", "skaffold", "ctlptl.dev", "k3d.io"].contains(String(group))
    }

    private func body(of item: Item, _ version: String, _ kind: String) throws(Diagnostic) -> Document {
        if let document = item.document { return document }
        let builder = DocumentBuilder(limits: limits)
        guard item.value["kind"] == nil || item.value["apiVersion"] == nil else {
            builder.copy(item.value)
            return try builder.finish()
        }
        builder.origin(placed(item.value, builder))
        builder.beginMap()
        builder.key("apiVersion")
        builder.string(version)
        builder.key("kind")
        builder.string(kind)
        for (key, value) in item.value.members where key.text != "apiVersion" && key.text != "kind" {
            builder.key(key)
            builder.copy(value)
        }
        builder.endMap()
        return try builder.finish()
    }

    private func placed(_ value: DocumentValue, _ builder: DocumentBuilder) -> Origin? {
        guard let origin = value.origin else { return nil }
        let number = builder.source(value.document.sources[Int(origin.source)])
        return Origin(source: number, range: origin.range)
    }
}

/// All manifests of a scan as one program: services and network policies choose pods of other files.
struct KubernetesProgram {
    private var program: DeclaredProgram
    private var counts: [String: Int] = [:]
    private var byteCount = 0
    private var isFull = false

    /// Bytes that all manifests together may take: anchors say a small text many times.
    private static let byteLimit = 512 << 20

    init(path: String) {
        program = DeclaredProgram(format: .kubernetes, path: path)
    }

    mutating func append(_ manifests: [KubernetesManifest]) {
        program.fileCount += 1
        for manifest in manifests {
            guard byteCount <= Self.byteLimit else { return full(manifest.resource.location) }
            byteCount += manifest.resource.body.byteCount
            var resource = manifest.resource
            let count = counts[resource.address, default: 0] + 1
            counts[resource.address] = count
            if count > 1 {
                program.diagnostics.append(
                    Diagnostic(
                        .note, code: "duplicate-resource", "\(resource.address) is declared more than once",
                        location: resource.location))
                resource.address += "#\(count)"
            }
            program.resources.append(resource)
        }
    }

    private mutating func full(_ place: SourceLocation) {
        guard !isFull else { return }
        isFull = true
        program.diagnostics.append(
            Diagnostic(
                .error, code: "kubernetes-too-many-resources",
                "the manifests take more than \(Self.byteLimit) bytes; the others are not judged", location: place))
    }

    mutating func append(_ diagnostics: [Diagnostic]) { program.diagnostics += diagnostics }

    /// Nil where the scan met no manifest.
    var finished: DeclaredProgram? { program.fileCount > 0 ? program : nil }
}
