/// A function of the language: the forms it may be called in, and what it does.
final class Function: Sendable {
    /// - Arguments have been evaluated, and none of them is an unknown or an error.
    typealias Body = @Sendable (Arguments) -> RawValue

    let name: String
    let overloads: [Overload]
    /// Nil: declared only, for checking.
    let body: Body?
    /// Looks at lists whose elements aren't all known; otherwise such a list makes the result unknown.
    let takesPartialLists: Bool
    /// See ``HostFunction/prepare``.
    let prepare: HostFunction.Preparation?

    init(_ name: String, _ overloads: [Overload], takesPartialLists: Bool = false, prepare: HostFunction.Preparation? = nil, body: Body?) {
        self.name = name
        self.overloads = overloads
        self.takesPartialLists = takesPartialLists
        self.prepare = prepare
        self.body = body
    }
}

/// Global functions and member functions of one name are two functions.
struct FunctionKey: Hashable {
    var name: String
    var isMember: Bool
}

/// Collects functions by name while libraries declare them.
struct FunctionTable {
    private(set) var functions: [FunctionKey: Function] = [:]

    mutating func add(_ function: Function, isMember: Bool) {
        functions[FunctionKey(name: function.name, isMember: isMember)] = function
    }

    /// `f(x)`.
    mutating func global(
        _ name: String, _ forms: [([ValueType], ValueType)], partial: Bool = false, variadic: Bool = false,
        _ body: Function.Body?
    ) {
        let overloads = forms.enumerated().map { index, form in
            Overload("\(name)#\(index)", form.0, form.1, isVariadic: variadic)
        }
        let old = functions[FunctionKey(name: name, isMember: false)]
        add(Function(name, (old?.overloads ?? []) + overloads, takesPartialLists: partial, body: body), isMember: false)
    }

    /// `x.f(y)`; the first type is that of `x`.
    mutating func member(
        _ name: String, _ forms: [([ValueType], ValueType)], partial: Bool = false, _ body: Function.Body?
    ) {
        let overloads = forms.enumerated().map { index, form in
            Overload("\(name)@\(index)", form.0, form.1, isMember: true)
        }
        let old = functions[FunctionKey(name: name, isMember: true)]
        add(Function(name, (old?.overloads ?? []) + overloads, takesPartialLists: partial, body: body), isMember: true)
    }

    static let standard: FunctionTable = {
        var table = FunctionTable()
        OperatorLibrary.declare(in: &table)
        ConversionLibrary.declare(in: &table)
        StringLibrary.declare(in: &table)
        TextLibrary.declare(in: &table)
        RegexLibrary.declare(in: &table)
        ListLibrary.declare(in: &table)
        MathLibrary.declare(in: &table)
        OptionalLibrary.declare(in: &table)
        TimeLibrary.declare(in: &table)
        NetworkLibrary.declare(in: &table)
        return table
    }()
}
