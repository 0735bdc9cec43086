import Document
import SourceText

/// `Fn::ForEach` (AWS::LanguageExtensions): a fragment of a map, once for each text of a list.
extension TemplateEvaluator {
    /// Calls `body` with every member of a map, loops unrolled: its key, and its value while the loop's variable is set.
    ///
    /// - Parameter unknown: called where a loop or a transform makes members that are not known.
    func forEachMember(
        of map: NodePointer, depth: Int, unknown: (NodePointer, Symbol) -> Void, _ body: (Symbol, NodePointer) -> Void
    ) {
        for child in map.childPointers {
            let key = child.pointee.key
            guard template.hasMadeMembers || !loopValues.isEmpty else {
                body(key, child)
                continue
            }
            if Intrinsic.isLoopKey(key) {
                unroll(child, depth: depth, unknown: unknown, body)
            } else if key.text == Intrinsic.transform.rawValue, map.pointee.count > 1 {
                report(
                    .note, "template-transform", "what Fn::Transform adds here is not known before the stack is deployed", at: child)
                unknown(child, key)
            } else {
                body(loopKey(key), child)
            }
        }
    }

    /// The turns that all loops of a template may take; CloudFormation itself allows 500 resources
    /// (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html).
    private static let turnLimit = 10_000

    /// - Parameter loop: `[Variable, [text, …], {key: value, …}]`.
    private func unroll(
        _ loop: NodePointer, depth: Int, unknown: (NodePointer, Symbol) -> Void, _ body: (Symbol, NodePointer) -> Void
    ) {
        let parts = loop.pointee.kind == .list ? loop.childPointers : []
        guard depth < Self.depthLimit, parts.count == 3, parts[0].pointee.kind == .string, parts[2].pointee.kind == .map else {
            report(.error, "template-function", "Fn::ForEach needs a name, a list and a map", at: loop)
            return unknown(loop, loop.pointee.key)
        }
        guard case .list(let elements, _) = elementsOrUnknown(parts[1], depth) else {
            report(.warning, "template-loop", "the list of \(loop.pointee.key.text) is not known", at: loop)
            return unknown(loop, loop.pointee.key)
        }
        let name = parts[0].string
        let outer = loopValues[name]
        defer { loopValues[name] = outer }
        for element in elements {
            guard case .known(let value)? = text(element) else {
                report(.warning, "template-loop", "an element of \(loop.pointee.key.text) is not known", at: loop)
                unknown(loop, loop.pointee.key)
                continue
            }
            loopTurns += 1
            guard loopTurns <= Self.turnLimit else {
                return report(
                    .error, "template-too-large", "the template's loops make more than \(Self.turnLimit) turns; the rest is not judged",
                    at: loop)
            }
            loopValues[name] = value
            forEachMember(of: parts[2], depth: depth + 1, unknown: unknown, body)
        }
    }

    /// A text with the variables of the loops it stands in, written `${Name}` or `&{Name}`, filled in.
    func looped(_ text: String) -> String {
        guard !loopValues.isEmpty, text.utf8.contains(UInt8(ascii: "{")) else { return text }
        var text = text
        for (name, value) in loopValues {
            for mark in ["${\(name)}", "&{\(name)}"] {
                let parts = Self.split(text, mark)
                if parts.count > 1 { text = parts.joined(separator: value) }
            }
        }
        return text
    }

    private func loopKey(_ key: Symbol) -> Symbol {
        guard !loopValues.isEmpty, key != .rest else { return key }
        let text = key.text
        var made = looped(text)
        guard made != text else { return key }
        return made.withUTF8 { Symbol.intern(UnsafeRawBufferPointer($0)) } ?? key
    }
}
