import HCL
import SourceText

/// A module's scope with the names that only one instance has: `count.index`, `each.key`, `each.value`.
final class InstanceScope: Scope {
    /// Parents own what they call, down from the root.
    unowned let module: ModuleInstance
    private let each: (key: HCLValue, value: HCLValue)?
    private let countIndex: HCLValue?

    init(module: ModuleInstance, each: (key: HCLValue, value: HCLValue)? = nil, countIndex: HCLValue? = nil) {
        self.module = module
        self.each = each
        self.countIndex = countIndex
    }

    var host: any FunctionHost { module.host }

    func evaluator(in file: SourceFile) -> Evaluator { Evaluator(file: file, scope: self, session: module.context.session) }

    func resolve(_ reference: Reference, _ evaluator: Evaluator) -> Resolution {
        switch (reference.root, reference.name(0)) {
        case ("count", "index"): countIndex.map { .value($0, steps: 1) } ?? .undeclared("count.index has no meaning without count")
        case ("each", "key"): each.map { .value($0.key, steps: 1) } ?? .undeclared("each has no meaning without for_each")
        case ("each", "value"): each.map { .value($0.value, steps: 1) } ?? .undeclared("each has no meaning without for_each")
        // Only provisioners and postconditions may say it; they are not evaluated.
        case ("self", _): .value(.unknown(reference.symbol, .beforeApply), steps: reference.steps.count)
        default: module.resolve(reference, evaluator)
        }
    }
}
