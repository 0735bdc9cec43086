import SourceText

/// A syntax tree whose names are resolved and whose types are known.
struct CheckedTree {
    var tree: SyntaxTree
    /// By expression id; `dyn` where only evaluation can say.
    var types: [ValueType]
    /// What a name or a call stands for.
    var references: [ExpressionID: Reference]
    /// The slots of loop variables, of `cel.bind`'s and of block slots, by the id of what declares them.
    var locals: [ExpressionID: [Int]]
    /// Slots in all: declared variables first.
    var slotCount: Int

    enum Reference {
        /// A declared variable, by slot.
        case variable(Int)
        case local(Int)
        case type(ValueType)
        case constant(Int64)
        /// A function, and the ids of the overloads that may apply.
        case function(Function, isMember: Bool, overloads: [String])
        /// Only without strict checking: evaluation ends in an error.
        case unknownName
        case unknownFunction
    }

    var resultType: ValueType { types[Int(tree.root)] }
}
