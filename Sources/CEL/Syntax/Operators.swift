/// The names that operators have as functions, as in the CEL specification.
enum Operators {
    static let equal = "_==_"
    static let notEqual = "_!=_"
    static let less = "_<_"
    static let lessEqual = "_<=_"
    static let greater = "_>_"
    static let greaterEqual = "_>=_"
    static let `in` = "@in"
    static let add = "_+_"
    static let subtract = "_-_"
    static let multiply = "_*_"
    static let divide = "_/_"
    static let modulo = "_%_"
    static let not = "!_"
    static let negate = "-_"

    /// How an operator is written, or nil for an ordinary function.
    static func symbol(_ function: String) -> String? {
        switch function {
        case equal: "=="
        case notEqual: "!="
        case less: "<"
        case lessEqual: "<="
        case greater: ">"
        case greaterEqual: ">="
        case `in`: "in"
        case add: "+"
        case subtract, negate: "-"
        case multiply: "*"
        case divide: "/"
        case modulo: "%"
        case not: "!"
        default: nil
        }
    }
}
