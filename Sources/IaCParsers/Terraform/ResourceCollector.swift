import Document
import HCL
import PostureModel
import SourceText

/// Walks a root and the modules it calls, and writes every resource instance down.
struct ResourceCollector {
    let context: RootContext

    func collect(_ instance: ModuleInstance, into program: inout DeclaredProgram) {
        for key in instance.module.resourceOrder {
            for entry in instance.resources(key, isData: false)?.instances ?? [] {
                guard program.resources.count < RootContext.resourceLimit else {
                    context.report(
                        Diagnostic(
                            .error, code: "terraform-too-many-resources",
                            "the root makes more than \(RootContext.resourceLimit) resources; the others are not judged",
                            location: entry.instance.declaration.location))
                    return
                }
                add(entry.instance, in: instance, to: &program)
            }
        }
        for name in instance.module.callOrder {
            for entry in instance.child(name)?.instances ?? [] { collect(entry.instance, into: &program) }
        }
    }

    private func add(_ resource: ResourceInstance, in instance: ModuleInstance, to program: inout DeclaredProgram) {
        do {
            program.resources.append(
                DeclaredResource(
                    address: resource.address, type: resource.type, body: try document(resource),
                    location: resource.declaration.location, moduleCalls: instance.calls,
                    region: ProviderSettings(instance: instance).region(of: resource)))
        } catch {
            var error = error
            error.location = error.location ?? resource.declaration.location
            context.report(error)
        }
    }

    private func document(_ resource: ResourceInstance) throws(Diagnostic) -> Document {
        let body = resource.declaration.block.body
        var entries: [HCLMapping.Entry] = []
        var names = body.attributes.map(\.name.text)
        for block in body.blocks {
            let name = block.type.text == "dynamic" ? block.labels.first?.text ?? "" : block.type.text
            if !names.contains(name) { names.append(name) }
        }
        for name in names where !ResourceInstance.metaArguments.contains(name) {
            if let value = resource.argument(name), !value.isNull { entries.append(HCLMapping.Entry(key: name, value: value)) }
        }
        let rest = body.isIncomplete ? HCLUnknown(symbol: resource.address, reason: .error) : nil
        let object = HCLValue(
            .object(HCLMapping(entries, rest: rest)),
            origin: ValueOrigin(file: resource.declaration.file, range: resource.declaration.block.headerRange))
        let builder = DocumentBuilder()
        ValueWriter(builder: builder).write(object)
        return try builder.finish()
    }
}
