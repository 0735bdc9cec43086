import Document
import SourceText

/// Functions that make lists or take from them.
extension TemplateEvaluator {
    /// A list's elements, evaluated, without those that are left out; anything else as it is.
    func elementsOrUnknown(_ node: NodePointer, _ depth: Int) -> TemplateValue {
        let value = value(of: node, depth: depth + 1)
        guard case .template(let list) = value, list.pointee.kind == .list else { return value }
        guard spend(list.pointee.count) else { return fault(node) }
        var elements: [TemplateValue] = []
        for child in list.childPointers {
            let element = self.value(of: child, depth: depth + 2)
            if case .absent = element { continue }
            elements.append(element)
        }
        return .list(elements, origin(list))
    }

    func selection(_ argument: NodePointer, _ node: NodePointer, _ depth: Int) -> TemplateValue {
        guard argument.pointee.kind == .list, argument.pointee.count == 2, let index = text(argument.firstChild, depth + 1)
        else {
            report(.error, "template-function", "Fn::Select needs an index and a list", at: node)
            return fault(node)
        }
        let indexText: String
        switch index {
        case .known(let text): indexText = text
        case .unknown(let unknown): indexText = unknown.symbol
        }
        switch elementsOrUnknown(argument.firstChild + 1, depth) {
        case .unknown(let list, _, _):
            let symbol = "Fn::Select(\(indexText), \(list.symbol))"
            return .unknown(.knownAfterApply(symbol, why(list), exists: true, prefix: elementPrefix(list)), origin(node))
        case .list(let elements, _):
            guard case .known = index else {
                return .unknown(placed("Fn::Select", node), origin(node))
            }
            guard let number = Int(indexText), elements.indices.contains(number) else {
                report(
                    .error, "template-function", "Fn::Select: there is no element \(indexText) in a list of \(elements.count)",
                    at: node)
                return fault(node)
            }
            // Where an element before it may be left out, it may be another one.
            guard !elements[...number].contains(where: Self.isOptional) else {
                return .unknown(placed("Fn::Select", node), origin(node))
            }
            return elements[number]
        default:
            report(.error, "template-function", "Fn::Select needs a list", at: node)
            return fault(node)
        }
    }

    /// Names of zones begin with their region's name.
    private func elementPrefix(_ list: Unknown) -> String {
        list.symbol.hasPrefix("Fn::GetAZs(") ? list.prefix : ""
    }

    static func isOptional(_ value: TemplateValue) -> Bool {
        if case .unknown(_, _, true) = value { return true }
        return false
    }

    func split(_ argument: NodePointer, _ node: NodePointer, _ depth: Int) -> TemplateValue {
        guard argument.pointee.kind == .list, argument.pointee.count == 2,
            case .known(let delimiter)? = text(argument.firstChild, depth + 1), !delimiter.isEmpty,
            let whole = text(argument.firstChild + 1, depth + 1)
        else {
            report(.error, "template-function", "Fn::Split needs a delimiter and a text", at: node)
            return fault(node)
        }
        switch whole {
        case .unknown(let unknown):
            return .unknown(
                .knownAfterApply("Fn::Split(\(delimiter), \(unknown.symbol))", why(unknown), exists: true), origin(node))
        case .known(let text):
            guard spend(text.utf8.count) else { return fault(node) }
            let place = origin(argument.firstChild + 1)
            return .list(Self.split(text, delimiter).map { .text($0, place) }, origin(node))
        }
    }

    static func split(_ text: String, _ delimiter: String) -> [String] {
        let bytes = Array(text.utf8)
        let mark = Array(delimiter.utf8)
        var parts: [String] = []
        var start = 0
        var index = 0
        while index + mark.count <= bytes.count {
            if bytes[index] == mark[0], bytes[index..<index + mark.count].elementsEqual(mark) {
                parts.append(String(decoding: bytes[start..<index], as: UTF8.self))
                index += mark.count
                start = index
            } else {
                index += 1
            }
        }
        parts.append(String(decoding: bytes[start...], as: UTF8.self))
        return parts
    }

    func zones(_ argument: NodePointer, _ node: NodePointer, _ depth: Int) -> TemplateValue {
        var region = ""
        var symbol = "AWS::Region"
        switch text(argument, depth + 1) {
        case .known(let text) where !text.isEmpty:
            region = text
            symbol = text
        case .unknown(let unknown): symbol = unknown.symbol
        default: break
        }
        return .unknown(
            .knownAfterApply("Fn::GetAZs(\(symbol))", "the account decides which zones there are", exists: true, prefix: region),
            origin(node))
    }

    func blocks(_ argument: NodePointer, _ node: NodePointer, _ depth: Int) -> TemplateValue {
        guard argument.pointee.kind == .list, (2...3).contains(argument.pointee.count) else {
            report(.error, "template-function", "Fn::Cidr needs a block, a count and the bits of each block", at: node)
            return fault(node)
        }
        let parts = argument.childPointers.map { text($0, depth + 1) }
        var texts: [String] = []
        var symbols: [String] = []
        for part in parts {
            switch part {
            case .known(let text):
                texts.append(text)
                symbols.append(text)
            case .unknown(let unknown): symbols.append(unknown.symbol)
            case nil:
                report(.error, "template-function", "Fn::Cidr needs texts and numbers", at: node)
                return fault(node)
            }
        }
        let unknown = Unknown.knownAfterApply(
            "Fn::Cidr(\(symbols.joined(separator: ", ")))", "the block is not known", exists: true)
        // Blocks of IPv6 come from the provider's pool in practice, so that they are never known here.
        guard texts.count == parts.count, !texts[0].contains(":") else { return .unknown(unknown, origin(node)) }
        let hostBits = texts.count > 2 ? texts[2] : "8"
        guard let count = Int(texts[1]), let bits = Int(hostBits),
            let blocks = NetworkBlocks.divide(texts[0], count: count, hostBits: bits)
        else {
            report(.error, "template-function", "Fn::Cidr: \(texts.joined(separator: ", ")) can't be divided", at: node)
            return fault(node)
        }
        let place = origin(argument.firstChild)
        return .list(blocks.map { .text($0, place) }, origin(node))
    }

    func length(_ argument: NodePointer, _ node: NodePointer, _ depth: Int) -> TemplateValue {
        switch elementsOrUnknown(argument, depth) {
        case .list(let elements, _) where !elements.contains(where: Self.isOptional):
            return .text(String(elements.count), origin(node))
        case .list:
            return .unknown(placed("Fn::Length", node), origin(node))
        case .unknown(let list, _, _):
            return .unknown(.knownAfterApply("Fn::Length(\(list.symbol))", why(list), exists: true), origin(node))
        default:
            report(.error, "template-function", "Fn::Length needs a list", at: node)
            return fault(node)
        }
    }
}
