import HCL
import SourceText

/// Evaluates block bodies into values: attributes by name, blocks of one type as a list, `dynamic` blocks among them.
struct BlockValues {
    let evaluator: Evaluator

    /// Blocks that one `dynamic` may make.
    private static let limit = 10_000

    /// Whether a body has blocks of a type, written or dynamic.
    static func has(_ type: String, in body: Body) -> Bool {
        body.blocks.contains { Self.type(of: $0) == type }
    }

    /// The type of the blocks it makes.
    static func type(of block: Block) -> String {
        block.type.text == "dynamic" && block.labels.count == 1 ? block.labels[0].text : block.type.text
    }

    /// All of a body.
    func object(_ body: Body, at range: SourceRange) -> HCLValue {
        var entries: [HCLMapping.Entry] = []
        for attribute in body.attributes {
            let value = evaluator.evaluate(attribute.expression)
            if !value.isNull { entries.append(HCLMapping.Entry(key: attribute.name.text, value: value)) }
        }
        var types: [String] = []
        for block in body.blocks {
            let type = Self.type(of: block)
            if !types.contains(type) { types.append(type) }
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
        for block in body.blocks where Self.type(of: block) == type {
            if block.type.text == "dynamic", block.labels.count == 1 {
                let made = expand(block, type)
                elements += made.elements
                rest = rest ?? made.rest
            } else {
                elements.append(labelled(object(block.body, at: block.range), block))
            }
            origin = origin ?? block.range
        }
        return HCLValue(
            .tuple(HCLSequence(elements, rest: rest)), origin: origin.map { ValueOrigin(file: evaluator.file, range: $0) })
    }

    /// A block's labels are keys around it.
    private func labelled(_ value: HCLValue, _ block: Block) -> HCLValue {
        block.labels.reversed().reduce(value) { inner, label in
            HCLValue(.object(HCLMapping([HCLMapping.Entry(key: label.text, value: inner)])), origin: inner.origin)
        }
    }

    // MARK: Dynamic blocks

    private func expand(_ block: Block, _ type: String) -> (elements: [HCLValue], rest: HCLUnknown?) {
        guard let each = block.body.attribute("for_each"), let content = block.body.blocks("content").first else {
            if !block.body.isIncomplete {
                evaluator.report("terraform-dynamic-block", "a dynamic block has for_each and content", at: block.headerRange)
            }
            return ([], HCLUnknown(symbol: "dynamic.\(type)", reason: .error))
        }
        var name = type
        if case .variable(let iterator)? = block.body.attribute("iterator")?.expression.kind { name = iterator }
        let items = DynamicItems(evaluator.evaluate(each.expression), name: type)
        if items.items.count > Self.limit {
            evaluator.report(
                "terraform-too-many-blocks", "\(items.items.count) \(type) blocks are made; the first \(Self.limit) are judged",
                at: each.range)
        }
        let elements = items.items.prefix(Self.limit).map { item in
            let bound = evaluator.binding(name, to: .object(["key": item.key, "value": item.value]))
            let value = BlockValues(evaluator: bound).object(content.body, at: content.range)
            let labels = block.body.attribute("labels").map { bound.evaluate($0.expression) }
            return (labels?.sequence?.elements ?? []).reversed().reduce(value) { inner, label in
                HCLValue(HCLValue.object([label.string ?? "": inner]).kind, origin: inner.origin)
            }
        }
        let isCut = items.items.count > Self.limit
        return (elements, isCut ? HCLUnknown(symbol: "dynamic.\(type)", reason: .error) : items.rest)
    }
}

/// What a dynamic block goes over, and the unknown number of others beside it.
private struct DynamicItems {
    var items: [(key: HCLValue, value: HCLValue)] = []
    var rest: HCLUnknown?

    init(_ collection: HCLValue, name: String) {
        if let mapping = collection.mapping {
            items = mapping.entries.map { (.string($0.key), $0.value) }
            rest = mapping.rest
        } else if let sequence = collection.sequence {
            let isSet = if case .set = collection.kind { true } else { false }
            items = sequence.elements.enumerated().map { (isSet ? $0.element : .int($0.offset), $0.element) }
            rest = sequence.rest
        } else if let unknown = collection.unknown {
            choose(from: unknown)
        } else if !collection.isNull {
            rest = HCLUnknown(symbol: "dynamic.\(name)", reason: .error)
        }
    }

    /// Lists of one length that a condition chooses from: the blocks are there whatever it chooses. All else may be any number.
    private mutating func choose(from unknown: HCLUnknown) {
        let choices = unknown.alternatives.map { DynamicItems($0, name: "") }
        guard let first = choices.first, choices.allSatisfy({ $0.rest == nil && $0.items.count == first.items.count }) else {
            rest = unknown
            return
        }
        items = first.items.indices.map { index in
            (Self.oneOf(choices.map { $0.items[index].key }, unknown), Self.oneOf(choices.map { $0.items[index].value }, unknown))
        }
    }

    private static func oneOf(_ values: [HCLValue], _ unknown: HCLUnknown) -> HCLValue {
        if let first = values.first, values.allSatisfy({ $0 == first && !$0.containsUnknown }) { return first }
        return .unknown(HCLUnknown(symbol: unknown.symbol, reason: unknown.reason, isDerived: true, alternatives: values))
    }
}
