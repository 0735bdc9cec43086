import HCL
import SourceText

/// Evaluates a `module` block: finds the module, and gives each instance its inputs.
struct ModuleCall {
    let caller: ModuleInstance
    let name: String
    let declaration: TerraformModule.Declaration

    private static let metaArguments: Set<String> = ["source", "version", "count", "for_each", "providers", "depends_on"]

    func expand() -> Expansion<ModuleInstance>? {
        guard let module = module() else { return nil }
        let expander = Expander(instance: caller, declaration: declaration, name: "module.\(name)")
        return expander.expand { suffix, scope in
            ModuleInstance(
                module: module, address: caller.qualified("module.\(name)\(suffix)"), inputs: inputs(scope),
                context: caller.context, calls: caller.calls + [declaration.location], callPath: caller.callPath + [name])
        }
    }

    private func module() -> TerraformModule? {
        let context = caller.context
        guard caller.calls.count < RootContext.depthLimit else {
            context.report(
                Diagnostic(
                    .error, code: "terraform-module-depth", "modules call one another more than \(RootContext.depthLimit) deep",
                    location: declaration.location))
            return nil
        }
        let source = declaration.block.body.attribute("source")
        var text: String?
        if case .string(let literal)? = source?.expression.kind { text = literal }
        let path = (caller.callPath + [name]).joined(separator: ".")
        if let found = context.module(source: text, from: caller.module, path: path) { return found }
        context.report(
            Diagnostic(
                .warning, code: "terraform-module-missing",
                "the module \(text.map { "\"\($0)\"" } ?? name) is not at hand; what it makes is not judged, its outputs are unknown",
                location: declaration.file.location(source?.range ?? declaration.block.headerRange), hint: "run terraform init first"))
        return nil
    }

    private func inputs(_ scope: InstanceScope) -> [String: HCLValue] {
        let evaluator = Evaluator(file: declaration.file, scope: scope, session: caller.context.session)
        var inputs: [String: HCLValue] = [:]
        for attribute in declaration.block.body.attributes where !Self.metaArguments.contains(attribute.name.text) {
            inputs[attribute.name.text] = evaluator.evaluate(attribute.expression)
        }
        return inputs
    }
}
