import Document
import PostureModel

extension Unknown {
    /// Its symbol is a text with `${…}` where a part is not known.
    var isTemplate: Bool { symbol.contains("${") }

    /// Whether all that is not known of a text says what something is called, or where it is: what AWS itself says of the stack
    /// (`AWS::Region`), and ids, names and addresses of resources. A password is none of these.
    var holdsOnlyPointers: Bool {
        guard isTemplate, !isSensitive else { return false }
        var rest = Substring(symbol)
        while let start = rest.firstRange(of: "${") {
            guard let end = rest[start.upperBound...].firstIndex(of: "}") else { return false }
            guard Self.isPointer(rest[start.upperBound..<end]) else { return false }
            rest = rest[rest.index(after: end)...]
        }
        return true
    }

    private static func isPointer(_ symbol: Substring) -> Bool {
        if symbol.hasPrefix("AWS::") { return true }
        guard let dot = symbol.lastIndex(of: "."), symbol.utf8.allSatisfy({ $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "(") }),
            !symbol.hasPrefix("var."), !symbol.contains("random_"), !symbol.contains(".var.")
        else { return false }
        return pointers.contains(String(symbol[dot...]))
    }

    private static let pointers: Set<String> = [
        ".Ref", ".Arn", ".arn", ".id", ".Id", ".name", ".Name", ".region", ".account_id", ".partition", ".bucket", ".url", ".endpoint",
        ".address", ".Address", ".port", ".Port", ".dns_name", ".DNSName", ".public_ip", ".private_ip", ".PublicIp", ".PrivateIp",
        ".public_dns", ".private_dns", ".domain_name", ".DomainName", ".repository_url", ".cidr_block",
    ]

    /// The same unknown without any of the text that is known around it, which may hold secrets: only what it refers to is named.
    /// Nothing is said about its being there.
    var withoutText: Unknown {
        guard isTemplate || !prefix.isEmpty || !suffix.isEmpty else {
            return Unknown(symbol: symbol, reason: reason)
        }
        var names: [String] = []
        var rest = Substring(symbol)
        while names.count < 4, let start = rest.firstRange(of: "${") {
            guard let end = rest[start.upperBound...].firstIndex(of: "}") else { break }
            let name = String(rest[start.upperBound..<end])
            if !names.contains(name), name.utf8.count <= 128 { names.append(name) }
            rest = rest[rest.index(after: end)...]
        }
        let references = names.joined(separator: ", ")
        return Unknown(symbol: isTemplate ? (references.isEmpty ? "a part of the text" : references) : symbol, reason: reason)
    }
}
