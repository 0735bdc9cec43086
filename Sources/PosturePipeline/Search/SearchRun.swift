import CEL
import Document
import PolicyEngine
import PostureModel
import PostureStore
import Synchronization

/// The state of one search. The store calls it from one place after the other, never twice at once.
final class SearchRun: @unchecked Sendable {
    private let program: Program
    private let activation: Activation
    private let asset: Variable
    /// The assets that meet a term, by its name and argument, where the filter alone does not say it.
    let members: TermMembers
    private(set) var outcome = InventorySearch.Outcome()
    /// Whether it was true or false of an asset, or may turn out to be.
    private(set) var isCondition = false
    /// What it gave instead where it did not.
    private(set) var otherType: String?

    init(program: Program, environment: Environment, asset: Variable, now: Variable, members: TermMembers) {
        self.program = program
        self.asset = asset
        self.members = members
        activation = Activation(environment)
        activation.bind(now, to: Judge.currentTime())
        activation.context = members
    }

    func fits(_ candidate: StoredAsset) -> Bool {
        outcome.searched += 1
        members.current = candidate.key
        activation.bind(asset, to: candidate.asset.document)
        let verdict = program.judge(activation)
        if verdict != .error { isCondition = true }
        switch verdict {
        case .true:
            outcome.found += 1
            return true
        case .false: break
        case .unknown: outcome.unknown += 1
        case .error: note(program.evaluate(activation))
        }
        return false
    }

    private func note(_ result: EvaluationResult) {
        switch result {
        case .value(let value):
            otherType = otherType ?? value.typeName
            outcome.mismatch = outcome.mismatch ?? "the expression gives \(value.typeName), but bool is wanted here"
        case .unknown: outcome.unknown += 1
        case .error(let failure) where failure.isMismatch: outcome.mismatch = outcome.mismatch ?? failure.message
        case .error(let failure):
            outcome.failed += 1
            outcome.failure = outcome.failure ?? failure.message
        }
    }
}

/// Which assets meet the terms of a search: what their functions ask while an asset is looked at.
final class TermMembers: @unchecked Sendable {
    // Filled before the search begins; `current` is set by the one place that looks at assets.
    private var sets: [String: Set<AssetKey>] = [:]
    var current: AssetKey?

    static func key(_ term: String, _ argument: String) -> String { "\(term) \(argument)" }

    func fill(_ term: String, _ argument: String, with assets: Set<AssetKey>) { sets[Self.key(term, argument)] = assets }

    /// A term whose assets were not gathered is one that the filter answers: all that come meet it.
    func meets(_ term: String, _ argument: String) -> Bool {
        guard let set = sets[Self.key(term, argument)] else { return true }
        return current.map(set.contains) ?? false
    }
}
