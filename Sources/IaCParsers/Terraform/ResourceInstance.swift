import HCL
import SourceText

/// One instance of a resource or data source; its arguments are evaluated one by one, when they are needed.
final class ResourceInstance {
    let module: ModuleInstance
    let declaration: TerraformModule.Declaration
    /// `module.a["x"].aws_s3_bucket.b[0]`.
    let address: String
    let scope: InstanceScope
    let isData: Bool
    private var attributes: [String: HCLValue] = [:]

    static let metaArguments: Set<String> = ["count", "for_each", "provider", "depends_on", "lifecycle", "provisioner", "connection"]

    init(
        module: ModuleInstance, declaration: TerraformModule.Declaration, address: String, scope: InstanceScope, isData: Bool
    ) {
        self.module = module
        self.declaration = declaration
        self.address = address
        self.scope = scope
        self.isData = isData
    }

    var type: String { declaration.block.labels[0].text }

    var evaluator: Evaluator { Evaluator(file: declaration.file, scope: scope, session: module.context.session) }

    /// An argument that code says: an attribute's value, or the blocks of that name as a list; nil where code says nothing.
    func argument(_ name: String) -> HCLValue? {
        if let known = attributes[name] { return known }
        let value: HCLValue
        if let attribute = declaration.block.body.attribute(name) {
            value = module.once("\(address).\(name)", at: declaration.location) { evaluator.evaluate(attribute.expression) }
        } else {
            let blocks = BlockValues(evaluator: evaluator)
            guard blocks.has(name, in: declaration.block.body) else { return nil }
            value = module.once("\(address).\(name)", at: declaration.location) {
                blocks.blocks(name, in: declaration.block.body)
            }
        }
        attributes[name] = value
        return value
    }

    /// What `type.name.attribute` is for others: what code says if it is known, else a value that only exists after apply.
    func attribute(_ name: String) -> HCLValue {
        if isData, let known = DataSources.attribute(name, of: self) { return known }
        if let said = argument(name), !said.isNull {
            guard let unknown = said.unknown else { return said }
            // The same unknown under the name of who has it, so that what refers to the resource finds it.
            return .unknown(
                HCLUnknown(
                    symbol: "\(address).\(name)", reason: unknown.reason, type: unknown.type, parts: unknown.parts,
                    encoded: unknown.encoded, alternatives: unknown.alternatives))
        }
        let symbol = "\(address).\(name)"
        let isARN = name == "arn" || name.hasSuffix("_arn")
        let rest = HCLUnknown(symbol: symbol, reason: .beforeApply)
        let parts: [HCLUnknown.Part] = isARN ? [.literal("arn:"), .unknown(rest)] : []
        return HCLValue(
            .unknown(HCLUnknown(symbol: symbol, reason: .beforeApply, parts: parts)),
            origin: ValueOrigin(file: declaration.file, range: declaration.block.headerRange))
    }
}
