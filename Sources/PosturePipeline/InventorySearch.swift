import CEL
import PostureModel
import PolicyEngine
public import PostureStore
public import SourceText

/// Searches the stored inventory with a CEL condition over `asset`.
public struct InventorySearch: Sendable {
    private let program: Program
    private let environment: Environment
    private let asset: Variable
    private let now: Variable

    /// - Throws: what is wrong with the expression, with its place.
    public init(_ expression: String) throws(Diagnostic) {
        var environment = Environment()
        asset = environment.declare("asset", .dynamic)
        now = environment.declare("now", .timestamp)
        for function in Posture.vocabulary.functions { environment.declare(function) }
        let compilation = environment.compile(expression, expecting: .bool)
        guard let program = compilation.program else {
            throw compilation.diagnostics.first ?? Diagnostic(.error, code: "cel", "the expression does not compile")
        }
        self.program = program
        self.environment = environment
    }

    /// What a search came to beside its hits.
    public struct Outcome: Sendable {
        public var found = 0
        public var searched = 0
        /// Assets of which it can't be said whether they fit.
        public var unknown = 0
        /// The first evaluation that failed, in words; others of its kind are not repeated.
        public var failure: String?
    }

    /// Goes over all assets that stand now; never holds them all.
    public func run(
        in store: any Store, filter: AssetFilter, receive: @escaping @Sendable (StoredAsset) -> Void
    ) async throws -> Outcome {
        let search = Search(program: program, activation: Activation(environment), asset: asset)
        search.activation.bind(now, to: Judge.currentTime())
        try await store.forEachAsset(matching: filter) { stored in
            if search.fits(stored.asset) { receive(stored) }
            return .next
        }
        return search.outcome
    }
}

/// The state of one search. The store calls it from one place after the other, never twice at once.
private final class Search: @unchecked Sendable {
    let program: Program
    let activation: Activation
    let asset: Variable
    var outcome = InventorySearch.Outcome()

    init(program: Program, activation: Activation, asset: Variable) {
        self.program = program
        self.activation = activation
        self.asset = asset
    }

    func fits(_ candidate: Asset) -> Bool {
        outcome.searched += 1
        activation.bind(asset, to: candidate.document)
        switch program.judge(activation) {
        case .true:
            outcome.found += 1
            return true
        case .false: return false
        case .unknown: outcome.unknown += 1
        case .error:
            // A property that this type of asset does not have: it does not fit.
            if outcome.failure == nil { outcome.failure = program.explain(activation).failure?.message }
        }
        return false
    }
}
