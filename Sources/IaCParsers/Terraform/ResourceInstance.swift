import HCL
import SourceText

/// One instance of a resource or data source; its arguments are evaluated one by one, when they are needed.
final class ResourceInstance {
    let declaration: Declaration
    /// `module.a["x"].aws_s3_bucket.b[0]`.
    let address: String
    let scope: InstanceScope
    let isData: Bool
    private var arguments = Memo()

    static let metaArguments: Set<String> = ["count", "for_each", "provider", "depends_on", "lifecycle", "provisioner", "connection"]

    init(declaration: Declaration, address: String, scope: InstanceScope, isData: Bool) {
        self.declaration = declaration
        self.address = address
        self.scope = scope
        self.isData = isData
    }

    var module: ModuleInstance { scope.module }
    var type: String { declaration.labels[0].text }

    /// An argument that code says: an attribute's value, or the blocks of that name as a list; nil where code says nothing.
    func argument(_ name: String) -> HCLValue? {
        if let setting = declaration.setting(name) {
            return once(name) { self.scope.evaluator(in: setting.file).evaluate(setting.expression) }
        }
        guard let layer = declaration.layer(withBlocks: name) else { return nil }
        return once(name) { BlockValues(evaluator: self.scope.evaluator(in: layer.file)).blocks(name, in: layer.block.body) }
    }

    private func once(_ name: String, _ evaluate: () -> HCLValue) -> HCLValue {
        switch arguments.begin(name) {
        case .known(let value): return value
        case .inProgress: return module.cycle("\(address).\(name)", declaration.location)
        case .new:
            let value = evaluate()
            arguments.end(name, value)
            return value
        }
    }

    /// What `type.name.attribute` is for others: what code says if it is known, else a value that only exists after apply.
    func attribute(_ name: String) -> HCLValue {
        if let known = ComputedAttributes.value(of: name, self) { return known }
        guard let said = argument(name), !said.isNull else {
            var value = Self.made("\(address).\(name)", attribute: name, isOwn: !isData && !declaration.isIncomplete)
            value.origin = ValueOrigin(file: declaration.file, range: declaration.block.headerRange)
            return value
        }
        guard let unknown = said.unknown else { return said }
        // The same unknown under the name of who has it, so that what refers to the resource finds it.
        var value = said
        value.kind = .unknown(
            HCLUnknown(
                symbol: "\(address).\(name)", reason: unknown.reason, type: unknown.type, parts: unknown.parts,
                encoded: unknown.encoded, alternatives: unknown.alternatives))
        return value
    }

    /// An attribute that gets its value when the resource is made.
    ///
    /// - Parameter isOwn: code makes the resource; a data source may find what others made, the provider too.
    static func made(_ symbol: String, attribute name: String, isOwn: Bool) -> HCLValue {
        guard name == "arn" || name.hasSuffix("_arn") else { return .unknown(symbol, .beforeApply) }
        let rest = HCLUnknown(symbol: symbol, reason: .beforeApply, isDerived: true, type: .string)
        return .unknown(
            HCLUnknown(
                symbol: symbol, reason: .beforeApply, isMade: isOwn && name == "arn", type: .string,
                parts: [.literal("arn:"), .unknown(rest)]))
    }

    /// The resource as a value: what code says of it, the usual attributes, and an unknown rest.
    private(set) lazy var whole: HCLValue = {
        var names = Set(declaration.argumentNames).subtracting(Self.metaArguments)
        names.formUnion(["id", "arn"])
        names.formUnion(ComputedAttributes.names(type, isData: isData))
        let entries = names.map { HCLMapping.Entry(key: $0, value: attribute($0)) }
        return HCLValue(
            .object(HCLMapping(entries, rest: HCLUnknown(symbol: address, reason: .beforeApply))),
            origin: ValueOrigin(file: declaration.file, range: declaration.block.headerRange))
    }()
}
