import Document

/// One way to call an asset: by a text, by its place in code, or by a value that is not known but the same on both sides.
struct AssetNaming: Hashable {
    let text: String

    static func literal(_ text: String) -> AssetNaming { AssetNaming(text: "=" + text) }
    /// `module.a["x"].aws_vpc.main[0]`, a logical id.
    static func address(_ address: some StringProtocol) -> AssetNaming { AssetNaming(text: "@" + address) }
    /// Two unknowns are the same value only where their symbols are equal.
    static func symbol(_ symbol: String) -> AssetNaming { AssetNaming(text: "?" + symbol) }

    /// Nil for a symbol that may stand for different values: something computed (`lower(var.name)` is written `var.name …`) or put
    /// together from several.
    static func symbol(of unknown: Unknown) -> AssetNaming? {
        guard case .knownAfterApply = unknown.reason, !unknown.symbol.hasSuffix("…"), !unknown.symbol.contains("${") else { return nil }
        return .symbol(unknown.symbol)
    }

    /// The addresses that a symbol such as `aws_vpc.main[0].id` may begin with, the longest first.
    static func addresses(in symbol: String) -> [AssetNaming] {
        guard !symbol.contains("${"), !symbol.hasSuffix("…") else { return [] }
        var found: [AssetNaming] = []
        var end = symbol.endIndex
        while found.count < mostPrefixes {
            found.append(.address(symbol[..<end]))
            guard let cut = symbol[..<end].lastIndex(where: { $0 == "." || $0 == "[" }) else { break }
            end = cut
        }
        return found
    }

    /// An ARN or URL ends in the name.
    static func end(of text: String) -> AssetNaming? {
        guard let last = text.split(whereSeparator: { $0 == ":" || $0 == "/" }).last, last.count < text.count else { return nil }
        return .literal(String(last))
    }

    private static let mostPrefixes = 16
}

extension Asset {
    /// Names lead to assets of the same scope only: one program, or all that was observed.
    public var estateScope: String { origin.isDeclared ? "code \(document.root["program"]?.string ?? "")" : "live" }

    /// What tells it apart within its scope.
    public var estateName: String {
        guard !origin.isDeclared else { return address ?? "\(type)/\(id)" }
        return "\(type)\u{0}\(account ?? "")\u{0}\(region ?? "")\u{0}\(id)"
    }

    /// What of it decides between several that go by one name.
    var placement: Placement {
        Placement(account: account, region: region, namespace: document.root["namespace"]?.string)
    }
}

/// Where an asset stands.
struct Placement: Hashable {
    var account: String?
    var region: String?
    /// Of Kubernetes.
    var namespace: String?

    /// What one side does not say may be what the other one says.
    func agrees(_ other: Placement, region: Bool, account: Bool) -> Bool {
        func agree(_ a: String?, _ b: String?) -> Bool { a == nil || b == nil || a == b }
        return agree(namespace, other.namespace) && (!account || agree(self.account, other.account))
            && (!region || agree(self.region, other.region))
    }
}
