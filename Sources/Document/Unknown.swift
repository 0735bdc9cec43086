/// Why a value is not known.
///
/// *Absent* is not here: a value that is known not to exist has no node at all.
public struct Unknown: Hashable, Sendable {
    public enum Reason: Hashable, Sendable {
        /// A call was denied, unsupported or failed: which one (`s3:GetBucketPolicy`), and what is needed for it.
        case notCollected(call: String, permission: String?, error: String)
        /// Code can't say it before it is applied; why, in a few words ("variable has no default").
        case knownAfterApply(String)
        /// It was read, but could not be understood: what is wrong with it, as one phrase.
        case unreadable(String)
    }

    /// What is not known, in its own language: `var.bucket`, `aws_s3_bucket.logs.arn`, `s3:GetBucketPolicy`.
    /// Two unknowns are the same value only where their symbols are equal.
    public var symbol: String
    public var reason: Reason
    /// There is a value, and it is not null: `has()` holds. So it is with an attribute that a resource gets when it is made.
    public var exists: Bool
    /// What its text is known to begin and end with (`arn:` … ``); empty where nothing is known.
    /// An unknown never equals a text that does not fit.
    public var prefix: String
    public var suffix: String
    /// What its text can't begin with: an attribute of a resource that code makes is never `*`, nor a name that the provider
    /// keeps for itself (`alias/aws/`).
    public var excludedPrefixes: [String]

    public init(
        symbol: String, reason: Reason, exists: Bool = false, prefix: String = "", suffix: String = "", excludedPrefixes: [String] = []
    ) {
        self.symbol = symbol
        self.reason = reason
        self.exists = exists
        self.prefix = prefix
        self.suffix = suffix
        self.excludedPrefixes = excludedPrefixes
    }

    /// - Parameter call: `service:Operation`, as asset files write it.
    public static func notCollected(call: String, permission: String? = nil, error: String) -> Unknown {
        Unknown(symbol: call, reason: .notCollected(call: call, permission: permission, error: error))
    }

    public static func knownAfterApply(
        _ symbol: String, _ why: String, exists: Bool = false, prefix: String = "", suffix: String = ""
    ) -> Unknown {
        Unknown(symbol: symbol, reason: .knownAfterApply(why), exists: exists, prefix: prefix, suffix: suffix)
    }

    /// A value that is there but could not be understood.
    public static func unreadable(_ symbol: String, _ why: String) -> Unknown {
        Unknown(symbol: symbol, reason: .unreadable(why), exists: true)
    }

    /// Whether its text could turn out to be this one.
    public func mayEqual(_ text: String) -> Bool {
        text.utf8.count >= prefix.utf8.count + suffix.utf8.count && text.hasPrefix(prefix) && text.hasSuffix(suffix)
            && !excludedPrefixes.contains { text.hasPrefix($0) }
    }

    /// Whether its text begins with this one, as far as that can be told; nil where it can't.
    public func begins(with text: String) -> Bool? {
        if prefix.hasPrefix(text) { return true }
        if !text.hasPrefix(prefix) || excludedPrefixes.contains(where: { text.hasPrefix($0) }) { return false }
        return nil
    }

    var kind: NodeKind {
        switch reason {
        // As with a denied call: there is a value, and it could not be brought in.
        case .notCollected, .unreadable: .notCollected
        case .knownAfterApply: .knownAfterApply
        }
    }
}

extension Unknown: CustomStringConvertible {
    /// One phrase for people: `s3:GetBucketPolicy was denied (needs s3:GetBucketPolicy)`.
    public var description: String {
        switch reason {
        case .notCollected(let call, let permission, let error):
            let need = permission.map { "; it needs \($0)" } ?? ""
            return "\(call) was not collected: \(error)\(need)"
        case .knownAfterApply(let why):
            return "\(symbol) is not known before apply" + (why.isEmpty ? "" : ": \(why)")
        case .unreadable(let why):
            return why
        }
    }
}
