import HCL
import SourceText

/// What a variable is: what the caller said, else its default, in its declared type.
struct VariableValue {
    let instance: ModuleInstance
    let name: String
    let declaration: Declaration

    func value(_ input: HCLValue?) -> HCLValue {
        guard isSensitive else { return converted(said(input)) }
        let session = instance.context.session
        // What is wrong with a default is said without it.
        let (value, faults) = session.capturing { said(input) }
        for fault in faults { session.report(fault.withoutText(of: instance.qualified("var.\(name)"))) }
        let concealed = SensitiveValue.concealed(converted(value, isSecret: true), as: instance.qualified("var.\(name)"))
        return converted(concealed)
    }

    private func said(_ input: HCLValue?) -> HCLValue {
        // Null chosen by the caller is a value, unless the variable refuses it.
        if let input, !(input.isNull && flag("nullable") == false) { return input }
        if let fallback = declaration.setting("default") {
            return instance.evaluator(in: fallback.file).evaluate(fallback.expression)
        }
        return HCLValue(
            .unknown(HCLUnknown(symbol: instance.qualified("var.\(name)"), reason: .noDefault)),
            origin: ValueOrigin(file: declaration.file, range: declaration.block.range))
    }

    /// - Parameter isSecret: nothing is said of it but that it does not fit.
    private func converted(_ value: HCLValue, isSecret: Bool = false) -> HCLValue {
        guard let type = declaration.setting("type") else { return value }
        let wanted = instance.context.type(type, instance.evaluator(in: type.file))
        // Every instance of a module converts what it is given.
        guard instance.context.session.pay(forWalking: value) else {
            return .unknown(HCLUnknown(symbol: instance.qualified("var.\(name)"), reason: .error))
        }
        do throws(ConversionFailure) {
            var result = try value.converted(to: wanted)
            result.origin = result.origin ?? value.origin
            return result
        } catch {
            let place = value.origin?.location ?? type.location
            let why = isSecret ? "" : (error.path.isEmpty ? "" : " at \(error.path)") + ": \(error.message)"
            instance.context.report(
                Diagnostic(
                    .error, code: "terraform-variable-type",
                    "the value of \(instance.qualified("var.\(name)")) does not have its declared type\(why)", location: place))
            return value
        }
    }

    private var isSensitive: Bool {
        declaration.isSensitive { instance.evaluator(in: $0) }
    }

    private func flag(_ name: String) -> Bool? {
        declaration.setting(name).flatMap { instance.evaluator(in: $0.file).evaluate($0.expression).bool }
    }
}

extension Declaration {
    /// Whether a variable's values are secrets: `sensitive`, and `ephemeral`, which Terraform keeps nowhere.
    func isSensitive(_ evaluator: (SourceFile) -> Evaluator) -> Bool {
        ["sensitive", "ephemeral"].contains { flag in
            setting(flag).map { evaluator($0.file).evaluate($0.expression).bool == true } ?? false
        }
    }
}

extension Diagnostic {
    /// The same fault, told without anything of the value that it is about.
    func withoutText(of name: String) -> Diagnostic {
        Diagnostic(
            severity, code: code, "the value of \(name) can't be read", location: location,
            hint: "nothing of it is quoted, because it is sensitive")
    }
}
