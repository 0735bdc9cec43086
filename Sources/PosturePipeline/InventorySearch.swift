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
        /// Assets on which the condition could not be evaluated: it cost too much, or ran into a value it makes no sense of.
        public var failed = 0
        /// The first of these failures, in words.
        public var failure: String?
        /// What the first asset lacks that does not have what the condition asks for. Such an asset does not fit, which is no
        /// failure; but where nothing fits, it may be a slip.
        public var mismatch: String?
    }

    /// Goes over all assets that stand now; never holds them all.
    ///
    /// - Parameter receive: gets every asset that fits, and says whether there should be more.
    public func run(
        in store: any Store, filter: AssetFilter, receive: @escaping @Sendable (StoredAsset) -> StreamStep
    ) async throws -> Outcome {
        let search = Search(program: program, activation: Activation(environment), asset: asset)
        search.activation.bind(now, to: Judge.currentTime())
        try await store.forEachAsset(matching: filter) { stored in
            search.fits(stored.asset) ? receive(stored) : .next
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
            guard case .error(let failure) = program.evaluate(activation) else { return false }
            if failure.isMismatch {
                outcome.mismatch = outcome.mismatch ?? failure.message
            } else {
                outcome.failed += 1
                outcome.failure = outcome.failure ?? failure.message
            }
        }
        return false
    }
}
