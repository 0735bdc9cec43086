import Document

/// A JSON value that can be changed in one place.
indirect enum JSONTree: Equatable {
    case null
    case bool(Bool)
    case number(String)
    case text(String)
    case list([JSONTree])
    case map([Member])

    struct Member: Equatable {
        var key: String
        var value: JSONTree
    }

    init(_ value: DocumentValue) {
        switch value.kind {
        case .bool: self = .bool(value.bool ?? false)
        case .int, .double: self = .number(value.description)
        case .string: self = .text(value.string ?? "")
        case .list: self = .list(value.elements.map { JSONTree($0) })
        case .map: self = .map(value.members.map { Member(key: $0.key.text, value: JSONTree($0.value)) })
        default: self = .null
        }
    }

    /// JSON text, which is YAML as well.
    var json: String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .number(let text): text
        case .text(let text): Self.quoted(text)
        case .list(let elements): "[" + elements.map(\.json).joined(separator: ", ") + "]"
        case .map(let members): "{" + members.map { "\(Self.quoted($0.key)): \($0.value.json)" }.joined(separator: ", ") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    // MARK: Mistakes

    /// Every tree that differs from this one by one mistake: a key too many or too few, a value of another type.
    func mistakes(path: String = "") -> [(what: String, tree: JSONTree)] {
        let others: [JSONTree] = [.number("7"), .text("some text"), .text(""), .list([]), .map([]), .bool(true), .null, .list([.number("7")])]
        var result = others.filter { $0 != self }.map { (what: "\(path) is \($0.json)", tree: $0) }
        switch self {
        case .list(let elements):
            for (index, element) in elements.enumerated() {
                for (what, tree) in element.mistakes(path: "\(path)[\(index)]") {
                    var changed = elements
                    changed[index] = tree
                    result.append((what, .list(changed)))
                }
            }
        case .map(let members):
            result.append(("\(path) has zzz", .map(members + [Member(key: "zzz", value: .number("7"))])))
            for (index, member) in members.enumerated() {
                var fewer = members
                fewer.remove(at: index)
                result.append(("\(path) lacks \(member.key)", .map(fewer)))
                for (what, tree) in member.value.mistakes(path: "\(path).\(member.key)") {
                    var changed = members
                    changed[index].value = tree
                    result.append((what, .map(changed)))
                }
            }
        default: break
        }
        return result
    }
}
