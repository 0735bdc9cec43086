import CEL
import Document
import PolicyEngine
import PostureModel
import SourceText
import Testing

/// What controls are checked against: the schemas of the types they judge.
@Suite struct AssetTypesTests {
    // MARK: Schemas

    private static func node(_ kind: PropertySchema.Kind, _ members: [String: Int] = [:], element: Int? = nil, name: String? = nil)
        -> PropertySchema.Node
    {
        PropertySchema.Node(kind: kind, members: members, element: element, name: name)
    }

    private static let bucket: PropertySchema = {
        var nodes = [
            node(.object, ["Name": 1, "Rules": 2, "Size": 4, "Open": 5, "Labels": 6, "Policy": 7, "Ratio": 8, "Shared": 1, "Tree": 9]),
            node(.string), node(.list, element: 3), node(.object, ["Port": 4, "Cidr": 1], name: "Rule"), node(.integer), node(.any),
            node(.map, element: 1), node(.any), node(.number), node(.object, ["Child": 9, "Leaf": 1], name: "Tree"),
        ]
        nodes[7].function = "policy"
        return PropertySchema(nodes: nodes)
    }()

    private static let queue = PropertySchema(nodes: [
        node(.object, ["Name": 1, "Rules": 2, "Size": 1, "Shared": 4, "Delay": 4]), node(.string), node(.list, element: 3),
        node(.object, ["Peer": 1, "Port": 1], name: "Rule"), node(.integer),
    ])

    /// A list of itself: nobody has such a schema, and it must not take for ever.
    private static let endless = PropertySchema(nodes: [node(.object, ["Loop": 1]), node(.list, element: 1)])

    private static let engine = PolicyEngine(
        controls: [],
        vocabulary: PolicyEngine.Vocabulary(
            types: AssetTypes(
                objects: [ObjectType("Policy", ["Statement": .list(.string)])], forms: ["policy": .object("Policy")],
                schema: { type in
                    switch type {
                    case "AWS::A::Bucket": TypeSchema(name: type, schema: bucket)
                    case "AWS::A::Queue": TypeSchema(name: type, schema: queue)
                    case "AWS::A::Endless": TypeSchema(name: type, schema: endless)
                    default: nil
                    }
                })))

    static func control(_ require: String, types: [String], applies: String? = nil) -> Control {
        let text = LocalizedText(english: "text", japanese: "文")
        let file = SourceFile(path: "content/controls/a.yaml", text: "require: \(require)\n")
        return Control(
            id: "a", title: text, severity: .high, assetTypes: types,
            applies: applies.map { Control.Predicate(text: $0, range: SourceRange(0..<0)) },
            require: Control.Predicate(text: require, range: SourceRange(9..<(9 + require.utf8.count))), message: text, why: text,
            objectives: [], remedy: Control.Remedy(text: text, plan: nil), cases: [], file: file)
    }

    private func messages(_ require: String, _ types: [String] = ["AWS::A::Bucket"]) -> [String] {
        Self.engine.compile(Self.control(require, types: types)).map(\.description)
    }

    // MARK: One type

