import HCL

/// `data "aws_iam_policy_document"`: the policy its statements make.
///
/// The value stands for the JSON text and keeps the tree, so that every part still knows its line. How documents are merged:
/// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
struct PolicyDocumentSource {
    let source: ResourceInstance

    var value: HCLValue {
        var statements: [HCLValue] = []
        var rest: HCLUnknown?
        for name in ["source_policy_documents", "source_json"] { add(name, to: &statements, &rest) }
        let own = source.argument("statement")?.sequence
        for statement in own?.elements ?? [] { replace(in: &statements, with: self.statement(statement)) }
        rest = own?.rest ?? rest
        for name in ["override_policy_documents", "override_json"] { add(name, to: &statements, &rest) }
        let tree = HCLMapping([
            HCLMapping.Entry(key: "Version", value: source.argument("version") ?? .string("2012-10-17")),
            HCLMapping.Entry(key: "Statement", value: HCLValue(.tuple(HCLSequence(statements, rest: rest)))),
        ])
        let unknown = HCLUnknown(
            symbol: "\(source.address).json", reason: .beforeApply, type: .string, encoded: HCLValue(.object(tree)))
        return HCLValue(
            .unknown(unknown), origin: ValueOrigin(file: source.declaration.file, range: source.declaration.block.range))
    }

    /// Statements of other documents.
    private func add(_ name: String, to statements: inout [HCLValue], _ rest: inout HCLUnknown?) {
        guard let said = source.argument(name) else { return }
        for document in said.sequence?.elements ?? [said] {
            if let tree = document.unknown?.encoded?.mapping {
                let more = tree["Statement"]?.sequence
                for statement in more?.elements ?? [] { replace(in: &statements, with: statement) }
                rest = more?.rest ?? rest
            } else if let text = document.string, let parsed = PolicyText.statements(in: text) {
                for statement in parsed { replace(in: &statements, with: statement) }
            } else if let unknown = document.unknown {
                rest = unknown
            }
        }
        rest = said.sequence?.rest ?? rest
    }

    /// A statement with a Sid that is there already takes its place.
    private func replace(in statements: inout [HCLValue], with statement: HCLValue) {
        if let sid = statement.mapping?["Sid"]?.string, !sid.isEmpty,
            let index = statements.firstIndex(where: { $0.mapping?["Sid"]?.string == sid }) {
            statements[index] = statement
        } else {
            statements.append(statement)
        }
    }

    private func statement(_ block: HCLValue) -> HCLValue {
        guard let arguments = block.mapping else { return block }
        var entries: [HCLMapping.Entry] = []
        func take(_ name: String, as key: String) {
            if let value = arguments[name], !value.isNull { entries.append(HCLMapping.Entry(key: key, value: value)) }
        }
        entries.append(HCLMapping.Entry(key: "Effect", value: arguments["effect"] ?? .string("Allow")))
        take("sid", as: "Sid")
        take("actions", as: "Action")
        take("not_actions", as: "NotAction")
        take("resources", as: "Resource")
        take("not_resources", as: "NotResource")
        for (name, key) in [("principals", "Principal"), ("not_principals", "NotPrincipal")] {
            if let principals = principals(arguments[name]) { entries.append(HCLMapping.Entry(key: key, value: principals)) }
        }
        if let conditions = conditions(arguments["condition"]) {
            entries.append(HCLMapping.Entry(key: "Condition", value: conditions))
        }
        return HCLValue(.object(HCLMapping(entries, rest: arguments.rest)), origin: block.origin)
    }

    private func principals(_ blocks: HCLValue?) -> HCLValue? {
        guard let blocks, let sequence = blocks.sequence else { return blocks }
        var byType: [String: [HCLValue]] = [:]
        var rest = sequence.rest
        for block in sequence.elements {
            guard let type = block.mapping?["type"]?.string else {
                rest = block.mapping?["type"]?.unknown ?? rest
                continue
            }
            let identifiers = block.mapping?["identifiers"]
            // `type = "*"` is everybody, written as the bare wildcard.
            byType[type == "*" ? "AWS" : type, default: []] += identifiers?.sequence?.elements ?? [identifiers].compactMap { $0 }
        }
        let entries = byType.map { HCLMapping.Entry(key: $0.key, value: HCLValue(.tuple(HCLSequence($0.value)), origin: blocks.origin)) }
        return HCLValue(.object(HCLMapping(entries, rest: rest)), origin: blocks.origin)
    }

    private func conditions(_ blocks: HCLValue?) -> HCLValue? {
        guard let blocks, let sequence = blocks.sequence else { return blocks }
        var operators: [String: [HCLMapping.Entry]] = [:]
        var rest = sequence.rest
        for block in sequence.elements {
            guard let test = block.mapping?["test"]?.string, let variable = block.mapping?["variable"]?.string else {
                rest = block.firstUnknown ?? rest
                continue
            }
            operators[test, default: []].append(HCLMapping.Entry(key: variable, value: block.mapping?["values"] ?? .null))
        }
        let entries = operators.map { HCLMapping.Entry(key: $0.key, value: HCLValue(.object(HCLMapping($0.value)))) }
        return HCLValue(.object(HCLMapping(entries, rest: rest)), origin: blocks.origin)
    }
}
