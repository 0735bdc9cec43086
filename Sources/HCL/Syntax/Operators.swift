public import SourceText

/// `!operand` or `-operand`.
public final class UnaryOperation: Sendable {
    public enum Operator: String, Sendable { case not = "!", negate = "-" }

    public let `operator`: Operator
    public let operand: Expression

    init(_ operator: Operator, _ operand: Expression) {
        self.operator = `operator`
        self.operand = operand
    }
}

/// `first operator operand operator operand …`, all operators of the same precedence, grouped from the left:
/// `a - b + c` is one chain and means `(a - b) + c`. Tighter operators are chains inside its operands.
public final class BinaryChain: Sendable {
    public enum Operator: String, Sendable, CaseIterable {
        case or = "||"
        case and = "&&"
        case equal = "==", notEqual = "!="
        case less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
        case add = "+", subtract = "-"
        case multiply = "*", divide = "/", remainder = "%"

        /// How tightly it binds; 0 is the loosest.
        public var precedence: Int {
            switch self {
            case .or: 0
            case .and: 1
            case .equal, .notEqual: 2
            case .less, .lessOrEqual, .greater, .greaterOrEqual: 3
            case .add, .subtract: 4
            case .multiply, .divide, .remainder: 5
            }
        }
    }

    public struct Link: Sendable {
        public let `operator`: Operator
        public let operatorRange: SourceRange
        public let operand: Expression
    }

    public let first: Expression
    /// Never empty.
    public let links: [Link]

    init(first: Expression, links: [Link]) {
        self.first = first
        self.links = links
    }
}
