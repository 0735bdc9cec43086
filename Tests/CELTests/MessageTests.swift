import CEL
import Document
import SourceText
import Testing

/// What an author's mistakes look like.
@Suite struct MessageTests {
    struct Schema: TypeProvider {
        let types: [String: [String: ValueType]] = [
            "AWS::S3::Bucket": [
                "BucketName": .string, "PublicAccessBlockConfiguration": .object("Block"), "Tags": .list(.object("Tag")),
                "Count": .int, "Names": .list(.string),
            ],
            "Block": ["BlockPublicPolicy": .bool, "BlockPublicAcls": .bool], "Tag": ["Key": .string, "Value": .string],
            "Asset": ["properties": .object("AWS::S3::Bucket"), "name": .string],
        ]

        func hasType(_ name: String) -> Bool { types[name] != nil }
        func fieldType(_ field: String, of type: String) -> ValueType? { types[type]?[field] }
        func fieldNames(of type: String) -> [String] { types[type]?.keys.sorted() ?? [] }
    }

    static let table: [(String, [String])] = [
        // words
        ("asset.name = 'x'", ["expression:1:12: error: '=' is not an operator; write '==' to compare (cel-syntax)"]),
        ("asset.name & true", ["expression:1:12: error: '&' is not an operator; write '&&' (cel-syntax)"]),
        ("'abc", ["expression:1:1: error: the string has no closing quote; a string over several lines takes three quotes (cel-syntax)"]),
        ("'a\\qb'", ["expression:1:3: error: '\\q' is not an escape; write '\\\\' for a backslash, or a raw string: r\"…\" (cel-literal)"]),
        ("'\\u12'", ["expression:1:2: error: the escape takes 4 hexadecimal digits (cel-literal)"]),
        ("12abc", ["expression:1:1: error: '12abc' is neither a number nor a name (cel-syntax)"]),
        (
            "99999999999999999999",
            [
                "expression:1:1: error: 99999999999999999999 doesn't fit a 64-bit integer; write a double: 99999999999999999999.0 (cel-literal)"
            ]
        ),
        ("asset.name == 'é' ~ 1", ["expression:1:20: error: unexpected character '~' (cel-syntax)"]),
        // sentences
        ("", ["expression:1:1: error: expected an expression, found the end of the expression (cel-syntax)"]),
        ("asset.name ==", ["expression:1:14: error: expected an expression, found the end of the expression (cel-syntax)"]),
        ("asset.name == && true", ["expression:1:15: error: expected an expression, found '&&' (cel-syntax)"]),
        ("(asset.name", ["expression:1:12: error: expected ')', found the end of the expression; the '(' at 1:1 is not closed (cel-syntax)"]),
        ("asset.name asset", ["expression:1:12: error: expected an operator or the end of the expression, found 'asset' (cel-syntax)"]),
        ("asset.", ["expression:1:7: error: expected a field name after '.', found the end of the expression (cel-syntax)"]),
        ("true ? 1", ["expression:1:9: error: expected ':' of the conditional, found the end of the expression (cel-syntax)"]),
        ("{'a' 1}", ["expression:1:6: error: expected ':' between a map's key and value, found '1' (cel-syntax)"]),
        (
            "if",
            [
                "expression:1:1: error: expected an expression, found the reserved word 'if'; reserved words can only stand after a dot (cel-syntax)"
            ]
        ),
        ("[1, 2", ["expression:1:6: error: expected ']', found the end of the expression; the '[' at 1:1 is not closed (cel-syntax)"]),
        (
            "f(1,, 2) || [+]",
            [
                "expression:1:5: error: expected an expression, found ',' (cel-syntax)",
                "expression:1:14: error: expected an expression, found '+' (cel-syntax)",
            ]
        ),
        ("has(asset)", ["expression:1:5: error: has() takes a field, such as has(a.b) (cel-macro)"]),
        (
            "[1].all(x.y, true)",
            [
                "expression:1:9: error: the variable of the loop must be a simple name; such as list.all(x, x > 0) (cel-macro)"
            ]
        ),
        // names and types
        ("assets.name == 'x'", ["expression:1:1: error: 'assets' is not declared; did you mean 'asset'? (cel-unknown-name)"]),
        (
            "asset.properties.BucketNam == 'x'",
            [
                "expression:1:18: error: AWS::S3::Bucket has no field 'BucketNam'; did you mean 'BucketName'? (cel-unknown-field)"
            ]
        ),
        (
            "asset.properties.Tags.Key == 'x'",
            [
                "expression:1:23: error: list(Tag) has no fields; 'Key' cannot be read from it; loop over it: .exists(x, x.Key …) or .all(x, …) (cel-unknown-field)"
            ]
        ),
        (
            "asset.properties.Names == 'x'",
            [
                "expression:1:24: error: '==' cannot be applied to list(string) and string; write y in x, or x.exists(e, e == y) (cel-no-overload)"
            ]
        ),
        ("asset.properties.Count > 'x'", ["expression:1:24: error: '>' cannot be applied to int and string (cel-no-overload)"]),
        (
            "asset.properties.Count + 1.5 > 2.0",
            [
                "expression:1:24: error: '+' cannot be applied to int and double; convert one: double(…) (cel-no-overload)"
            ]
        ),
        (
            "asset.name",
            ["expression:1:1: error: the expression gives string, but bool is wanted here; compare it with something, or ask has(…) (cel-type-mismatch)"]
        ),
        ("asset.name && true", ["expression:1:1: error: expected bool, found string (cel-type-mismatch)"]),
        (
            "asset.name.startWith('a')",
            [
                "expression:1:12: error: there is no function 'startWith'; did you mean 'startsWith'? (cel-unknown-function)"
            ]
        ),
        (
            "startsWith(asset.name, 'a')",
            [
                "expression:1:1: error: there is no function 'startsWith'; call it as x.startsWith() (cel-unknown-function)"
            ]
        ),
        (
            "asset.name.startsWith(1)",
            [
                "expression:1:12: error: there is no string.startsWith(int); there is string.startsWith(string) (cel-no-overload)"
            ]
        ),
        ("asset.name.contains('a', 'b')", ["expression:1:12: error: contains() takes 1 argument, found 2 (cel-no-overload)"]),
        (
            "asset.properties.Names[0].exists(c, true)",
            [
                "expression:1:1: error: expected a list or a map to loop over, found string (cel-type-mismatch)"
            ]
        ),
        (
            "asset.properties.?BucketName == 'x'",
            [
                "expression:1:30: error: '==' cannot be applied to optional_type(string) and string; write .orValue(…) to have a default (cel-no-overload)"
            ]
        ),
        (
            "asset.name.matches('(a')",
            [
                "expression:1:20: error: the regular expression is not valid: missing ): (a (cel-pattern)"
            ]
        ),
        (
            "asset.properties.exists(k, k == 'x')",
            [
                "expression:1:1: error: expected a list or a map to loop over, found the object AWS::S3::Bucket; an object has fields of fixed names: read one of them (cel-type-mismatch)"
            ]
        ),
        (
            "asset.properties.Nam == 1 && asset.nmae == 2",
            [
                "expression:1:18: error: AWS::S3::Bucket has no field 'Nam'; it has BucketName, Count, Names, PublicAccessBlockConfiguration, Tags (cel-unknown-field)",
                "expression:1:36: error: Asset has no field 'nmae'; did you mean 'name'? (cel-unknown-field)",
            ]
        ),
    ]

