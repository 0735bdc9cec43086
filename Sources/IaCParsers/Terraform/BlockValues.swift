import HCL
import SourceText

/// Evaluates block bodies into values: attributes by name, blocks of one type as a list, `dynamic` blocks among them.
struct BlockValues {
    let evaluator: Evaluator

    /// Whether a body has blocks of a type, written or dynamic.
    func has(_ type: String, in body: Body) -> Bool {
        body.blocks.contains { $0.type.text == type || Self.dynamicType($0) == type }
    }

    /// All of a body.
    func object(_ body: Body, except: Set<String> = [], at range: SourceRange) -> HCLValue {
        var entries: [HCLMapping.Entry] = []
        for attribute in body.attributes where !except.contains(attribute.name.text) {
            let value = evaluator.evaluate(attribute.expression)
            if !value.isNull { entries.append(HCLMapping.Entry(key: attribute.name.text, value: value)) }
        }
        var types: [String] = []
        for block in body.blocks {
            let type = Self.dynamicType(block) ?? block.type.text
            if !types.contains(type), !except.contains(type) { types.append(type) }
        }
        for type in types { entries.append(HCLMapping.Entry(key: type, value: blocks(type, in: body))) }
        let rest = body.isIncomplete ? HCLUnknown(symbol: "block", reason: .error) : nil
        return HCLValue(.object(HCLMapping(entries, rest: rest)), origin: ValueOrigin(file: evaluator.file, range: range))
    }

    /// The blocks of one type, in the order of the file.
    func blocks(_ type: String, in body: Body) -> HCLValue {
        var elements: [HCLValue] = []
        var rest: HCLUnknown?
        var origin: SourceRange?
        for block in body.blocks {
            if block.type.text == type, Self.dynamicType(block) == nil {
                elements.append(object(block.body, at: block.range))
            } else if Self.dynamicType(block) == type {
                let made = expand(block)
                elements += made.elements
                rest = rest ?? made.rest
            } else {
                continue
            }
            origin = origin ?? block.range
        }
        return HCLValue(
            .tuple(HCLSequence(elements, rest: rest)), origin: origin.map { ValueOrigin(file: evaluator.file, range: $0) })
    }

    private static func dynamicType(_ block: Block) -> String? {
        block.type.text == "dynamic" && block.labels.count == 1 ? block.labels[0].text : nil
    }

    private func expand(_ block: Block) -> (elements: [HCLValue], rest: HCLUnknown?) {
        guard let each = block.body.attribute("for_each"), let content = block.body.blocks("content").first else { return ([], nil) }
        var name = Self.dynamicType(block) ?? ""
        if case .variable(let iterator)? = block.body.attribute("iterator")?.expression.kind { name = iterator }
        func made(_ key: HCLValue, _ value: HCLValue) -> HCLValue {
            let bound = evaluator.binding(name, to: .object(["key": key, "value": value]))
            return BlockValues(evaluator: bound).object(content.body, at: content.range)
        }
        let collection = evaluator.evaluate(each.expression)
        if let mapping = collection.mapping {
            return (mapping.entries.map { made(.string($0.key), $0.value) }, mapping.rest)
        }
        if let sequence = collection.sequence {
            let isSet = if case .set = collection.kind { true } else { false }
            let elements = sequence.elements.enumerated().map { made(isSet ? $0.element : .int($0.offset), $0.element) }
            return (elements, sequence.rest)
        }
        if collection.isNull { return ([], nil) }
        // Both branches of an undecided condition may be listed: a list that is there in one of them.
        return ([], collection.unknown ?? HCLUnknown(symbol: "for_each", reason: .error))
    }
}
