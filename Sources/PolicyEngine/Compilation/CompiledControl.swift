import CEL
import PostureModel
import SourceText

/// A control with its predicates compiled.
final class CompiledControl: Sendable {
    let control: Control
    let applies: Program?
    let require: Program

    /// Its verdict may hang on other assets than the one it is on.
    let followsRelationships: Bool

    private init(control: Control, applies: Program?, require: Program) {
        self.control = control
        self.applies = applies
        self.require = require
        followsRelationships = require.calls(RelatedFunction.name) || applies?.calls(RelatedFunction.name) == true
    }

    static func compile(_ control: Control, in environment: Environment) -> (CompiledControl?, [Diagnostic]) {
        let require = environment.compile(PredicateText.source(control.require, in: control.file), expecting: .bool)
        let applies = control.applies.map { environment.compile(PredicateText.source($0, in: control.file), expecting: .bool) }
        let diagnostics = require.diagnostics + (applies?.diagnostics ?? [])
        guard let program = require.program, applies == nil || applies?.program != nil else { return (nil, diagnostics) }
        return (CompiledControl(control: control, applies: applies?.program, require: program), diagnostics)
    }
}
