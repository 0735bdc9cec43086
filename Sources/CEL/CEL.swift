public import SourceText

// The face of this target: an ``Environment`` says what an expression may name, ``Environment/compile(_:expecting:)`` makes a
// ``Program`` of a text or says what is wrong with it, an ``Activation`` gives the names their values, and the program
// answers: ``Program/judge(_:)`` with a verdict as fast as can be, ``Program/evaluate(_:)`` with a value that may be kept,
// ``Program/explain(_:)`` with the leaves that decided.

/// A name that expressions may use.
public struct Variable: Sendable, Hashable {
    public let name: String
    public let type: ValueType
    /// Where activations keep its value.
    let slot: Int
}

/// What expressions may name: variables, types, functions. A value: copies are independent, and all that an environment has
/// compiled needs it no longer.
public struct Environment: Sendable {
    /// The namespace that names are looked up in first.
    public var container: String
    /// Knows the types with named fields.
    public var typeProvider: (any TypeProvider)?
    /// What a program may cost at most, estimated without evaluating it; nil: no limit but the one that ends an evaluation
    /// (``Activation/costLimit``).
    public var costLimit: CostLimit?
    public private(set) var variables: [Variable] = []
    var variableSlots: [String: Int] = [:]
    var functions = FunctionTable.standard.functions
    var typeNames: [String: ValueType] = Environment.standardTypes

    public init(container: String = "", typeProvider: (any TypeProvider)? = nil) {
        self.container = container
        self.typeProvider = typeProvider
    }

    /// Declares a variable; one that is declared already gets the new type.
    @discardableResult
    public mutating func declare(_ name: String, _ type: ValueType) -> Variable {
        let slot = variableSlots[name] ?? variables.count
        let variable = Variable(name: name, type: type, slot: slot)
        if slot == variables.count { variables.append(variable) } else { variables[slot] = variable }
        variableSlots[name] = slot
        return variable
    }

    /// Declares a function and what it does. Forms of one name are told apart by their types when checked; the body is one.
    public mutating func declare(_ function: HostFunction) {
        var body: Function.Body?
        if let host = function.body { body = { HostCall.run(host, $0) } }
        for isMember in [false, true] {
            let overloads = function.overloads.filter { $0.isMember == isMember }
            guard !overloads.isEmpty else { continue }
            let key = FunctionKey(name: function.name, isMember: isMember)
            functions[key] = Function(
                function.name, overloads, takesPartialLists: function.takesPartialLists, prepare: function.prepare, body: body)
        }
    }

    /// The variable of this name.
    public func variable(_ name: String) -> Variable? { variableSlots[name].map { variables[$0] } }

    /// Parses, checks and compiles.
    ///
    /// - Parameters:
    ///   - source: the text, and where it stands.
    ///   - expected: the type that the result must have; nil: any.
    ///   - isChecked: false: types are found out at run time, and names that aren't declared become errors there.
    public func compile(_ source: ExpressionSource, expecting expected: ValueType? = nil, isChecked: Bool = true) -> Compilation {
        let (tree, syntaxIssues) = Parser.parse(source.bytes)
        guard syntaxIssues.isEmpty else { return Compilation(issues: syntaxIssues, source: source) }
        let (checked, typeIssues) = Checker.check(tree, in: self, expecting: expected, isStrict: isChecked)
        guard typeIssues.isEmpty else { return Compilation(issues: typeIssues, source: source) }
        let compiler = Compiler(checked, environment: self, source: source)
        var (program, issues) = compiler.program()
        if issues.isEmpty, let costLimit {
            issues += [program.costBound(assuming: costLimit.assumptions).issue(over: costLimit, in: tree)].compactMap(\.self)
        }
        return Compilation(program: issues.isEmpty ? program : nil, issues: issues, source: source, type: checked.resultType)
    }

    public func compile(_ text: String, expecting expected: ValueType? = nil, isChecked: Bool = true) -> Compilation {
        compile(ExpressionSource(text), expecting: expected, isChecked: isChecked)
    }

    /// The one enumeration constant that well-known types have.
    static let constants: [String: Int64] = ["google.protobuf.NullValue.NULL_VALUE": 0]

    private static let standardTypes: [String: ValueType] = [
        "bool": .bool, "int": .int, "uint": .uint, "double": .double, "string": .string, "bytes": .bytes,
        "null_type": .null, "list": .list(.dynamic), "map": .map(.dynamic, .dynamic), "type": .type(.dynamic),
        "optional_type": .optional(.dynamic), "google.protobuf.Timestamp": .timestamp,
        "google.protobuf.Duration": .duration, "net.IP": NetworkLibrary.ipType, "net.CIDR": NetworkLibrary.cidrType,
    ]
}

/// What became of a text: a program, or what is wrong.
public struct Compilation: Sendable {
    /// Nil where there are errors.
    public let program: Program?
    public let diagnostics: [Diagnostic]
    /// The type of the result as far as it is known before evaluation.
    public let type: ValueType?

    init(program: Program? = nil, issues: [Issue], source: ExpressionSource, type: ValueType? = nil) {
        self.program = program
        self.type = type
        diagnostics = issues.map { issue in
            Diagnostic(
                .error, code: issue.code.rawValue, issue.message, location: source.location(issue.range),
                hint: issue.hint ?? issue.opened.flatMap { Self.hint(opened: $0, source) })
        }
    }

    private static func hint(opened: SourceRange, _ source: ExpressionSource) -> String? {
        // A message names the file once.
        source.location(opened).start.map { "the '\(source.text(opened))' at \($0.line):\($0.column) is not closed" }
    }
}
