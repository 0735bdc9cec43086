import HCL
import SourceText

/// What a variable is: what the caller said, else its default, in its declared type.
struct VariableValue {
    let instance: ModuleInstance
    let declaration: TerraformModule.Declaration

    func value(_ input: HCLValue?, _ name: String) -> HCLValue {
        let body = declaration.block.body
        let evaluator = instance.evaluator(in: declaration.file)
        var value: HCLValue
        let isNullable = body.attribute("nullable").map { evaluator.evaluate($0.expression).bool != false } ?? true
        if let input, !(input.isNull && !isNullable) {
            value = input
        } else if let fallback = body.attribute("default") {
            value = evaluator.evaluate(fallback.expression)
        } else {
            let unknown = HCLUnknown(symbol: instance.qualified("var.\(name)"), reason: .noDefault)
            return HCLValue(.unknown(unknown), origin: ValueOrigin(file: declaration.file, range: declaration.block.range))
        }
        guard let type = body.attribute("type") else { return value }
        let origin = value.origin
        if let converted = try? value.converted(to: HCLType.parse(type.expression, evaluator)) {
            value = converted
            value.origin = value.origin ?? origin
        } else {
            evaluator.report("terraform-variable-type", "the value of var.\(name) does not have its declared type", at: type.range)
        }
        if body.attribute("sensitive").map({ evaluator.evaluate($0.expression).bool == true }) ?? false { value.isSensitive = true }
        return value
    }
}
