public import Document
public import SourceText

/// Why a condition came out as it did: the leaves that decided, and only those.
public struct Explanation: Sendable {
    public let verdict: Verdict
    /// In the order of the expression, at most ``evidenceLimit``.
    public let evidence: [Evidence]
    /// There was more evidence than is listed.
    public let isCut: Bool
    /// Where the verdict is ``Verdict/error``.
    public let failure: EvaluationFailure?

    /// The most leaves that one explanation lists.
    public static let evidenceLimit = 50
    /// The most elements of one loop that it lists.
    public static let elementLimit = 10
}

/// One deciding leaf.
public struct Evidence: Sendable {
    /// The clause, in the expression's text and where that stands.
    public var clause: SourceRange
    public var location: SourceLocation
    /// With indices put in: `asset.properties.SecurityGroupIngress[2].CidrIp`. Empty where the clause reads no variable.
    public var path: String
    public var actual: Actual
    /// As the expression writes it (`==`, `in`, `startsWith`, `has`, `exists` …); nil where a value stands as a condition itself.
    public var `operator`: String?
    /// What the value was held against: a value as the expression would write it, or the condition of a loop.
    public var expected: String?
    /// The node the value came from; for something absent the nearest node above it that is there. Its document knows its origin.
    public var node: DocumentValue?

    public enum Actual: Sendable, Equatable {
        case value(Value)
        case absent
        case unknown(Unknown)
        case error(String)
    }
}

extension Evidence: CustomStringConvertible {
    /// `asset.encrypted is false, == true`.
    public var description: String {
        let what: String =
            switch actual {
            case .value(let value): "is \(value)"
            case .absent: "is absent"
            case .unknown(let unknown): "is unknown (\(unknown.symbol))"
            case .error(let message): "failed: \(message)"
            }
        let test = [`operator`, expected].compactMap { $0 }.joined(separator: " ")
        return "\(path.isEmpty ? "the clause" : path) \(what)" + (test.isEmpty ? "" : "; \(test)")
    }
}
