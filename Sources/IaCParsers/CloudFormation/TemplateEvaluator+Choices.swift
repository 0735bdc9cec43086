import Document
import SourceText

/// `Fn::If` and `Fn::FindInMap`, and what is known where they can't be decided.
extension TemplateEvaluator {
    func choice(_ argument: NodePointer, _ node: NodePointer, _ depth: Int) -> TemplateValue {
        guard argument.pointee.kind == .list, argument.pointee.count == 3, argument.firstChild.pointee.kind == .string else {
            report(.error, "template-function", "Fn::If needs a condition's name and two values", at: node)
            return fault(node)
        }
        let name = looped(argument.firstChild.string)
        switch truth(ofCondition: name, at: node, depth: depth + 1) {
        case .yes: return value(of: argument.firstChild + 1, depth: depth + 1)
        case .no: return value(of: argument.firstChild + 2, depth: depth + 1)
        case .unknown:
            let first = forced(value(of: argument.firstChild + 1, depth: depth + 1), depth + 1)
            let second = forced(value(of: argument.firstChild + 2, depth: depth + 1), depth + 1)
            let merge = ValueMerge(evaluator: self, why: "the condition \(name) is not known", origin: origin(node))
            var symbol = placed("Fn::If(\(name))", node).symbol
            if let a = text(first), let b = text(second) {
                symbol = "Fn::If(\(name), \(Self.symbol(a)), \(Self.symbol(b)))"
            }
            return merge.merged(first, second, symbol: symbol)
        }
    }

    private static func symbol(_ text: PartialText.Result) -> String {
        switch text {
        case .known(let text): text
        case .unknown(let unknown): unknown.symbol
        }
    }

    func mapping(_ argument: NodePointer, _ node: NodePointer, _ depth: Int) -> TemplateValue {
        guard argument.pointee.kind == .list, (3...4).contains(argument.pointee.count),
            let map = text(argument.firstChild, depth + 1), let first = text(argument.firstChild + 1, depth + 1),
            let second = text(argument.firstChild + 2, depth + 1)
        else {
            report(.error, "template-function", "Fn::FindInMap needs a mapping's name and two keys", at: node)
            return fault(node)
        }
        let keys = [map, first, second].map(Self.symbol).joined(separator: ", ")
        let symbol = "Fn::FindInMap(\(keys))"
        var candidates: [NodePointer] = template.mappings.map { [$0] } ?? []
        var isCertain = true
        for key in [map, first, second] {
            switch key {
            case .known(let text): candidates = candidates.compactMap { member($0, text) }
            case .unknown(let unknown):
                isCertain = false
                candidates = candidates.flatMap { candidate -> [NodePointer] in
                    guard candidate.pointee.kind == .map else { return [] }
                    return candidate.childPointers.filter { unknown.mayEqual($0.pointee.key.text) }
                }
                guard spend(candidates.count) else { return fault(node) }
            }
        }
        if isCertain, let found = candidates.first { return value(of: found, depth: depth + 1) }
        var values = candidates.map { forced(value(of: $0, depth: depth + 1), depth + 1) }
        if let fallback = defaultValue(argument) {
            let value = value(of: fallback, depth: depth + 1)
            if isCertain { return value }
            values.append(forced(value, depth + 1))
        }
        guard let start = values.first else {
            report(.error, "unresolved-mapping", "there is no value at \(keys)", at: node)
            return fault(node)
        }
        let merge = ValueMerge(evaluator: self, why: "the mapping's key is not known", origin: origin(node))
        return values.dropFirst().reduce(start) { merge.merged($0, $1, symbol: symbol) }
    }

    /// `{"DefaultValue": …}` as a fourth argument (AWS::LanguageExtensions).
    private func defaultValue(_ argument: NodePointer) -> NodePointer? {
        argument.pointee.count == 4 ? member(argument.firstChild + 3, "DefaultValue") : nil
    }

    /// A value with all that stands inside evaluated.
    func forced(_ value: TemplateValue, _ depth: Int) -> TemplateValue {
        guard case .template(let node) = value else { return value }
        guard node.pointee.kind == .list || node.pointee.kind == .map else { return value }
        guard depth < Self.depthLimit, spend(node.pointee.count + 1) else { return fault(node) }
        guard node.pointee.kind == .map else {
            var elements: [TemplateValue] = []
            for child in node.childPointers {
                let inner = forced(self.value(of: child, depth: depth + 1), depth + 1)
                if case .absent = inner { continue }
                elements.append(inner)
            }
            return .list(elements, origin(node))
        }
        var members: [(key: Symbol, value: TemplateValue)] = []
        forEachMember(of: node, depth: depth) { child, key in
            members.append((.rest, .unknown(placed(key.text, child), origin(child), isOptional: true)))
        } _: { key, child in
            let inner = forced(self.value(of: child, depth: depth + 1), depth + 1)
            if case .absent = inner { return }
            members.append((key, inner))
        }
        return .map(members, origin(node))
    }
}
