public import Document

extension Unknown {
    /// Why a value is not known that code itself calls a secret: a sensitive variable, a parameter that is not echoed.
    public static let sensitive = "it is marked as sensitive, so its value is not kept"

    /// Whether it stands for a secret, or for something made of one.
    public var isSensitive: Bool { reason == .knownAfterApply(Self.sensitive) }
}