    static func environment() -> Environment {
        var environment = Environment(typeProvider: Schema())
        environment.declare("asset", .object("Asset"))
        return environment
    }

    @Test(arguments: table) func messages(_ expression: String, _ expected: [String]) {
        #expect(Self.environment().compile(expression, expecting: .bool).diagnostics.map(\.description) == expected)
    }

    @Test(arguments: [
        "asset.properties.PublicAccessBlockConfiguration.BlockPublicPolicy", "asset.properties.Tags.exists(t, t.Key == 'a')",
        "asset.properties.?PublicAccessBlockConfiguration.?BlockPublicPolicy.orValue(false)", "'x' in asset.properties.Names",
        "has(asset.properties.BucketName)", "asset.properties['Count'] == 1",
    ]) func schemaTypesAgree(_ expression: String) {
        #expect(Self.environment().compile(expression, expecting: .bool).diagnostics.map(\.description) == [])
    }

    @Test func placesInABlockOfAFile() {
        let text = "id: x\nrequire: >\n  asset.name == 'a'\n  && asset.nmae\n"
        let file = SourceFile(path: "control.yaml", text: text)
        let source = ExpressionSource(
            "asset.name == 'a'\n&& asset.nmae\n", in: file,
            segments: [.init(textOffset: 0, fileOffset: 19), .init(textOffset: 18, fileOffset: 39)])
        let diagnostics = Self.environment().compile(source, expecting: .bool).diagnostics
        #expect(diagnostics.map { "\($0.location.map(\.description) ?? "")" } == ["control.yaml:4:12"])
    }
}
