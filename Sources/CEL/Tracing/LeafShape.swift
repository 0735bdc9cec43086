import SourceText

/// What a clause compares with what: `subject operator expected`.
struct LeafShape {
    /// The operand that the evidence is about; nil: the clause itself.
    var subject: ExpressionID?
    var `operator`: String?
    var expected: String?
    /// All operands that a failure may come from.
    var operands: [ExpressionID] = []
    /// `has(…)`.
    var isPresence = false

    init(_ id: ExpressionID, in tracer: Tracer) {
        switch tracer.kind(id) {
        case .select(_, _, _, .test):
            `operator` = "has"
            isPresence = true
        case .call(let name, _, let target, let arguments):
            operands = (target.map { [$0] } ?? []) + arguments
            // Taking a value out of an optional is no test.
            guard name != "orValue", name != "value", name != "dyn" else {
                operands = []
                return
            }
            choose(name, target, arguments, tracer)
        default: break
        }
    }

    private mutating func choose(_ name: String, _ target: ExpressionID?, _ arguments: [ExpressionID], _ tracer: Tracer) {
        let all = operands
        guard let subject = all.first(where: { !tracer.place($0).path.isEmpty }) else { return }
        self.subject = subject
        `operator` = Operators.symbol(name) ?? name
        let others = all.filter { $0 != subject }
        // `443 < asset.port` read from the port's side.
        if all.count == 2, target == nil, subject == all[1], let turned = LeafShape.turned(name) { `operator` = turned }
        if !others.isEmpty { expected = others.map { LeafShape.show($0, tracer) }.joined(separator: ", ") }
        if name == "hasValue" { `operator` = "hasValue" }
    }

    private static func turned(_ name: String) -> String? {
        switch name {
        case Operators.less: ">"
        case Operators.lessEqual: ">="
        case Operators.greater: "<"
        case Operators.greaterEqual: "<="
        case Operators.in: "contains"
        default: nil
        }
    }

    private static func show(_ id: ExpressionID, _ tracer: Tracer) -> String {
        let value = tracer.run(id)
        return value.isFailure ? tracer.program.source.text(tracer.tree[id].range) : tracer.activation.value(value).description
    }
}
