/// The operators' types; they run as operations of their own.
enum OperatorLibrary {
    private static let numbers: [ValueType] = [.int, .uint, .double]
    private static let a = ValueType.parameter("A")
    private static let b = ValueType.parameter("B")

    static func declare(in table: inout FunctionTable) {
        table.global(Operators.equal, [([a, a], .bool)], nil)
        table.global(Operators.notEqual, [([a, a], .bool)], nil)
        table.global(Operators.in, [([a, .list(a)], .bool), ([a, .map(a, b)], .bool)], nil)
        table.global(Operators.not, [([.bool], .bool)], nil)
        table.global(Operators.negate, [([.int], .int), ([.double], .double)], nil)
        var order: [([ValueType], ValueType)] = []
        for type in [ValueType.bool, .string, .bytes, .timestamp, .duration] { order.append(([type, type], .bool)) }
        for left in numbers { for right in numbers { order.append(([left, right], .bool)) } }
        for name in [Operators.less, Operators.lessEqual, Operators.greater, Operators.greaterEqual] {
            table.global(name, order, nil)
        }
        let same = numbers.map { ([$0, $0], $0) }
        table.global(
            Operators.add,
            same + [
                ([.string, .string], .string), ([.bytes, .bytes], .bytes), ([.list(a), .list(a)], .list(a)),
                ([.timestamp, .duration], .timestamp), ([.duration, .timestamp], .timestamp), ([.duration, .duration], .duration),
            ], nil)
        table.global(
            Operators.subtract,
            same + [
                ([.timestamp, .timestamp], .duration), ([.timestamp, .duration], .timestamp), ([.duration, .duration], .duration),
            ], nil)
        table.global(Operators.multiply, same, nil)
        table.global(Operators.divide, same, nil)
        table.global(Operators.modulo, [([.int, .int], .int), ([.uint, .uint], .uint)], nil)
    }
}
