public import CEL
public import PostureModel
public import SourceText
import Synchronization

/// Judges assets by controls: one control and one asset give one finding, whatever the asset came from.
///
/// Controls are compiled once. An asset is judged by all controls of its type while it is warm in the cache.
public final class PolicyEngine: Sendable {
    /// What controls may say beside CEL's own words.
    public struct Vocabulary: Sendable {
        public var functions: [HostFunction]
        /// What `asset` is; without it `properties` may be anything.
        public var types: AssetTypes

        public init(functions: [HostFunction] = [], types: AssetTypes = AssetTypes()) {
            self.functions = functions
            self.types = types
        }
    }

    let environment: Environment
    private let types: AssetTypes
    let asset: Variable
    let now: Variable
    /// What assets are related to.
    public let relations: RelationTable
    private let source: @Sendable (Set<String>) -> [Control]
    private let findLiveFace: @Sendable (String) -> LiveFace?
    private let state = Mutex(State())

    private struct State {
        var byID: [String: CompiledControl?] = [:]
        var byType: [String: [CompiledControl]] = [:]
        var diagnostics: [Diagnostic] = []
        var liveFaces: [String: LiveFace?] = [:]
    }

    /// - Parameters:
    ///   - relations: what `asset.related(…)` may follow.
    ///   - liveFace: how a type is read from an account, so that evidence can name the call that would have filled what is absent.
    ///   - source: gives the controls of some asset types; asked once for every type that is met.
    public init(
        vocabulary: Vocabulary = Vocabulary(), relations: RelationTable = .none,
        liveFace: @escaping @Sendable (String) -> LiveFace? = { _ in nil }, source: @escaping @Sendable (Set<String>) -> [Control]
    ) {
        self.relations = relations
        var environment = Environment()
        asset = environment.declare("asset", .dynamic)
        now = environment.declare("now", .timestamp)
        environment.declare(RelatedFunction.function)
        for function in vocabulary.functions { environment.declare(function) }
        self.environment = environment
        findLiveFace = liveFace
        types = vocabulary.types
        self.source = source
    }

    /// An engine with just these controls.
    public convenience init(controls: [Control], vocabulary: Vocabulary = Vocabulary(), relations: RelationTable = .none) {
        self.init(
            vocabulary: vocabulary, relations: relations,
            source: { types in controls.filter { !types.isDisjoint(with: $0.assetTypes) } })
    }

    /// Controls that do not compile, as far as they were needed: they judge nothing, which is said, and is never a pass.
    public var diagnostics: [Diagnostic] { state.withLock { $0.diagnostics } }

    /// What is wrong with a control's predicates, without judging anything.
    public func compile(_ control: Control) -> [Diagnostic] { compiled(control).1 }

    /// A control is checked against the types it judges, each by its schema.
    private func compiled(_ control: Control) -> (CompiledControl?, [Diagnostic]) {
        var environment = environment
        environment.typeProvider = types.provider(of: control.assetTypes)
        environment.declare("asset", AssetTypeProvider.asset)
        return CompiledControl.compile(control, in: environment)
    }

    /// A judge for one thread of work.
    ///
    /// - Parameter time: what `now` is to controls, in seconds since 1970; nil: the time at which the judge is made.
    public func judge(at time: Int64? = nil) -> Judge { Judge(engine: self, time: time) }

    /// How a type is read from an account; asked for once a type.
    func liveFace(of type: String) -> LiveFace? {
        if let known = state.withLock({ $0.liveFaces[type] }) { return known }
        let face = findLiveFace(type)
        state.withLock { $0.liveFaces[type] = .some(face) }
        return face
    }

    /// The controls of a type that follow relationships.
    public func relatedControls(of type: String) -> [Control] {
        controls(of: type).filter(\.followsRelationships).map(\.control)
    }

    /// The controls of a type, compiled when the type is first met.
    func controls(of type: String) -> [CompiledControl] {
        if let known = state.withLock({ $0.byType[type] }) { return known }
        let controls = source([type])
        return state.withLock { state in
            if let known = state.byType[type] { return known }
            var compiled: [CompiledControl] = []
            for control in controls {
                if state.byID[control.id] == nil {
                    let (program, faults) = self.compiled(control)
                    state.byID[control.id] = .some(program)
                    state.diagnostics += faults
                }
                if case let program?? = state.byID[control.id] { compiled.append(program) }
            }
            state.byType[type] = compiled
            return compiled
        }
    }
}
