public import CEL

/// What translated rules ask of events, as functions of the language; detections written by hand may use them as well.
///
/// `event.field("userIdentity.type")` is what stands at a path (``FieldPath``): the value, or a list where the path leads through
/// lists; nothing is the empty list. A question asked of a list is asked of its elements, of a map of its values, and one is enough;
/// nothing and null answer no. Values are compared as the texts that a log would show, so `443` is `"443"`. What hangs on something
/// that is not known is unknown.
///
/// | function | question | no case | with case |
/// | --- | --- | --- | --- |
/// | `x.is(y)` | the same | `is` | `isExactly` |
/// | `x.includes(y)` | somewhere in it | `includes` | `includesExactly` |
/// | `x.begins(y)`, `x.ends(y)` | at its start, its end | `begins`, `ends` | `beginsExactly`, `endsExactly` |
/// | `x.like(y)` | with wildcards, ``WildcardText`` | `like` | `likeExactly` |
///
/// `y` is one constant or a list, of which one is enough; a value of the event (`event.field("b")`) is taken as it is.
///
/// | function | question |
/// | --- | --- |
/// | `e.hasField(path)` | the field is there, whatever its value |
/// | `x.isNull()` | there is nothing, or null |
/// | `x.differs(y)` | there is something, and none of it is `y` (with case) |
/// | `x.isOnly(y)` | there is something, and all of it is among `y` (with case) |
/// | `x.hasMatch(pattern)` | an RE2 expression matches somewhere in it |
/// | `x.inNetwork(cidr)` | it is an IP address of that network |
/// | `x.isWithin(path)` | it is that file path or lies below it; a part may have wildcards |
/// | `x.below(n)`, `atMost`, `above`, `atLeast` | it is a number of that size |
/// | `e.mentions(words)` | any key or value of the event has the word somewhere in it |
/// | `e.mentionsMatch(pattern)` | an RE2 expression matches somewhere in a key or value |
/// | `x.lowerCase()`, `x.upperCase()`, `x.baseName()`, `x.decodedBase64()` | the value changed, where it is one text |
public enum RuleFunctions {
    /// The functions, ready for ``Environment/declare(_:)``.
    public static let all: [HostFunction] =
        [field, hasField, isNull] + textTests + valueTests + transformations

    static let exhausted = "the event is too large to be judged within the limits"

    /// An environment with these functions and `event`, of any type.
    public static func environment() -> Environment {
        var environment = Environment()
        environment.declare("event", .dynamic)
        for function in all { environment.declare(function) }
        return environment
    }

    // MARK: fields

    private static let field = HostFunction(
        "field", [Overload("rule.field", [.dynamic, .string], .dynamic, isMember: true, isVariadic: true)], takesPartialLists: true,
        prepare: { constants in
            paths(constants) { paths, call in found(paths, call) }
        },
        body: { call in
            var paths: [FieldPath] = []
            for index in 1..<max(call.count, 1) {
                guard let text = call.string(at: index), let path = FieldPath(text) else { return .error("the path is not one of a field") }
                paths.append(path)
            }
            return found(paths, call)
        })

    private static let hasField = HostFunction(
        "hasField", [Overload("rule.hasField", [.dynamic, .string], .bool, isMember: true, isVariadic: true)], takesPartialLists: true,
        prepare: { constants in
            paths(constants) { paths, call in
                var found = FieldPath.Found()
                for path in paths { path.collect(in: call[0], into: &found, call) }
                if found.isCut { return .error(exhausted) }
                guard let first = found.first else { return .bool(false) }
                let all = [first] + found.others
                return all.allSatisfy { $0.kind == .unknown } ? .part(first) : .bool(true)
            }
        },
        body: { _ in .error("hasField is asked with constant paths") })

    private static func paths(
        _ constants: [Value?], _ body: @escaping @Sendable ([FieldPath], borrowing HostCall) -> HostResult
    ) -> HostPreparation {
        var paths: [FieldPath] = []
        for (index, constant) in constants.enumerated().dropFirst() {
            guard case .string(let text)? = constant else { return .general }
            guard let path = FieldPath(text) else {
                return .invalid(argument: index, message: "'\(text)' is not the path of a field")
            }
            paths.append(path)
        }
        // An event that is itself a constant has no body's argument.
        guard constants.first == .some(nil) else { return .general }
        let ready = paths
        return .body { call in body(ready, call) }
    }

    private static func found(_ paths: [FieldPath], _ call: borrowing HostCall) -> HostResult {
        var found = FieldPath.Found()
        for path in paths { path.collect(in: call[0], into: &found, call) }
        if found.isCut { return .error(exhausted) }
        guard let first = found.first else { return .parts([]) }
        return found.others.isEmpty ? .part(first) : .parts([first] + found.others)
    }

    private static let isNull = HostFunction(
        "isNull", [Overload("rule.isNull", [.dynamic], .bool, isMember: true)], takesPartialLists: true
    ) { call in
        let value = call[0]
        switch value.kind {
        case .null: return .bool(true)
        case .list:
            guard let elements = value.elements else { return .bool(false) }
            if elements.count == 0 { return elements.rest.map { .part($0) } ?? .bool(true) }
            guard call.charge(elements.count) else { return .error(exhausted) }
            return .bool((0..<elements.count).allSatisfy { elements[$0].kind == .null })
        default: return .bool(false)
        }
    }
}
