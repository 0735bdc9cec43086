public import PostureModel

/// Keeps the verdicts on an estate in memory true while it changes: what changed is judged anew, and what hangs on it.
public final class EstateJudge {
    private let judge: Judge
    private let engine: PolicyEngine
    public let estate: MemoryEstate
    public private(set) var dependencies = DependencyIndex()
    /// The findings that stand, by asset and control.
    public private(set) var standing: [EstateKey: [String: Finding]] = [:]

    /// - Parameters:
    ///   - estate: is changed through this judge alone from now on.
    ///   - time: what `now` is to controls, in seconds since 1970; nil: the present.
    public init(engine: PolicyEngine, estate: MemoryEstate, at time: Int64? = nil) {
        self.engine = engine
        self.estate = estate
        judge = engine.judge(at: time)
        for asset in estate.all { keep(judge.findings(of: asset, in: estate), on: .asset(asset)) }
    }

    /// One asset that is there now, or is there in another version.
    public enum Change: Sendable {
        case put(Asset)
        case remove(Asset)
    }

    /// What changes led to.
    public struct Outcome: Sendable {
        /// Findings that were judged, whether they came out as before or not.
        public var findings: [Finding] = []
        /// Of them those on assets that did not change themselves.
        public var dependents = 0

        public init() {}
    }

    /// The findings that hang on an asset which is not their own.
    public func findings(dependingOn asset: Asset) -> [Finding] { findings(dependencies.verdicts(onAsset: asset)) }

    /// The findings for which a relationship was followed.
    public func findings(dependingOnRelationship name: String, of type: String) -> [Finding] {
        findings(dependencies.verdicts(onRelationship: name, of: type))
    }

    private func findings(_ verdicts: Set<DependencyIndex.Verdict>) -> [Finding] {
        verdicts.compactMap { standing[$0.asset]?[$0.control] }
    }

    /// Brings changes in and judges exactly what they reach.
    @discardableResult
    public func apply(_ changes: [Change]) -> Outcome {
        var touched: Set<EstateKey> = []
        var changed: Set<EstateKey> = []
        for change in changes {
            switch change {
            case .put(let asset):
                touched.formUnion(estate.put(asset))
                changed.insert(.asset(asset))
            case .remove(let asset):
                touched.formUnion(estate.remove(asset))
                changed.insert(.asset(asset))
            }
        }
        return rejudge(changed, touched)
    }

    /// Judges what hangs on whether listings were read to their end (``EstateKey/coverage(type:account:region:)``).
    @discardableResult
    public func coverageChanged(_ keys: Set<EstateKey>) -> Outcome {
        estate.coverageChanged()
        return rejudge([], keys)
    }

    private func rejudge(_ changed: Set<EstateKey>, _ touched: Set<EstateKey>) -> Outcome {
        var outcome = Outcome()
        var dependents: [EstateKey: Set<String>] = [:]
        for verdict in dependencies.verdicts(on: touched) where !changed.contains(verdict.asset) {
            dependents[verdict.asset, default: []].insert(verdict.control)
        }
        for key in changed {
            forget(key)
            guard let asset = estate.asset(key) else { continue }
            let findings = judge.findings(of: asset, in: estate)
            keep(findings, on: key)
            outcome.findings += findings
        }
        for (key, controls) in dependents {
            guard let asset = estate.asset(key) else { continue }
            let findings = judge.findings(of: asset, in: estate, .ids(controls))
            keep(findings, on: key)
            outcome.findings += findings
            outcome.dependents += findings.count
        }
        return outcome
    }

    private func keep(_ findings: [Finding], on asset: EstateKey) {
        for finding in findings {
            standing[asset, default: [:]][finding.control] = finding
            dependencies.set(.init(asset: asset, control: finding.control), to: finding.dependencies)
        }
    }

    private func forget(_ asset: EstateKey) {
        for control in standing.removeValue(forKey: asset)?.keys ?? [:].keys {
            dependencies.remove(.init(asset: asset, control: control))
        }
    }
}
