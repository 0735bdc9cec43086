import HCL

/// One `statement` block of `aws_iam_policy_document` as the policy language writes it.
struct PolicyStatementBlock {
    let block: HCLValue

    private static let plain = [
        ("sid", "Sid"), ("actions", "Action"), ("not_actions", "NotAction"), ("resources", "Resource"),
        ("not_resources", "NotResource"),
    ]

    var value: HCLValue {
        guard let arguments = block.mapping else { return block }
        var entries = [HCLMapping.Entry(key: "Effect", value: arguments["effect"] ?? .string("Allow"))]
        for (name, key) in Self.plain {
            guard let value = arguments[name], !value.isNull, value.string != "" else { continue }
            entries.append(HCLMapping.Entry(key: key, value: Self.policyVariables(value)))
        }
        for (name, key) in [("principals", "Principal"), ("not_principals", "NotPrincipal")] {
            if let principals = arguments[name].flatMap(principals) { entries.append(HCLMapping.Entry(key: key, value: principals)) }
        }
        if let conditions = arguments["condition"].flatMap(conditions) {
            entries.append(HCLMapping.Entry(key: "Condition", value: conditions))
        }
        return HCLValue(.object(HCLMapping(entries, rest: arguments.rest)), origin: block.origin)
    }

    /// The provider writes `&{aws:username}` for the policy language's own `${aws:username}`.
    private static func policyVariables(_ value: HCLValue) -> HCLValue {
        if let text = value.string {
            return text.contains("&{") ? HCLValue(.string(text.replacing("&{", with: "${")), origin: value.origin) : value
        }
        guard let sequence = value.sequence else { return value }
        return HCLValue(
            .tuple(HCLSequence(sequence.elements.map(policyVariables), rest: sequence.rest)), origin: value.origin)
    }

    private func principals(_ blocks: HCLValue) -> HCLValue? {
        guard let sequence = blocks.sequence else { return blocks }
        var byType = OrderedGroups()
        var rest = sequence.rest
        for block in sequence.elements {
            guard let type = block.mapping?["type"]?.string else {
                rest = block.firstUnknown ?? HCLUnknown(symbol: "principals", reason: .error)
                continue
            }
            // `type = "*"` is everybody.
            byType.add(block.mapping?["identifiers"], to: type == "*" ? "AWS" : type, origin: block.origin)
        }
        if rest == nil, sequence.elements.count == 1, sequence.elements[0].mapping?["type"]?.string == "*",
            let only = sequence.elements[0].mapping?["identifiers"]?.sequence, only.knownCount == 1, only.elements[0].string == "*"
        {
            return HCLValue(.string("*"), origin: only.elements[0].origin ?? blocks.origin)
        }
        return HCLValue(.object(HCLMapping(byType.entries, rest: rest)), origin: blocks.origin)
    }

    private func conditions(_ blocks: HCLValue) -> HCLValue? {
        guard let sequence = blocks.sequence else { return blocks }
        var tests: [(test: String, groups: OrderedGroups)] = []
        var rest = sequence.rest
        for block in sequence.elements {
            guard let test = block.mapping?["test"]?.string, let variable = block.mapping?["variable"]?.string else {
                rest = block.firstUnknown ?? HCLUnknown(symbol: "condition", reason: .error)
                continue
            }
            let index = tests.firstIndex { $0.test == test } ?? tests.count
            if index == tests.count { tests.append((test, OrderedGroups())) }
            tests[index].groups.add(block.mapping?["values"].map(Self.policyVariables), to: variable, origin: block.origin)
        }
        let entries = tests.map { HCLMapping.Entry(key: $0.test, value: HCLValue(.object(HCLMapping($0.groups.entries)))) }
        return HCLValue(.object(HCLMapping(entries, rest: rest)), origin: blocks.origin)
    }
}

/// Lists of values by key: those of equal keys are joined.
private struct OrderedGroups {
    private var groups: [(key: String, elements: [HCLValue], rest: HCLUnknown?, origin: ValueOrigin?)] = []

    mutating func add(_ values: HCLValue?, to key: String, origin: ValueOrigin?) {
        let index = groups.firstIndex { $0.key == key } ?? groups.count
        if index == groups.count { groups.append((key, [], nil, origin)) }
        guard let values else { return }
        if let sequence = values.sequence {
            groups[index].elements += sequence.elements
            groups[index].rest = sequence.rest ?? groups[index].rest
        } else if let unknown = values.unknown {
            groups[index].rest = unknown
        } else {
            groups[index].elements.append(values)
        }
    }

    var entries: [HCLMapping.Entry] {
        groups.map { HCLMapping.Entry(key: $0.key, value: HCLValue(.tuple(HCLSequence($0.elements, rest: $0.rest)), origin: $0.origin)) }
    }
}
