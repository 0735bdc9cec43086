/// A path below an asset's properties: `BucketEncryption.ServerSideEncryptionConfiguration[].BucketKeyEnabled`.
public struct PropertyPath: Sendable, Hashable, CustomStringConvertible {
    public enum Step: Sendable, Hashable {
        case member(String)
        /// Every element of a list.
        case each
    }

    public var steps: [Step]

    public init(steps: [Step]) { self.steps = steps }

    /// - Parameter text: names with dots between, `[]` behind a name for every element of its list.
    public init(_ text: String) {
        steps = text.split(separator: ".").flatMap { part -> [Step] in
            part.hasSuffix("[]") ? [.member(String(part.dropLast(2))), .each] : [.member(String(part))]
        }
    }

    /// The last name on the path; empty where it has none.
    public var lastMember: String {
        for case .member(let name) in steps.reversed() { return name }
        return ""
    }

    public var description: String {
        var text = ""
        for step in steps {
            switch step {
            case .member(let name): text += text.isEmpty ? name : ".\(name)"
            case .each: text += "[]"
            }
        }
        return text
    }
}
