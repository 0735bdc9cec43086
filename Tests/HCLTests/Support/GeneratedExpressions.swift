/// Expressions put together from operands and operators.
enum GeneratedExpressions {
    static let all: [String] = arithmetic + comparisons + logic + conditionals + indices + conversions + templates

    private static let numbers = ["0", "1", "-7", "2.5", "\"3\""]
    private static let scalars = ["1", "\"1\"", "\"a\"", "true", "\"true\"", "null"]
    private static let collections = [
        "[]", "[1, 2]", "[\"a\", 1]", "tolist([\"a\"])", "toset([\"b\", \"a\"])", "{}", "{ a = 1 }", "{ a = 1, b = \"x\" }",
        "tomap({ a = \"1\" })",
    ]

    private static func pairs(_ operations: [String], _ left: [String], _ right: [String]) -> [String] {
        var result: [String] = []
        for operation in operations {
            for a in left { for b in right { result.append("\(a) \(operation) \(b)") } }
        }
        return result
    }

    private static let arithmetic =
        // Terraform makes an infinity of a division by zero; here it is an error.
        pairs(["+", "-", "*", "/", "%"], numbers, numbers).filter { !$0.hasSuffix("/ 0") }

    private static let comparisons = pairs(["==", "!=", "<", ">="], scalars + ["[1]", "tolist([1])", "{ a = 1 }"], scalars)

    // Terraform before 1.12 looks at the right side even where the left one decides.
    private static let logic =
        pairs(["&&"], ["true", "\"true\"", "1", "null"], ["true", "false"])
        + pairs(["||"], ["false", "\"false\"", "1", "null"], ["true", "false"]) + scalars.map { "!\($0)" }

    private static let conditionals = (scalars + collections).flatMap { a in
        (scalars + collections).map { "true ? \(a) : \($0)" }
    }

    private static let indices = collections.flatMap { collection in
        ["0", "1", "-1", "\"a\"", "0.5", "null"].map { "\(collection)[\($0)]" }
            + ["\(collection).a", "\(collection)[*]", "\(collection).*.a"]
    }

    private static let conversions = [
        "tostring", "tonumber", "tobool", "tolist", "toset", "tomap", "length", "jsonencode", "keys", "values", "flatten",
    ].flatMap { name in (scalars + collections).map { "\(name)(\($0))" } }

    private static let templates = (scalars + collections).flatMap { ["\"<${\($0)}>\"", "\"${\($0)}\""] }
}
