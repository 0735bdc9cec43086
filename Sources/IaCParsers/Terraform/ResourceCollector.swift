import Document
import HCL
import PostureModel
import SourceText

/// Walks a root and the modules it calls, and writes every resource instance down.
struct ResourceCollector {
    let context: RootContext
    private var moduleCount = 0
    private var byteCount = 0
    private var isFull = false

    init(context: RootContext) { self.context = context }

    mutating func collect(_ module: ModuleInstance, into program: inout DeclaredProgram) {
        moduleCount += 1
        guard moduleCount <= RootContext.moduleLimit else {
            return full("the root makes more than \(RootContext.moduleLimit) module instances", module.calls.last)
        }
        for key in module.module.resourceOrder where !isFull {
            for entry in module.resources(key, isData: false)?.instances ?? [] {
                guard program.resources.count < RootContext.resourceLimit else {
                    return full("the root makes more than \(RootContext.resourceLimit) resources", entry.instance.declaration.location)
                }
                guard byteCount <= RootContext.byteLimit else {
                    return full("the resources of the root take more than \(RootContext.byteLimit) bytes", entry.instance.declaration.location)
                }
                add(entry.instance, in: module, to: &program)
            }
        }
        for name in module.module.callOrder where !isFull {
            for entry in module.child(name)?.instances ?? [] where !isFull { collect(entry.instance, into: &program) }
        }
    }

    private mutating func full(_ message: String, _ place: SourceLocation?) {
        isFull = true
        context.report(
            Diagnostic(.error, code: "terraform-too-many-resources", "\(message); the others are not judged", location: place))
    }

    private mutating func add(_ resource: ResourceInstance, in module: ModuleInstance, to program: inout DeclaredProgram) {
        do throws(Diagnostic) {
            let place = module.providers.place(of: resource)
            let body = try document(resource)
            byteCount += body.byteCount
            program.resources.append(
                DeclaredResource(
                    address: resource.address, type: resource.type, body: body,
                    location: resource.declaration.location, moduleCalls: module.calls, account: place.account, region: place.region,
                    defaultTags: Self.takesDefaultTags(resource.type) ? place.defaultTags?.document : nil))
        } catch {
            var error = error
            error.location = error.location ?? resource.declaration.location
            context.report(error)
        }
    }

    /// The one resource with tags that gets none, as the provider's documentation has it.
    private static func takesDefaultTags(_ type: String) -> Bool { type.hasPrefix("aws_") && type != "aws_autoscaling_group" }

    private func document(_ resource: ResourceInstance) throws(Diagnostic) -> Document {
        let declaration = resource.declaration
        let builder = DocumentBuilder()
        let writer = ValueWriter(builder: builder)
        builder.origin(
            Origin(source: builder.source(.file(declaration.file)), range: declaration.block.headerRange))
        builder.beginMap()
        for name in declaration.argumentNames where !ResourceInstance.metaArguments.contains(name) {
            if let value = resource.argument(name), !value.isNull {
                builder.key(name)
                writer.write(value)
            }
        }
        if declaration.isIncomplete {
            builder.unknown(.knownAfterApply(resource.address, "part of the block could not be read"), rest: true)
        }
        builder.endMap()
        return try builder.finish()
    }
}
