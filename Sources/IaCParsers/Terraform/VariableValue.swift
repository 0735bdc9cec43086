import HCL
import SourceText

/// What a variable is: what the caller said, else its default, in its declared type.
struct VariableValue {
    let instance: ModuleInstance
    let name: String
    let declaration: Declaration

    func value(_ input: HCLValue?) -> HCLValue {
        guard flag("sensitive") == true || flag("ephemeral") == true else { return converted(said(input)) }
        var value = said(input)
        // Also where a module's caller handed it on.
        if EnvironmentText.holds(value.origin) { value = EnvironmentText.secret(instance.qualified("var.\(name)"), declaration) }
        value = converted(value)
        value.isSensitive = true
        return value
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

    private func converted(_ value: HCLValue) -> HCLValue {
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
            let path = error.path.isEmpty ? "" : " at \(error.path)"
            instance.context.report(
                Diagnostic(
                    .error, code: "terraform-variable-type",
                    "the value of \(instance.qualified("var.\(name)")) does not have its declared type\(path): \(error.message)",
                    location: place))
            return value
        }
    }

    private func flag(_ name: String) -> Bool? {
        declaration.setting(name).flatMap { instance.evaluator(in: $0.file).evaluate($0.expression).bool }
    }
}
