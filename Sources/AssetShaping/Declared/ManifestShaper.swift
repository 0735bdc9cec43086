import Document
import PostureModel
import SourceText

/// Makes assets of Kubernetes manifests: the manifest is the asset's properties, as the API server would answer with it, without
/// the secrets in it (``SecretRedaction``).
///
/// Everything with a pod template gets it a second time under `pod`, so that one control judges all workloads.
struct ManifestShaper {
    let names: SecretKeys

    func shape(_ program: DeclaredProgram) -> ShapedProgram {
        var result = ShapedProgram()
        for resource in program.resources {
            do {
                let origin = DeclaredOrigin(format: .kubernetes, location: resource.location)
                result.assets.append(
                    try Asset(document: try document(of: resource, program.identity), origin: .declared(origin)))
            } catch {
                var error = error
                error.location = error.location ?? resource.location
                result.diagnostics.append(error)
            }
        }
        return result
    }

    private func document(of resource: DeclaredResource, _ path: String) throws(Diagnostic) -> Document {
        let manifest = resource.body.root
        let redaction = SecretRedaction(of: manifest, names: names)
        let metadata = manifest["metadata"]
        let builder = DocumentBuilder()
        builder.beginMap()
        func say(_ key: String, _ text: String) {
            builder.key(key)
            builder.string(text)
        }
        say("id", "\(path)#\(resource.address)")
        say("type", resource.type)
        say("provider", "kubernetes")
        say("name", metadata?["name"]?.string ?? metadata?["generateName"]?.string ?? resource.address)
        say("address", resource.address)
        say("program", path)
        builder.key("namespace")
        if let namespace = metadata?["namespace"] { builder.copy(namespace) } else { builder.string("default") }
        builder.key("tags")
        if let labels = metadata?["labels"], labels.kind == .map {
            redaction.copy(labels, to: builder)
        } else {
            builder.beginMap()
            builder.endMap()
        }
        if let pod = podTemplate(of: manifest, type: resource.type) {
            builder.key("pod")
            redaction.copy(pod, to: builder)
        }
        builder.key("properties")
        redaction.copy(manifest, to: builder)
        builder.endMap()
        return try builder.finish()
    }

    private func podTemplate(of manifest: DocumentValue, type: String) -> DocumentValue? {
        PodTemplate.path(of: type)?.reduce(Optional(manifest)) { $0?[$1] }
    }
}
