import HCL
import SourceText

/// Evaluates a `module` block: finds the module and makes its instances.
struct ModuleCall {
    let caller: ModuleInstance
    let name: String
    let declaration: Declaration

    static let metaArguments: Set<String> = ["source", "version", "count", "for_each", "providers", "depends_on"]

    func expand() -> Expansion<ModuleInstance>? {
        guard let module = module() else { return nil }
        return Expander(module: caller, declaration: declaration, name: "module.\(name)").expand { suffix, scope in
            ModuleInstance(
                module: module, address: caller.qualified("module.\(name)\(suffix)"),
                call: ModuleInstance.Call(name: name, declaration: declaration, scope: scope))
        }
    }

    private func module() -> TerraformModule? {
        let context = caller.context
        guard caller.calls.count < RootContext.depthLimit else {
            return nothing(.error, "terraform-module-depth", "modules call one another more than \(RootContext.depthLimit) deep")
        }
        let source = declaration.setting("source")
        let text = source.flatMap { caller.evaluator(in: $0.file).evaluate($0.expression).string }
        guard let found = context.module(source: text, from: caller.module, path: (caller.callPath + [name]).joined(separator: ".")) else {
            return nothing(
                .error, "terraform-module-missing",
                "the module \(text.map { "\"\($0)\"" } ?? name) is not at hand; what it makes is not judged, its outputs are unknown",
                hint: "run terraform init first")
        }
        var ancestor: ModuleInstance? = caller
        while let module = ancestor {
            guard module.module !== found else {
                return nothing(.error, "terraform-module-cycle", "the module \"\(found.path)\" calls itself")
            }
            ancestor = module.call?.caller
        }
        context.met(found)
        return found
    }

    private func nothing(_ severity: Diagnostic.Severity, _ code: String, _ message: String, hint: String? = nil) -> TerraformModule? {
        let place = declaration.setting("source")?.location ?? declaration.file.location(declaration.block.headerRange)
        caller.context.report(Diagnostic(severity, code: code, message, location: place, hint: hint))
        return nil
    }
}
