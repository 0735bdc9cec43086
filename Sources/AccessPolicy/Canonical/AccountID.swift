/// AWS account ids: twelve digits.
enum AccountID {
    static func isOne(_ text: some StringProtocol) -> Bool {
        text.utf8.count == 12 && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// The account an ARN or a bare id names; nil where it names none.
    static func named(by principal: String) -> String? {
        if isOne(principal) { return principal }
        let parts = principal.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "arn", isOne(parts[4]) else { return nil }
        return String(parts[4])
    }
}
