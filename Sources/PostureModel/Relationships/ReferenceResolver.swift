import Document
import SourceText

/// Finds the assets that one reference means: the very one that code refers to, else those that go by the name.
struct ReferenceResolver {
    let types: RelationTable
    let estate: any Estate
    let relationship: Relationship.Reference
    let scope: String
    let isCode: Bool
    /// Of the asset that refers.
    let placement: Placement

    func resolve(_ item: ReferenceReader.Reference) throws(RelationFailure) -> RelatedAssets {
        var answer = RelatedAssets()
        switch item {
        case .text(let text): try resolve(text, &answer)
        case .unknown(let unknown): try resolve(unknown, &answer)
        }
        return answer
    }

    private func resolve(_ text: String, _ answer: inout RelatedAssets) throws(RelationFailure) {
        answer.assets = try nearest(candidates(.literal(text), &answer), named: text)
        if answer.assets.isEmpty, isCode, let end = AssetNaming.end(of: text) {
            answer.assets = try nearest(candidates(end, &answer), named: text)
        }
        guard answer.assets.isEmpty else { return }
        let kinds = relationship.targets.joined(separator: " or ")
        guard !isCode else {
            return answer.rest = .knownAfterApply(text, "no \(kinds) of this name is declared here; it may be made elsewhere", exists: true)
        }
        let place = ResourceNamePlace(text)
        let account = place.account ?? placement.account
        // What is named by a bare id stands in the same region; only there its absence says anything.
        let region = place.account == nil && relationship.reach != .account ? placement.region : place.region
        for type in relationship.targets {
            if let gap = try gap(type, account: account, region: region, &answer) { return answer.rest = gap }
        }
        guard relationship.reach == .anywhere else { return }
        answer.rest = .unreadable(text, "\(kinds) \(text) is not among what was collected; it may belong to another account")
    }

    private func resolve(_ unknown: Unknown, _ answer: inout RelatedAssets) throws(RelationFailure) {
        guard isCode else { return answer.rest = unknown }
        for address in AssetNaming.addresses(in: unknown.symbol) {
            answer.assets = try candidates(address, &answer)
            guard answer.assets.isEmpty else { return }
        }
        if let symbol = AssetNaming.symbol(of: unknown) { answer.assets = try candidates(symbol, &answer) }
        if answer.assets.isEmpty { answer.rest = unknown }
    }

    /// All assets of the target types that go by a name.
    private func candidates(_ naming: AssetNaming, _ answer: inout RelatedAssets) throws(RelationFailure) -> [Asset] {
        let by = Set(relationship.by.map(\.description))
        var found: [Asset] = []
        for type in relationship.targets {
            guard let relations = types[type] else { continue }
            let key = EstateKey.named(scope, type, naming)
            answer.keys.insert(key)
            for asset in try estate.related(under: key) where asset.type == type && asset.estateScope == scope {
                let isNamed = asset.names(relations).contains { name in
                    name.naming == naming && (by.isEmpty || name.source == "id" || name.source == "address" || by.contains(name.source))
                }
                if isNamed { found.append(asset) }
            }
        }
        return found
    }

    /// Of several that go by a name the ones nearest by; those with this very id, wherever they are.
    private func nearest(_ candidates: [Asset], named text: String) -> [Asset] {
        let exact = candidates.filter { $0.id == text }
        if !exact.isEmpty { return exact }
        for (region, account) in [(true, true), (false, true), (false, false)] {
            if !region, relationship.reach == .region { break }
            if !account, relationship.reach == .account { break }
            let near = candidates.filter { placement.agrees($0.placement, region: region, account: account) }
            if !near.isEmpty { return near }
        }
        return []
    }

    private func gap(
        _ type: String, account: String?, region: String?, _ answer: inout RelatedAssets
    ) throws(RelationFailure) -> Unknown? {
        answer.keys.insert(.coverage(type: type, account: account, region: region))
        return try estate.relatedGap(type: type, account: account, region: region)
    }
}

/// The account and region that an ARN says (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html).
struct ResourceNamePlace {
    var account: String?
    var region: String?

    init(_ text: String) {
        guard text.hasPrefix("arn:") else { return }
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6 else { return }
        region = parts[3].isEmpty ? nil : String(parts[3])
        account = parts[4].isEmpty ? nil : String(parts[4])
    }
}

extension Estate {
    /// - Parameter limit: enough of them; nil: all, and too many are a failure.
    func related(under key: EstateKey, limit: Int? = nil) throws(RelationFailure) -> [Asset] {
        let found: [Asset]
        do throws(Diagnostic) {
            found = try assets(under: key, limit: limit ?? RelationResolver.mostAssets + 1)
        } catch {
            throw RelationFailure(message: error.message)
        }
        guard found.count <= RelationResolver.mostAssets else {
            throw RelationFailure(message: "more than \(RelationResolver.mostAssets) assets share a name")
        }
        return found
    }

    func relatedGap(type: String, account: String?, region: String?) throws(RelationFailure) -> Unknown? {
        do throws(Diagnostic) {
            return try gap(type: type, account: account, region: region)
        } catch {
            throw RelationFailure(message: error.message)
        }
    }
}
