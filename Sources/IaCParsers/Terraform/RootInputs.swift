import Document
import HCL
import SourceText

/// Values for a root's variables, in Terraform's order, later ones winning: the environment's `TF_VAR_name`,
/// `terraform.tfvars`, `terraform.tfvars.json`, then `*.auto.tfvars` and `*.auto.tfvars.json` by name.
struct RootInputs {
    let context: RootContext
    let module: TerraformModule

    func values(environment: [String: String]) -> [String: HCLValue] {
        var inputs: [String: HCLValue] = [:]
        for (name, text) in environment {
            if let declaration = module.variables[name] { inputs[name] = value(of: text, name, declaration) }
        }
        for name in context.folder.variableFiles(in: context.root) {
            do throws(Diagnostic) {
                let file = try context.folder.read(name, in: context.root)
                if name.hasSuffix(".json") { try addJSON(file, to: &inputs) } else { add(file, to: &inputs) }
            } catch { context.report(error) }
        }
        return inputs
    }

    private func add(_ file: SourceFile, to inputs: inout [String: HCLValue]) {
        let tree = SyntaxTree.parse(file)
        // What can't be read may be a part of any value.
        let secret = module.variables.keys.sorted().first(where: isSensitive)
        for fault in tree.diagnostics { context.report(secret.map { fault.withoutText(of: "var.\($0) or another variable") } ?? fault) }
        let evaluator = Evaluator(file: file, scope: EmptyScope(), session: context.session)
        for attribute in tree.body.attributes {
            let name = attribute.name.text
            let (value, faults) = context.session.capturing { evaluator.evaluate(attribute.expression) }
            for fault in faults { context.session.report(isSensitive(name) ? fault.withoutText(of: "var.\(name)") : fault) }
            inputs[name] = value
        }
    }

    private func isSensitive(_ name: String) -> Bool {
        module.variables[name]?.isSensitive { Evaluator(file: $0, scope: EmptyScope(), session: context.session) } ?? false
    }

    private func addJSON(_ file: SourceFile, to inputs: inout [String: HCLValue]) throws(Diagnostic) {
        let document = try Document.json(file).document
        for (key, value) in document.root.members {
            inputs[key.text] = HCLValue(HCLValue(value).kind, origin: ValueOrigin(file: file, range: SourceRange(start: 0, end: file.size)))
        }
    }

    /// The environment's text is an expression where the variable's type is no simple one.
    private func value(of text: String, _ name: String, _ declaration: Declaration) -> HCLValue {
        if isSensitive(name) {
            // Not even parsed: what is wrong with it could be told only by quoting it.
            let place = ValueOrigin(file: declaration.file, range: declaration.block.range)
            return SensitiveValue.concealed(HCLValue(.string(text), origin: place), as: "var.\(name)")
        }
        let file = EnvironmentText.file(of: name, text)
        let origin = ValueOrigin(file: file, range: SourceRange(start: 0, end: file.size))
        guard let setting = declaration.setting("type") else { return HCLValue(.string(text), origin: origin) }
        let root = Evaluator(file: setting.file, scope: EmptyScope(), session: context.session)
        switch context.type(setting, root) {
        case .string, .number, .bool: return HCLValue(.string(text), origin: origin)
        default:
            let (expression, diagnostics) = Expression.parse(file)
            diagnostics.forEach(context.report)
            return Evaluator(file: file, scope: EmptyScope(), session: context.session).evaluate(expression)
        }
    }
}
