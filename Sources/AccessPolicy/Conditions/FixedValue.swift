import Document

/// Whether a condition's value names somebody in particular.
struct FixedValue {
    let key: RestrictiveKey
    let scope: RestrictionScope
    /// `*` and `?` in the value stand for other characters.
    let takesWildcards: Bool

    /// - Parameter unknown: what is known of the value where it is not known.
    func verdict(_ node: NodePointer, unknown: Unknown?) -> PolicyVerdict {
        if node.pointee.kind == .string { return verdict(node.string) }
        guard let unknown else { return .unknown }
        return verdict(unknown)
    }

    private func verdict(_ unknown: Unknown) -> PolicyVerdict {
        guard case .knownAfterApply = unknown.reason else { return .unknown }
        if let text = unknown.text(ownAccount: scope.ownAccount) { return verdict(text) }
        // The account may stand in the text's known beginning.
        if key == .arn, AccountID.named(by: unknown.prefix) != nil { return verdict(unknown.prefix) }
        guard case .known = scope else { return key == .organization || key == .organizationPath ? organizations : .unknown }
        if key == .network || key == .flag { return .unknown }
        // Compared as it is, whatever text it turns out to be names one thing.
        if !takesWildcards { return .yes }
        return unknown.isComputedName && isFixedEnd(unknown.prefix) && isFixedEnd(unknown.suffix) ? .yes : .unknown
    }

    private func verdict(_ text: String) -> PolicyVerdict {
        guard let text = PolicyVariables.substituted(text, ownAccount: scope.ownAccount) else { return .no }
        switch key {
        case .flag: return text.lowercased() == "true" && !isNarrow ? .yes : .no
        case .network: return isNarrow ? .no : NetworkWidth.verdict(text)
        case .organization: return isFixed(text) ? organizations : .no
        case .organizationPath:
            return isFixed(String(text.prefix { $0 != "/" })) && text.hasPrefix("o-") ? organizations : .no
        case .account: return isFixed(text) && isOwn(text) ? .yes : .no
        case .arn: return arn(text)
        case .name: return isFixed(text) && !isNarrow ? .yes : .no
        case .uniqueID:
            let id = text.prefix { $0 != ":" }
            return isFixed(String(id)) && !id.isEmpty && !isNarrow ? .yes : .no
        }
    }

    /// An ARN is one thing's where its account is written out, whatever stands in its other parts. S3 itself is stricter and
    /// allows the wildcard for access points only; but a stranger does not get into a fixed account either way.
    private func arn(_ text: String) -> PolicyVerdict {
        if let account = AccountID.named(by: text) { return isOwn(account) ? .yes : .no }
        guard !isNarrow else { return .no }
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        // Buckets and some others have no account; their own names are unique.
        if parts.count == 6, parts[4].isEmpty {
            return isFixed(String(parts[5].prefix { $0 != "/" })) && !parts[5].hasPrefix("/") ? .yes : isFixed(text) ? .yes : .no
        }
        return isFixed(text) ? .yes : .no
    }

    private var isNarrow: Bool {
        if case .known = scope { return false }
        return true
    }

    private var organizations: PolicyVerdict {
        if case .account = scope { return .no }
        return .yes
    }

    private func isOwn(_ account: String) -> Bool { !isNarrow || account == scope.ownAccount }

    private func isFixedEnd(_ text: String) -> Bool { !text.contains("*") && !text.contains("?") }

    private func isFixed(_ text: String) -> Bool { !text.isEmpty && isFixedEnd(text) }
}

/// Policy variables in condition values.
enum PolicyVariables {
    /// The text with the variables replaced that name the resource's own owner; nil where others are left, which the caller
    /// of a request chooses (S3's "meaning of public" counts no variable as fixed).
    static func substituted(_ text: String, ownAccount: String) -> String? {
        guard text.contains("${") else { return text }
        var result = ""
        var rest = Substring(text)
        while let start = rest.firstRange(of: "${") {
            result += rest[..<start.lowerBound]
            guard let end = rest[start.upperBound...].firstIndex(of: "}") else { return nil }
            switch rest[start.upperBound..<end].lowercased() {
            case "aws:resourceaccount": result += ownAccount
            case "aws:resourceorgid": result += "o-own"
            case "aws:resourceorgpaths": result += "o-own/"
            default: return nil
            }
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }
}

/// How much of the internet a range of addresses is.
enum NetworkWidth {
    /// Yes: few enough to be somebody's; no: S3 calls it public, being broader than /8 (IPv4) or /32 (IPv6).
    static func verdict(_ text: String) -> PolicyVerdict {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let address = parts.first, parts.count <= 2 else { return .unknown }
        let isVersion6 = address.contains(":")
        guard isVersion6 ? isAddress6(address) : isAddress4(address) else { return text == "*" ? .no : .unknown }
        guard parts.count == 2 else { return .yes }
        guard let length = Int(parts[1]), (0...(isVersion6 ? 128 : 32)).contains(length) else { return .unknown }
        return length >= (isVersion6 ? 32 : 8) ? .yes : .no
    }

    private static func isAddress4(_ text: Substring) -> Bool {
        let octets = text.split(separator: ".", omittingEmptySubsequences: false)
        return octets.count == 4 && octets.allSatisfy { UInt8($0) != nil }
    }

    private static func isAddress6(_ text: Substring) -> Bool {
        text.utf8.count <= 45 && text.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
    }
}
