public import CEL
import Document
public import PostureModel
public import SourceText

/// Judges assets by controls: one control and one asset give one finding, whatever the asset came from.
///
/// Controls are compiled once. An asset is judged by all controls of its type while it is warm in the cache.
public final class PolicyEngine: Sendable {
    /// What controls may say beside CEL's own words.
    public struct Vocabulary: Sendable {
        public var functions: [HostFunction]

        public init(functions: [HostFunction] = []) { self.functions = functions }
    }

    let environment: Environment
    let asset: Variable
    let now: Variable
    private let byType: [String: [CompiledControl]]
    /// Controls that do not compile: they judge nothing, which is said, and is never a pass.
    public let diagnostics: [Diagnostic]
    /// The number of controls that judge.
    public let controlCount: Int

    public init(controls: [Control], vocabulary: Vocabulary = Vocabulary()) {
        var environment = Environment()
        asset = environment.declare("asset", .dynamic)
        now = environment.declare("now", .timestamp)
        for function in vocabulary.functions { environment.declare(function) }
        self.environment = environment
        var byType: [String: [CompiledControl]] = [:]
        var diagnostics: [Diagnostic] = []
        var count = 0
        for control in controls {
            let (compiled, faults) = CompiledControl.compile(control, in: environment)
            diagnostics += faults
            guard let compiled else { continue }
            count += 1
            for type in control.assetTypes { byType[type, default: []].append(compiled) }
        }
        self.byType = byType
        self.diagnostics = diagnostics
        controlCount = count
    }

    /// A judge for one thread of work.
    public func judge() -> Judge { Judge(engine: self) }

    func controls(of type: String) -> [CompiledControl] { byType[type] ?? [] }

    /// Whether any control judges assets of this type.
    public func judges(_ type: String) -> Bool { byType[type] != nil }
}
