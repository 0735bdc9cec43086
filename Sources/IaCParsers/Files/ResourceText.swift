/// What is known of every attribute that a resource gets from its provider.
enum ResourceText {
    /// Such a text is never a wildcard; `alias/aws/` is reserved for keys that AWS manages
    /// (https://docs.aws.amazon.com/kms/latest/developerguide/alias-about.html).
    static let excludedPrefixes = ["*", "alias/aws/"]
}
