import Document

extension CanonicalWriter {
    func principal(_ value: DocumentValue) {
        switch value.kind {
        case .string:
            guard value.pointer.stringEquals(PrincipalText.everyone) else {
                return unreadable("the principal is a text other than \"*\"", at: value)
            }
            place(value)
            builder.beginMap()
            builder.key(PolicyKey.aws)
            list(value)
            builder.endMap()
        case .map:
            let members = gather(value, by: PolicyKey.principalTypes)
            place(value)
            builder.beginMap()
            for type in PolicyKey.principalTypes.names {
                one(type, of: members) { list($0, text: type == PolicyKey.aws ? PrincipalText.account : { _ in nil }) }
            }
            for (key, member) in members.others {
                builder.key(key)
                list(member)
            }
            if let rest = members.rest { copy(rest) }
            builder.endMap()
        case .notCollected, .knownAfterApply:
            copy(value)
        default:
            unreadable("the principal is neither \"*\" nor a map", at: value)
        }
    }
}

/// Spellings of principals.
enum PrincipalText {
    static var everyone: UnsafeRawBufferPointer { StaticString("*").bytes }

    /// The bare account id where an AWS principal is a whole account in another spelling; nil otherwise.
    static func account(_ value: DocumentValue) -> String? {
        // YAML without quotes makes a number of an id and drops its leading zeros.
        if let number = value.int, number >= 0, number < 1_000_000_000_000 {
            let digits = String(number)
            return String(repeating: "0", count: 12 - digits.count) + digits
        }
        guard let text = value.string, text.hasPrefix("arn:"), text.hasSuffix(":root") else { return nil }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[2] == "iam", parts[3].isEmpty, AccountID.isOne(parts[4]) else { return nil }
        return String(parts[4])
    }
}