    @Test(arguments: [
        "asset.properties.Name == 'x'", "asset.properties.Rules.exists(r, r.Port == 22 && r.Cidr.startsWith('0.'))",
        "asset.properties.?Rules.orValue([]).all(r, r.?Port.orValue(0) > 1)", "asset.properties.Open.any.thing == 3",
        "asset.properties.Labels['a'] == asset.properties.Labels.b", "asset.properties.Policy.Statement.exists(s, s == 'x')",
        "asset.properties.Ratio > 1 && asset.properties.Ratio > 1.5", "asset.tags.exists(k, k == 'x')", "asset.facts.exposed",
        "asset.properties.Tree.Child.Child.Child.Leaf == 'x'", "has(asset.account) && asset.region + asset.name + asset.address != ''",
        "asset.properties.?Tree.orValue({}).Leaf == 'x'", "asset['properties']['Name'] == 'x'",
    ])
    func whatATypeHas(_ require: String) { #expect(messages(require) == []) }

    @Test(
        arguments: [
            ("asset.properties.Nam == 'x'", "27: error: AWS::A::Bucket has no field 'Nam'; did you mean 'Name'? (cel-unknown-field)"),
            ("asset.properties['Nam'] == 'x'", "27: error: AWS::A::Bucket has no field 'Nam'; did you mean 'Name'? (cel-unknown-field)"),
            (
                "asset.properties.?Rules.orValue([]).all(r, r.Prt == 1)",
                "55: error: AWS::A::Bucket.Rule has no field 'Prt'; did you mean 'Port'? (cel-unknown-field)"
            ),
            ("asset.properties.Port == 1", "27: error: AWS::A::Bucket has no field 'Port'; did you mean 'Rules[].Port'? (cel-unknown-field)"),
            ("asset.Leaf == 'x'", "16: error: asset has no field 'Leaf'; did you mean 'properties.Tree.Leaf'? (cel-unknown-field)"),
            ("asset.pod.spec == 'x'", nil), ("asset.namespace == 'x'", nil),
            (
                "asset.properties.Policy.Statment == []",
                "34: error: Policy has no field 'Statment'; did you mean 'Statement'? (cel-unknown-field)"
            ),
            ("asset.properties.Size == '1'", nil), ("asset.properties.Labels == 'x'", nil), ("asset.tags.a == 1", nil),
            ("asset.properties.exists(k, true)", nil), ("asset.properties.Tree.Child.Child.Lef == 'x'", nil),
        ] as [(String, String?)])
    func whatATypeLacks(_ require: String, _ expected: String?) {
        let found = messages(require)
        #expect(found.count == 1, "\(found)")
        if let expected { #expect(found.first == "content/controls/a.yaml:1:\(expected)") }
    }

    @Test func aSchemaWithoutEndIsOpen() { #expect(messages("asset.properties.Loop[0][0].exists(x, true)", ["AWS::A::Endless"]) == []) }

    @Test func nothingIsKnownOfATypeWithoutSchema() {
        #expect(messages("asset.properties.any.thing == 3", ["Thing.example.org"]) == [])
        #expect(messages("asset.propertes.any == 3", ["Thing.example.org"]).count == 1)
    }

    // MARK: Several types

    private static let both = ["AWS::A::Queue", "AWS::A::Bucket"]

    @Test(arguments: [
        // What only one of them has is a field: behind `.?` it is absent on the other.
        "asset.properties.?Delay.orValue(0) == 3 || asset.properties.?Ratio.orValue(0) == 1",
        // What they disagree about may be either.
        "asset.properties.Size == '3' || asset.properties.Size == 3", "asset.properties.Rules.exists(r, r.Port == 22 || r.Peer == 'x')",
        "asset.type == 'AWS::A::Queue' ? asset.properties.Delay > 3 : asset.properties.Open",
    ])
    func severalTypesHaveWhatOneHas(_ require: String) { #expect(messages(require, Self.both) == []) }

    @Test func severalTypesLackWhatNoneHas() {
        #expect(
            messages("asset.properties.Dely == 3", Self.both) == [
                "content/controls/a.yaml:1:27: error: AWS::A::Bucket or AWS::A::Queue has no field 'Dely'; did you mean 'Delay'? (cel-unknown-field)"
            ])
        #expect(messages("asset.properties.Name == 3", Self.both).count == 1)
        #expect(
            messages("asset.properties.Rules.exists(r, r.Pear == 'x')", Self.both) == [
                "content/controls/a.yaml:1:45: error: AWS::A::Bucket.Rule or AWS::A::Queue.Rule has no field 'Pear'; did you mean 'Peer'? (cel-unknown-field)"
            ])
    }

    @Test func oneUnknownTypeLeavesAllOpen() { #expect(messages("asset.properties.x == 3", ["AWS::A::Queue", "AWS::A::None"]) == []) }

    /// Lists of different objects may be joined, and then have the fields of both.
    @Test func objectsAreMixed() {
        let both = "(has(asset.properties.Rules) ? asset.properties.Rules : [asset.properties.Tree])"
        #expect(messages("\(both).exists(x, x.?Port.orValue(0) == 1 || x.?Leaf.orValue('') == '')") == [])
        #expect(messages("\(both).exists(x, x.Prt == 1)").count == 1)
        #expect(messages("(asset.properties.Rules + [asset.properties.Tree]).exists(x, x.Lef == 'x')").count == 1)
    }

    // MARK: Judging

    /// A control that is wrong judges nothing, and that is said once.
    @Test func aWrongControlNeverPasses() throws {
        let wrong = Self.control("asset.properties.Nam == 'x'", types: ["AWS::A::Bucket"])
        let applies = Self.control("true", types: ["AWS::A::Bucket"], applies: "asset.nme == 'x'")
        for control in [wrong, applies] {
            let types = AssetTypes { TypeSchema(name: $0, schema: Self.bucket) }
            let engine = PolicyEngine(controls: [control], vocabulary: PolicyEngine.Vocabulary(types: types))
            let judge = engine.judge()
            for _ in 0..<3 {
                let document = try Document(json: #"{"id":"a","type":"AWS::A::Bucket","properties":{"Name":"x"}}"#)
                let asset = try Asset(document: document, origin: .observed(ObservedOrigin(collector: "aws", time: "2026-01-01T00:00:00Z")))
                #expect(judge.findings(of: asset).isEmpty)
                #expect(judge.findings(of: asset).isEmpty)
            }
            #expect(engine.diagnostics.count == 1)
        }
    }
}
