public import Document

/// A function that the embedding program gives to expressions.
public struct HostFunction: Sendable {
    /// What it does. Called only with arguments that are known.
    public typealias Body = @Sendable (borrowing HostCall) -> HostResult
    /// Looks at the arguments of one call before anything is evaluated: constants by their value, others as nil.
    public typealias Preparation = @Sendable ([Value?]) -> HostPreparation

    public var name: String
    public var overloads: [Overload]
    /// Wants to see lists whose elements aren't all known; otherwise such a list makes the result unknown without a call.
    public var takesPartialLists: Bool
    /// Nil: declared for checking only.
    public var body: Body?
    /// Makes what can be made of constant arguments once for a program: patterns, tables. Nil: every call starts from nothing.
    public var prepare: Preparation?

    public init(_ name: String, _ overloads: [Overload], takesPartialLists: Bool = false, prepare: Preparation? = nil, body: Body?) {
        self.name = name
        self.overloads = overloads
        self.takesPartialLists = takesPartialLists
        self.prepare = prepare
        self.body = body
    }
}

/// What became of a call's constant arguments.
public enum HostPreparation: Sendable {
    /// Runs in place of the function's own body, and is given only the arguments that are no constants.
    case body(HostFunction.Body)
    /// The function's own body does.
    case general
    /// A constant is wrong, and the expression is refused. - `argument`: its index, what stands before the dot included.
    case invalid(argument: Int, message: String, hint: String? = nil)
}

/// One call of a host function; valid only while it runs.
public struct HostCall: ~Copyable {
    private let arguments: Arguments

    init(_ arguments: Arguments) { self.arguments = arguments }

    /// How many arguments there are; for a member function the first is what stands before the dot.
    public var count: Int { arguments.count }

    /// What the activation carries for host functions.
    public var context: AnyObject? { arguments.frame.pointee.owner._withUnsafeGuaranteedRef { $0.context } }

    /// An argument where it lies.
    public subscript(index: Int) -> HostValue { HostValue(index < count ? arguments[index] : .null) }

    /// An argument that is a string.
    public func string(at index: Int) -> String? {
        index < count && arguments[index].kind == .string ? arguments[index].string : nil
    }

    /// An argument that is a list or map of a document.
    public func node(at index: Int) -> DocumentValue? {
        guard index < count, arguments[index].kind == .nodeMap || arguments[index].kind == .nodeList else { return nil }
        let node = arguments[index].node
        return arguments.frame.pointee.owner._withUnsafeGuaranteedRef { $0.documentValue(at: node) }
    }

    /// An argument as an owned value.
    public func value(at index: Int) -> Value? {
        guard index < count else { return nil }
        return arguments.frame.pointee.owner._withUnsafeGuaranteedRef { $0.value(arguments[index]) }
    }

    /// Pays for work that grows with data; one step is about what evaluating one small expression takes.
    public func charge(_ steps: Int) -> Bool { arguments.frame.charge(steps) }

    static func run(_ body: HostFunction.Body, _ arguments: Arguments) -> RawValue {
        let frame = arguments.frame
        switch body(HostCall(arguments)) {
        case .value(let value): return value.raw(in: frame)
        case .bool(let value): return .bool(value)
        case .part(let value): return value.raw
        case .parts(let values): return frame.list(values.map(\.raw))
        case .decided(let value, let part):
            frame.pointee.owner._withUnsafeGuaranteedRef { $0.deciding = part }
            return value.raw(in: frame)
        case .document(let value):
            return frame.pointee.owner._withUnsafeGuaranteedRef { $0.adopt(value) }
        case .documents(let values, let rest):
            guard frame.charge(values.count) else { return .error(.costLimit) }
            var list = values.map { value in frame.pointee.owner._withUnsafeGuaranteedRef { $0.adopt(value) } }
            if let rest { list.append(frame.pointee.owner._withUnsafeGuaranteedRef { $0.adopt(rest) }.asRest) }
            return frame.list(list)
        case .unknown(let unknown): return frame.pointee.owner._withUnsafeGuaranteedRef { $0.adopt(unknown) }
        case .error(let message): return .error(message, in: frame)
        }
    }
}

/// What a host function gives back.
public enum HostResult: Sendable {
    case value(Value)
    /// A verdict; costs nothing to give.
    case bool(Bool)
    /// An argument or a part of one, not copied.
    case part(HostValue)
    /// A list of parts of arguments, not copied.
    case parts([HostValue])
    /// A value, and the part of an argument that decided it, so that evidence can name it.
    case decided(Value, by: DocumentValue)
    /// One value of a document, not copied.
    case document(DocumentValue)
    /// A list of document values, not copied; `rest`: there may be more, and why nobody knows.
    case documents([DocumentValue], rest: Unknown? = nil)
    case unknown(Unknown)
    case error(String)
}
