import SourceText

/// The place of one expression in its ``SyntaxTree``.
typealias ExpressionID = Int32

/// A node of the syntax tree. Macros are nodes of their own, not folds: the evaluator runs them as loops, and the tracer can
/// say which element decided.
struct Expression {
    indirect enum Kind {
        case literal(Literal)
        /// `absolute`: written with a leading dot.
        case identifier(name: String, absolute: Bool)
        case select(operand: ExpressionID, field: String, fieldRange: SourceRange, mode: SelectMode)
        case index(operand: ExpressionID, index: ExpressionID, optional: Bool)
        case call(function: String, functionRange: SourceRange, target: ExpressionID?, arguments: [ExpressionID])
        case list([ListElement])
        case map([MapEntry])
        case message(name: String, absolute: Bool, fields: [MessageField])
        /// At least two operands, flattened: order and absorption don't depend on grouping.
        case and([ExpressionID])
        case or([ExpressionID])
        case conditional(condition: ExpressionID, then: ExpressionID, otherwise: ExpressionID)
        case comprehension(Comprehension)
        /// `cel.bind(name, value, body)`.
        case bind(name: String, value: ExpressionID, body: ExpressionID)
        /// `x.optMap(v, body)` and, where `flat`, `x.optFlatMap(v, body)`.
        case optionalMap(target: ExpressionID, name: String, body: ExpressionID, flat: Bool)
        /// `cel.block([…], body)`: every slot is evaluated at most once.
        case block(slots: [ExpressionID], body: ExpressionID)
        case blockIndex(Int)
        /// What could not be parsed; an issue has been reported.
        case invalid
    }

    enum SelectMode { case plain, optional, test }

    struct ListElement {
        var value: ExpressionID
        var optional: Bool
    }

    struct MapEntry {
        var key: ExpressionID
        var value: ExpressionID
        var optional: Bool
    }

    struct MessageField {
        var name: String
        var range: SourceRange
        var value: ExpressionID
        var optional: Bool
    }

    var kind: Kind
    /// The bytes that the whole expression takes, parentheses around it left out.
    var range: SourceRange
    /// How many levels lie beneath, at most ``Parser/depthLimit``.
    var depth: Int32
}

/// A constant as it is written.
enum Literal: Hashable {
    case null
    case bool(Bool)
    case int(Int64)
    case uint(UInt64)
    case double(Double)
    case string(String)
    case bytes([UInt8])
}

/// A loop over a list or over a map's keys.
struct Comprehension {
    enum Kind { case all, exists, existsOne, map, filter, sortBy, transformList, transformMap, transformMapEntry }

    var kind: Kind
    var range: ExpressionID
    /// One or two names: the element, or index (key) and element (value).
    var variables: [String]
    /// What an element must meet first; only for the forms that build something.
    var filter: ExpressionID?
    /// The predicate or the transformation; for `filter` the predicate.
    var body: ExpressionID
}

/// One parsed expression: all nodes in one array, children before parents.
struct SyntaxTree {
    var nodes: [Expression] = []
    var root: ExpressionID = 0

    subscript(id: ExpressionID) -> Expression { nodes[Int(id)] }

    /// `a.b.c` as a name, or nil where it's not a chain of plain selects on an identifier.
    func qualifiedName(_ id: ExpressionID) -> (name: String, root: String, absolute: Bool)? {
        var fields: [String] = []
        var current = id
        while true {
            switch self[current].kind {
            case .identifier(let name, let absolute):
                fields.append(name)
                return (fields.reversed().joined(separator: "."), name, absolute)
            case .select(let operand, let field, _, .plain):
                fields.append(field)
                current = operand
            default:
                return nil
            }
        }
    }
}
