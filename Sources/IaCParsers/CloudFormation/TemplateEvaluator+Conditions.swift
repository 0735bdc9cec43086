import Document
import SourceText

/// Conditions, in three-valued logic.
extension TemplateEvaluator {
    func truth(ofCondition name: String, at node: NodePointer, depth: Int) -> Truth {
        if let known = truths[name] { return known }
        guard let definition = member(template.conditions, name) else {
            report(.error, "unresolved-condition", "there is no condition \(name)", at: node)
            return .unknown
        }
        guard conditionsUnderWay.insert(name).inserted else {
            report(.error, "condition-cycle", "the condition \(name) depends on itself", at: definition)
            return .unknown
        }
        // A condition stands outside of the loop that asks for it.
        let loops = loopValues
        loopValues = [:]
        let truth = truth(of: definition, depth: depth + 1)
        loopValues = loops
        conditionsUnderWay.remove(name)
        truths[name] = truth
        return truth
    }

    private func truth(of node: NodePointer, depth: Int) -> Truth {
        guard depth < Self.depthLimit else {
            report(.error, "template-too-deep", "the condition leads more than \(Self.depthLimit) deep", at: node)
            return .unknown
        }
        guard spend(1) else { return .unknown }
        guard node.pointee.kind == .map, node.pointee.count == 1 else { return literal(node) }
        let argument = node.firstChild
        switch argument.pointee.key.text {
        case "Condition" where argument.pointee.kind == .string:
            return truth(ofCondition: argument.string, at: node, depth: depth + 1)
        case "Fn::And" where argument.pointee.kind == .list:
            return .all(argument.childPointers.map { truth(of: $0, depth: depth + 1) })
        case "Fn::Or" where argument.pointee.kind == .list:
            return .any(argument.childPointers.map { truth(of: $0, depth: depth + 1) })
        case "Fn::Not" where argument.pointee.kind == .list && argument.pointee.count == 1:
            return !truth(of: argument.firstChild, depth: depth + 1)
        case "Fn::Equals" where argument.pointee.kind == .list && argument.pointee.count == 2:
            return equality(
                value(of: argument.firstChild, depth: depth + 1), value(of: argument.firstChild + 1, depth: depth + 1), depth)
        default:
            // A function that answers with a text, such as a mapping's "true".
            if Intrinsic.call(node)?.function != nil { return literal(value(of: node, depth: depth + 1), at: node) }
            report(.error, "template-condition", "this is not a condition", at: node)
            return .unknown
        }
    }

    private func literal(_ node: NodePointer) -> Truth { literal(.template(node), at: node) }

    private func literal(_ value: TemplateValue, at node: NodePointer) -> Truth {
        switch text(value) {
        case .known("true"): return .yes
        case .known("false"): return .no
        case .unknown: return .unknown
        default:
            report(.error, "template-condition", "this is not a condition", at: node)
            return .unknown
        }
    }

    private func equality(_ a: TemplateValue, _ b: TemplateValue, _ depth: Int) -> Truth {
        guard let first = text(a), let second = text(b) else {
            let merge = ValueMerge(evaluator: self, why: "", origin: nil)
            return merge.isCertainlySame(forced(a, depth + 1), forced(b, depth + 1))
        }
        switch (first, second) {
        case (.known(let first), .known(let second)): return Truth(first == second)
        case (.unknown(let unknown), .known(let text)), (.known(let text), .unknown(let unknown)):
            if let secret = secretTexts[unknown.symbol] { return Truth(secret == text) }
            if let allowed = allowedTexts[unknown.symbol], !allowed.contains(text) { return .no }
            return unknown.mayEqual(text) ? .unknown : .no
        case (.unknown(let first), .unknown(let second)):
            return first.symbol == second.symbol ? .yes : .unknown
        }
    }
}
