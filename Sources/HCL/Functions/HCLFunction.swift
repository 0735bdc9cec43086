public import SourceText

/// A function of the language: its parameters and what it does.
public struct HCLFunction: Sendable {
    public struct Parameter: Sendable {
        public let name: String
        public let type: HCLType
        public let allowsNull: Bool
        /// False where an unknown argument makes the result unknown without the function being asked.
        public let allowsUnknown: Bool

        public init(_ name: String, _ type: HCLType, allowsNull: Bool = false, allowsUnknown: Bool = false) {
            self.name = name
            self.type = type
            self.allowsNull = allowsNull
            self.allowsUnknown = allowsUnknown
        }
    }

    public typealias Eager = @Sendable (FunctionArguments) throws(FunctionFailure) -> HCLValue
    public typealias Lazy = @Sendable (Evaluator, FunctionCall, SourceRange) -> HCLValue

    public enum Body: Sendable {
        /// Gets its arguments evaluated and converted.
        case eager(Eager)
        /// Gets the call itself and evaluates what it needs.
        case lazy(Lazy)
    }

    public let name: String
    public let parameters: [Parameter]
    /// Takes any number of further arguments.
    public let variadic: Parameter?
    public let returns: HCLType
    public let body: Body
    /// The function carries the marks of its arguments into the result itself.
    let keepsMarks: Bool
    /// An unknown rest of an expanded argument comes as a last, unknown argument.
    let takesRest: Bool

    public init(
        _ name: String, _ parameters: [Parameter] = [], variadic: Parameter? = nil, returns: HCLType = .dynamic,
        keepsMarks: Bool = false, takesRest: Bool = false, _ body: @escaping Eager
    ) {
        self.name = name
        self.parameters = parameters
        self.variadic = variadic
        self.returns = returns
        self.body = .eager(body)
        self.keepsMarks = keepsMarks
        self.takesRest = takesRest
    }

    public init(lazy name: String, _ body: @escaping Lazy) {
        self.name = name
        parameters = []
        variadic = nil
        returns = .dynamic
        self.body = .lazy(body)
        keepsMarks = true
        takesRest = false
    }

    func parameter(_ index: Int) -> Parameter? {
        index < parameters.count ? parameters[index] : variadic
    }
}

/// Why a function gave no value.
public enum FunctionFailure: Error, Sendable {
    /// The arguments make no sense; the number of the one to blame, from 0, where it is one.
    case invalid(String, argument: Int?)
    /// It depends on something that is not known.
    case unknown(HCLUnknown)

    static func invalid(_ message: String) -> FunctionFailure { .invalid(message, argument: nil) }
}

/// The arguments of one call, converted to the parameters' types.
public struct FunctionArguments {
    public internal(set) var values: [HCLValue]
    let ranges: [SourceRange]
    /// The whole call.
    public let range: SourceRange
    public let evaluator: Evaluator

    public var count: Int { values.count }
    public subscript(index: Int) -> HCLValue { values[index] }
    public var host: any FunctionHost { evaluator.scope.host }
    var limits: EvaluationLimits { evaluator.session.limits }

    public func string(_ index: Int) throws(FunctionFailure) -> String {
        if let text = values[index].string { return text }
        throw unexpected(index)
    }

    public func number(_ index: Int) throws(FunctionFailure) -> HCLNumber {
        if let number = values[index].number { return number }
        throw unexpected(index)
    }

    /// A whole number.
    public func int(_ index: Int) throws(FunctionFailure) -> Int {
        guard let int = try number(index).int else { throw .invalid("a whole number is needed", argument: index) }
        return int
    }

    public func sequence(_ index: Int) throws(FunctionFailure) -> HCLSequence {
        if let sequence = values[index].sequence { return sequence }
        throw unexpected(index)
    }

    public func mapping(_ index: Int) throws(FunctionFailure) -> HCLMapping {
        if let mapping = values[index].mapping { return mapping }
        throw unexpected(index)
    }

    /// The elements of a sequence that has no unknown rest.
    public func elements(_ index: Int) throws(FunctionFailure) -> [HCLValue] {
        let sequence = try sequence(index)
        if let rest = sequence.rest { throw .unknown(rest) }
        return sequence.elements
    }

    /// The elements of a sequence of strings, all of them known.
    public func strings(_ index: Int) throws(FunctionFailure) -> [String] {
        var result: [String] = []
        for (position, element) in try elements(index).enumerated() {
            if let unknown = element.unknown { throw .unknown(unknown) }
            guard let text = element.string else {
                throw .invalid("element \(position) must be a string, not \(element.typeName)", argument: index)
            }
            result.append(text)
        }
        return result
    }

    private func unexpected(_ index: Int) -> FunctionFailure {
        if let unknown = values[index].unknown { return .unknown(unknown) }
        return .invalid("\(values[index].typeName) does not fit here", argument: index)
    }

    /// Refuses results that grow past the limits before they are made.
    func check(bytes: Int) throws(FunctionFailure) {
        guard bytes <= limits.stringBytes else { throw .invalid("the result has more than \(limits.stringBytes) bytes") }
    }

    func check(elements count: Int) throws(FunctionFailure) {
        guard count <= limits.weight, evaluator.session.spend(count) else {
            throw .invalid("the result has more than \(limits.weight) elements, or the evaluation took too many steps")
        }
    }
}
