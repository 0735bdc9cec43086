import Document

extension RelationResolver {
    /// The assets that lead here by a relationship of their own.
    ///
    /// A program is taken to be all there is, as the provider takes it when it is applied. An account is all there is once the
    /// other type's listing was read to its end there; what other accounts hold is not asked.
    func follow(_ inverse: Relationship.Inverse, to asset: Asset, _ answer: inout RelatedAssets) throws(RelationFailure) {
        guard let relationship = types[inverse.type]?.relationships[inverse.relationship],
            case .reference(let reference) = relationship.kind, reference.targets.contains(asset.type),
            let own = types[asset.type]
        else {
            throw RelationFailure(message: "\(inverse.type).\(inverse.relationship) does not lead to \(asset.type)")
        }
        let scope = asset.estateScope
        let isCode = asset.origin.isDeclared
        let me = EstateKey.asset(asset)
        let names = Set(asset.names(own).map(\.naming))
        var seen: Set<String> = []
        for name in names {
            let key = EstateKey.referring(scope, inverse.type, inverse.relationship, name)
            answer.keys.insert(key)
            for candidate in try estate.related(under: key)
            where candidate.type == inverse.type && candidate.estateScope == scope && seen.insert(candidate.estateName).inserted {
                for item in ReferenceReader.references(of: candidate, reference)
                where !names.isDisjoint(with: item.namings(inCode: isCode)) {
                    let found = try resolve(item, of: candidate, reference)
                    answer.keys.formUnion(found.keys)
                    if found.assets.contains(where: { EstateKey.asset($0) == me }) { answer.assets.append(candidate) }
                }
            }
            guard answer.assets.count <= Self.mostAssets else { throw Self.tooMany(inverse.relationship, of: inverse.type) }
        }
        try addOpen(inverse, reference, to: asset, &answer)
        guard answer.rest == nil, !isCode else { return }
        let region = reference.reach == .region ? asset.region : nil
        answer.keys.insert(.coverage(type: inverse.type, account: asset.account, region: region))
        answer.rest = try estate.relatedGap(type: inverse.type, account: asset.account, region: region)
    }

    /// Those of whom nobody knows where they lead may lead here.
    private func addOpen(
        _ inverse: Relationship.Inverse, _ reference: Relationship.Reference, to asset: Asset, _ answer: inout RelatedAssets
    ) throws(RelationFailure) {
        let scope = asset.estateScope
        let key = EstateKey.open(scope, inverse.type, inverse.relationship)
        answer.keys.insert(key)
        guard asset.origin.isDeclared else {
            // Nothing resolves what was not collected: one is enough to know that.
            if try !estate.related(under: key, limit: 1).isEmpty {
                let symbol = "\(inverse.type).\(inverse.relationship)"
                answer.rest = answer.rest ?? .unreadable(symbol, "of some \(inverse.type) it is not known which \(asset.type) they name")
            }
            return
        }
        var first: (name: String, unknown: Unknown)?
        for candidate in try estate.related(under: key) where candidate.type == inverse.type && candidate.estateScope == scope {
            for case .unknown(let unknown) in ReferenceReader.references(of: candidate, reference) {
                let found = try resolve(.unknown(unknown), of: candidate, reference)
                answer.keys.formUnion(found.keys)
                guard let rest = found.rest else { continue }
                // The same one whatever the order.
                let name = candidate.estateName
                if first.map({ name < $0.name }) ?? true { first = (name, rest) }
            }
        }
        answer.rest = answer.rest ?? first?.unknown
    }
}
