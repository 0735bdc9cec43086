import Document

/// The functions of CloudFormation's template language, by the key of their long form.
///
/// Source: "Intrinsic function reference" of the AWS CloudFormation User Guide.
enum Intrinsic: String, CaseIterable {
    case ref = "Ref"
    case getAtt = "Fn::GetAtt"
    case sub = "Fn::Sub"
    case join = "Fn::Join"
    case choose = "Fn::If"
    case findInMap = "Fn::FindInMap"
    case select = "Fn::Select"
    case split = "Fn::Split"
    case base64 = "Fn::Base64"
    case cidr = "Fn::Cidr"
    case getAZs = "Fn::GetAZs"
    case importValue = "Fn::ImportValue"
    case getStackOutput = "Fn::GetStackOutput"
    case length = "Fn::Length"
    case toJSONString = "Fn::ToJsonString"
    case transform = "Fn::Transform"
    case equals = "Fn::Equals"
    case and = "Fn::And"
    case or = "Fn::Or"
    case not = "Fn::Not"

    /// A function call: a map with one key that names a function.
    struct Call {
        /// Nil for a key `Fn::…` that no function has.
        var function: Intrinsic?
        var name: Symbol
        var argument: NodePointer
    }

    @inline(__always)
    static func call(_ node: NodePointer) -> Call? {
        guard node.pointee.kind == .map, node.pointee.count == 1 else { return nil }
        return callOfOne(node.firstChild)
    }

    private static func callOfOne(_ child: NodePointer) -> Call? {
        let key = child.pointee.key
        if let function = byKey[key] { return Call(function: function, name: key, argument: child) }
        // A loop makes members of its map; it has no value of its own.
        return isFunctionKey(key) && !isLoopKey(key) ? Call(function: nil, name: key, argument: child) : nil
    }

    /// Whether a key has the form `Fn::…`, known or not.
    static func isFunctionKey(_ key: Symbol) -> Bool {
        let bytes = key.utf8
        return bytes.count > 4 && bytes[0] == UInt8(ascii: "F") && bytes[1] == UInt8(ascii: "n")
            && bytes[2] == UInt8(ascii: ":") && bytes[3] == UInt8(ascii: ":")
    }

    /// Whether a key has the form `Fn::ForEach::…`.
    static func isLoopKey(_ key: Symbol) -> Bool { isFunctionKey(key) && key.text.hasPrefix("Fn::ForEach::") }

    /// The key that a YAML tag stands for: `!Ref` and `!Condition` name themselves, `!Sub` is `Fn::Sub`.
    static func key(ofTag tag: String) -> String? {
        switch tag {
        case "!Ref": return "Ref"
        case "!Condition": return "Condition"
        default:
            // Any other capitalised tag is taken for a function, so that a misspelt one is seen.
            let name = tag.dropFirst()
            guard let first = name.utf8.first, (0x41...0x5A).contains(first) else { return nil }
            return "Fn::\(name)"
        }
    }

    private static let byKey: [Symbol: Intrinsic] = Dictionary(
        uniqueKeysWithValues: Intrinsic.allCases.map { (Symbol($0.rawValue), $0) })
}
