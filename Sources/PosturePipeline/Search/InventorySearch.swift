import CEL
import PolicyEngine
public import PostureStore
public import SourceText
import Synchronization

/// Searches the stored inventory with a CEL condition over `asset`.
///
/// What the outermost `&&` says of an asset's identity, its tags or its findings is asked of the store's indexes; the condition is
/// evaluated on the assets that are left.
public struct InventorySearch: Sendable {
    private let program: Program
    private let environment: Environment
    private let asset: Variable
    private let now: Variable
    private let terms: [String: SearchTerm]

    /// - Parameter terms: what a search may say beside the words of controls.
    /// - Throws: what is wrong with the expression, with its place.
    public init(_ expression: String, terms: [SearchTerm]) throws(Diagnostic) {
        var environment = Environment(typeProvider: InventoryTypes())
        asset = environment.declare("asset", InventoryTypes.asset)
        now = environment.declare("now", .timestamp)
        for function in Posture.celFunctions { environment.declare(function) }
        for term in terms { environment.declare(Self.function(of: term.name)) }
        let compilation = environment.compile(expression, expecting: .bool)
        guard let program = compilation.program else {
            throw compilation.diagnostics.first ?? Diagnostic(.error, code: "cel", "the expression does not compile")
        }
        for term in terms {
            for call in program.calls(of: term.name) { try Self.check(call, of: term, in: program.source) }
        }
        self.program = program
        self.environment = environment
        self.terms = Dictionary(uniqueKeysWithValues: terms.map { ($0.name, $0) })
    }

    private static func function(of term: String) -> HostFunction {
        HostFunction(term, [Overload(term, [.string], .bool, isMember: false)]) { call in
            guard let members = call.context as? TermMembers, let argument = call.string(at: 0) else {
                return .error("\(term) can only be asked of stored assets")
            }
            return .value(.bool(members.meets(term, argument)))
        }
    }

    private static func check(_ call: NamedCall, of term: SearchTerm, in source: ExpressionSource) throws(Diagnostic) {
        let place = source.location(SourceRange(start: call.offset, end: call.offset))
        guard let text = call.text else {
            throw Diagnostic(
                .error, code: "search-term", "\(term.name)() takes one text that the search itself says", location: place,
                hint: "such as \(term.name)(\"…\")")
        }
        do throws(Diagnostic) {
            _ = try term.controls(text)
        } catch {
            throw Diagnostic(error.severity, code: error.code, error.message, location: place, hint: error.hint)
        }
    }

    /// What a search came to beside its hits.
    public struct Outcome: Sendable {
        public var found = 0
        /// Assets that were looked at; indexes rule out the others.
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

    /// Goes over the assets that stand now; never holds them all.
    ///
    /// - Parameter receive: gets every asset that fits, and says whether there should be more.
    /// - Throws: `cel-type-mismatch` where the expression gave something else than true or false on every asset; what the store throws.
    public func run(
        in store: any Store, filter: AssetFilter, receive: @escaping @Sendable (StoredAsset) -> StreamStep
    ) async throws -> Outcome {
        var filter = filter
        for requirement in program.requirements {
            if case .call(let name, let texts) = requirement.test, let term = terms[name] {
                filter.failing.append(try term.controls(texts[0]))
            } else {
                filter.narrow(to: requirement)
            }
        }
        let search = SearchRun(
            program: program, environment: environment, asset: asset, now: now, members: try await members(in: store))
        try await store.forEachAsset(matching: filter) { stored in
            search.fits(stored) ? receive(stored) : .next
        }
        if let type = search.otherType, !search.isCondition {
            throw Diagnostic(
                .error, code: "cel-type-mismatch", "the expression gives \(type), but bool is wanted here",
                location: program.source.location(SourceRange(start: 0, end: program.source.bytes.count)),
                hint: "compare it with something, or ask has(…)")
        }
        return search.outcome
    }

    /// Assets of terms that stand where the filter can't answer them: behind `!`, in an `||`.
    private func members(in store: any Store) async throws -> TermMembers {
        let members = TermMembers()
        for term in terms.values {
            for call in program.calls(of: term.name) where !call.isRequired {
                guard let text = call.text else { continue }
                var filter = AssetFilter()
                filter.failing = [try term.controls(text)]
                let keys = Mutex<Set<AssetKey>>([])
                try await store.forEachAsset(matching: filter) { stored in
                    keys.withLock { _ = $0.insert(stored.key) }
                    return .next
                }
                members.fill(term.name, text, with: keys.withLock { $0 })
            }
        }
        return members
    }
}
