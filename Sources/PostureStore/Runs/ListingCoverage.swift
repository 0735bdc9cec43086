public import Document

/// Which listings of accounts were read to their end, in one run or in several.
public struct ListingCoverage: Sendable {
    private struct Listing: Hashable, Sendable {
        var type: String
        var account: String?
    }

    private struct Read: Sendable {
        var isGlobal = false
        var regions: Set<String> = []
    }

    private var read: [Listing: Read] = [:]
    private var regions: [String: Set<String>] = [:]
    /// Accounts of which not all regions were looked at.
    private var partial: Set<String> = []

    public init() {}

    /// What runs of the past covered: what they stored still stands.
    public init(_ runs: [RunRecord]) {
        for run in runs where run.kind == .collect {
            for scope in run.covered { add(scope) }
            for account in run.scope.accounts { add(regions: run.scope.regions, of: account) }
        }
    }

    public mutating func add(_ scope: CoveredScope) {
        guard case .listing(let type, let account, let region) = scope else { return }
        var known = read[Listing(type: type, account: account)] ?? Read()
        if let region { known.regions.insert(region) } else { known.isGlobal = true }
        read[Listing(type: type, account: account)] = known
    }

    /// - Parameter isAll: these are all regions that the account uses.
    public mutating func add(regions: [String], of account: String, isAll: Bool = true) {
        self.regions[account, default: []].formUnion(regions)
        if isAll { partial.remove(account) } else { partial.insert(account) }
    }

    /// Why it is not known whether all assets of a type in some place were met; nil where they were. A region that is nil
    /// stands for all of them.
    public func gap(type: String, account: String?, region: String?) -> Unknown? {
        let place = [region, account.map { "account \($0)" }].compactMap { $0 }.joined(separator: " of ")
        let unknown = Unknown.notCollected(
            call: "the listing of \(type)", error: "it was not read to its end" + (place.isEmpty ? "" : " in \(place)"))
        guard let read = read[Listing(type: type, account: account)] else { return unknown }
        if read.isGlobal { return nil }
        if let region { return read.regions.contains(region) ? nil : unknown }
        guard let account, !partial.contains(account), let all = regions[account], all.isSubset(of: read.regions) else { return unknown }
        return nil
    }
}
