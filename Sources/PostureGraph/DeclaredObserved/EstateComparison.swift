import Document
public import PostureModel
import SourceText

/// Code against account: which assets are the same, and what the two say differently.
public struct EstateComparison: Sendable {
    private let types: [String: AssetType]

    public init(types: [AssetType]) {
        self.types = Dictionary(types.map { ($0.name, $0) }) { first, _ in first }
    }

    public struct Outcome: Sendable {
        /// The worst first; among equals what no code declares, then what differs, then what the account does not have.
        public var disagreements: [Disagreement] = []
        /// Every control that fails on something, its two faces side by side; ranked.
        public var findings: [FacedFinding] = []
        /// Assets that both know.
        public var pairCount = 0
        /// Of these, those of which both say the same.
        public var agreeingCount = 0
        /// Declared assets whose counterpart can't be told from others.
        public var undecided: [AssetReference] = []
    }

    /// - Parameter isCovered: whether a declared asset would have been seen if it were there: its type was listed to the end where it
    ///   belongs. What was not looked for is not missing.
    public func compare(
        declared: [EstateFace], observed: [EstateFace], isCovered: (Asset) -> Bool
    ) -> Outcome {
        let counterparts = Counterparts(declared: declared.map(\.asset), observed: observed.map(\.asset), types: types)
        var outcome = Outcome()
        outcome.pairCount = counterparts.pairs.count
        outcome.undecided = counterparts.undecided.map { AssetReference(declared[$0].asset) }
        for pair in counterparts.pairs {
            let (code, live) = (declared[pair.declared], observed[pair.observed])
            outcome.findings += faced(code, live)
            if let difference = difference(code, live) { outcome.disagreements.append(difference) } else { outcome.agreeingCount += 1 }
        }
        for number in counterparts.declaredOnly + counterparts.undecided {
            outcome.findings += declared[number].failures.compactMap { FacedFinding(code: $0, live: nil) }
        }
        let paired = Set(counterparts.pairs.map(\.observed))
        for number in observed.indices where !paired.contains(number) {
            outcome.findings += observed[number].failures.compactMap { FacedFinding(code: nil, live: $0) }
        }
        outcome.disagreements += counterparts.declaredOnly.map { declared[$0].asset }.filter(isCovered).map { asset in
            Disagreement(kind: .missing, declared: AssetReference(asset), location: asset.origin.location, observed: nil)
        }
        let made = ProviderMade(observed.map(\.asset))
        for number in counterparts.observedOnly {
            let face = observed[number]
            guard !made.contains(face.asset), types[face.asset.type]?.live?.isSingleton != true else { continue }
            outcome.disagreements.append(
                Disagreement(
                    kind: .undeclared, declared: nil, location: nil, observed: AssetReference(face.asset),
                    severity: face.failures.map(\.severity).max()))
        }
        outcome.findings = FacedFinding.ranked(outcome.findings)
        outcome.disagreements = ranked(outcome.disagreements)
        return outcome
    }

    /// What the two faces of one asset say differently; nil where they agree.
    public func difference(_ code: EstateFace, _ live: EstateFace) -> Disagreement? {
        let differences = differences(code, live)
        return differences.isEmpty ? nil : changed(code, live, differences)
    }

    private func faced(_ code: EstateFace, _ live: EstateFace) -> [FacedFinding] {
        let onCode = Dictionary(code.failures.map { ($0.control, $0) }) { first, _ in first }
        let onLive = Dictionary(live.failures.map { ($0.control, $0) }) { first, _ in first }
        return Set(onCode.keys).union(onLive.keys).sorted().compactMap { FacedFinding(code: onCode[$0], live: onLive[$0]) }
    }

    /// What both say differently, and what one alone says where a verdict turns on it.
    private func differences(_ code: EstateFace, _ live: EstateFace) -> [PropertyDifference] {
        var differences = PropertyComparison(type: types[code.asset.type], declared: code.asset, observed: live.asset).differences
        for finding in live.failures where code.status(of: finding.control) == .pass {
            for evidence in finding.evidence {
                let name = String(evidence.path.prefix { $0 != "." && $0 != "[" })
                guard !differences.contains(where: { $0.path.prefix { $0 != "." && $0 != "[" } == name }) else { continue }
                let declared = code.asset.properties?[name]
                let observed = live.asset.properties?[name]
                guard (declared == nil) != (observed == nil) else { continue }
                differences.append(
                    PropertyDifference(
                        path: evidence.path, kind: observed == nil ? .missing : .added,
                        declared: declared?.side(code.asset.origin.location.map { .file($0) }),
                        observed: observed == nil ? nil : PropertyDifference.Side(value: evidence.actual, source: evidence.source)))
            }
        }
        return differences
    }

    private func changed(_ code: EstateFace, _ live: EstateFace, _ differences: [PropertyDifference]) -> Disagreement {
        Disagreement(
            kind: .changed, declared: AssetReference(code.asset), location: code.asset.origin.location,
            observed: AssetReference(live.asset), differences: differences,
            severity: live.failures.filter { code.status(of: $0.control) != .fail }.map(\.severity).max())
    }

    private func ranked(_ disagreements: [Disagreement]) -> [Disagreement] {
        func rank(_ item: Disagreement) -> Int { Disagreement.Kind.allCases.firstIndex(of: item.kind) ?? 0 }
        func name(_ item: Disagreement) -> String { item.observed?.name ?? item.declared?.name ?? "" }
        return disagreements.sorted { a, b in
            if a.severity != b.severity {
                guard let worse = a.severity else { return false }
                return b.severity.map { worse > $0 } ?? true
            }
            return (rank(a), name(a)) < (rank(b), name(b))
        }
    }
}
