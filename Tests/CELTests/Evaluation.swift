import CEL
import Document
import SourceText
import Testing

/// Short ways to evaluate in tests.
struct Evaluation {
    var environment = Environment()
    private var bindings: [(String, DocumentValue)] = []
    private var values: [(String, Value)] = []

    init() {}

    /// A variable of an open type with a value that `build` says.
    mutating func bind(_ name: String, _ type: ValueType = .dynamic, _ build: (DocumentBuilder) -> Void) throws {
        environment.declare(name, type)
        let builder = DocumentBuilder()
        build(builder)
        bindings.append((name, try builder.finish().root))
    }

    mutating func bind(_ name: String, _ type: ValueType = .dynamic, json: String) throws {
        environment.declare(name, type)
        bindings.append((name, try Document(json: json).root))
    }

    mutating func bind(_ name: String, _ type: ValueType = .dynamic, value: Value) {
        environment.declare(name, type)
        values.append((name, value))
    }

    func activation() -> Activation {
        let activation = Activation(environment)
        for (name, value) in bindings { if let variable = environment.variable(name) { activation.bind(variable, to: value) } }
        for (name, value) in values { if let variable = environment.variable(name) { activation.bind(variable, to: value) } }
        return activation
    }

    func program(_ text: String, isChecked: Bool = true) throws -> Program {
        let compilation = environment.compile(text, isChecked: isChecked)
        return try #require(compilation.program, "\(text): \(compilation.diagnostics.map(\.description))")
    }

    func run(_ text: String, isChecked: Bool = true) throws -> EvaluationResult {
        try program(text, isChecked: isChecked).evaluate(activation())
    }

    /// `true`, `false`, `unknown`, `error`, or the value.
    func answer(_ text: String) throws -> String {
        switch try run(text) {
        case .value(let value): value.description
        case .unknown: "unknown"
        case .error: "error"
        }
    }

    func explain(_ text: String) throws -> Explanation { try program(text).explain(activation()) }
}
