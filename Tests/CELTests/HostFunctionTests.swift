import CEL
import Document
import SourceText
import Testing

/// Functions that the embedding program gives, and values on their way in and out.
@Suite struct HostFunctionTests {
    /// What `asset.related(name)` looks into.
    final class Estate: Sendable {
        let related: [String: [DocumentValue]]
        init(_ related: [String: [DocumentValue]]) { self.related = related }
    }

    static func evaluation() throws -> Evaluation {
        var evaluation = Evaluation()
        try evaluation.bind("asset", json: #"{"id": "sg-1", "rules": [{"type": "ingress", "port": 1}, {"type": "egress", "port": 2}]}"#)
        evaluation.bind("partition", .string, value: .string("aws"))
        evaluation.environment.declare(
            HostFunction("related", [Overload("related", [.dynamic, .string], .list(.dynamic), isMember: true)]) { call in
                guard let estate = call.context as? Estate, let name = call.string(at: 1) else { return .error("no estate") }
                guard call.node(at: 0)?["id"]?.string == "sg-1" else { return .error("the asset is not the one that was bound") }
                guard let found = estate.related[name] else {
                    return .unknown(.notCollected(call: "ec2:DescribeVpcs", error: "AccessDenied"))
                }
                let rest = name == "some" ? Unknown.knownAfterApply("var.x", "not set") : nil
                return .documents(found, rest: rest)
            })
        evaluation.environment.declare(
            HostFunction("unsure", [Overload("unsure", [.dynamic], .bool, isMember: true)]) { _ in
                .unknown(.unreadable("asset", "nobody can say"))
            })
        evaluation.environment.declare(
            HostFunction("twice", [Overload("twice", [.int], .int)]) { call in
                guard case .int(let value)? = call.value(at: 0) else { return .error("not an integer") }
                return .value(.int(value &* 2))
            })
        return evaluation
    }

    private func run(_ text: String) throws -> (EvaluationResult, Explanation) {
        let evaluation = try Self.evaluation()
        let vpc = try Document(json: #"{"id": "vpc-1", "default": true}"#).root
        let activation = evaluation.activation()
        activation.context = Estate(["vpc": [vpc], "some": [vpc], "none": []])
        let program = try evaluation.program(text)
        return (program.evaluate(activation), program.explain(activation))
    }

    @Test(arguments: [
        ("asset.related('vpc').exists(v, v.id == 'vpc-1')", Verdict.true), ("asset.related('vpc').all(v, !v.default)", .false),
        ("asset.related('none').exists(v, true)", .false), ("asset.related('denied').exists(v, true)", .unknown),
        ("asset.related('some').all(v, v.default)", .unknown), ("asset.related('some').exists(v, v.default)", .true),
        ("twice(21) == 42", .true), ("twice(asset.rules[1].port) == 4", .true),
        ("{'id': 'other'}.related('vpc').size() == 1", .error),
    ]) func verdicts(_ text: String, _ expected: Verdict) throws {
        #expect(try run(text).1.verdict == expected)
    }

    @Test func whatAFunctionCannotTellIsTheEvidence() throws {
        let evidence = try run("!asset.unsure()").1.evidence
        #expect(evidence.map(\.actual) == [.unknown(.unreadable("asset", "nobody can say"))])
    }

    @Test func evidenceLeadsIntoTheRelatedDocument() throws {
        let evidence = try run("asset.related('vpc').all(v, !v.default)").1.evidence
        #expect(evidence.map(\.description) == ["asset.related('vpc')[0].default is true"])
        #expect(evidence.first?.node?.bool == true)
    }

    @Test(arguments: [
        ("asset.rules.filter(r, r.type == 'ingress')", #"[{"type":"ingress","port":1}]"#), ("'arn:' + partition", #""arn:aws""#),
        ("optional.none()", "null"), ("{'a': [1, 2.5, null], 'b': {'c': true}}", #"{"a":[1,2.5,null],"b":{"c":true}}"#),
        ("asset.rules.map(r, r.port)", "[1,2]"), ("timestamp('2024-01-02T03:04:05Z')", #""2024-01-02T03:04:05Z""#), ("b'abc'", #""YWJj""#),
        ("18446744073709551615u", "18446744073709551616.0"),
    ]) func resultsBecomeDocuments(_ text: String, _ expected: String) throws {
        guard case .value(let value) = try run(text).0 else {
            Testing.Issue.record("expected a value")
            return
        }
        let builder = DocumentBuilder()
        value.write(to: builder)
        #expect(try builder.finish().root == Document(json: expected).root)
    }

    @Test func onePogramRunsOnManyThreads() async throws {
        let evaluation = try Self.evaluation()
        let program = try evaluation.program("asset.rules.exists(r, r.type == 'egress' && partition.matches('^a'))")
        let environment = evaluation.environment
        let document = try Document(json: #"{"rules": [{"type": "egress"}]}"#)
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    let activation = Activation(environment)
                    guard let asset = environment.variable("asset"), let partition = environment.variable("partition") else { return false }
                    activation.bind(asset, to: document)
                    activation.bind(partition, to: .string("aws"))
                    return (0..<1000).allSatisfy { _ in program.judge(activation) == .true }
                }
            }
            for await succeeded in group { #expect(succeeded) }
        }
    }

    /// Constants are looked at once, when the program is compiled, and only what is left is handed over.
    @Test(arguments: [
        ("asset.id.startsOneOf(['x', 'sg-'])", Verdict.true), ("asset.id.startsOneOf(['x'])", .false),
        ("asset.id.startsOneOf([partition])", .error), ("asset.rules.second().port == 2", .true), ("asset.rules.both().size() == 2", .true),
        ("asset.rules.both()[0].type == 'ingress'", .true), ("['a', 'b'].second() == 'b'", .true),
    ]) func preparedConstants(_ text: String, _ expected: Verdict) throws {
        var evaluation = try Self.evaluation()
        Self.declarePrepared(in: &evaluation)
        let program = try evaluation.program(text)
        let activation = evaluation.activation()
        #expect(program.judge(activation) == expected)
        #expect(program.explain(activation).verdict == expected)
    }

    @Test func aWrongConstantIsAnIssueOfTheExpression() throws {
        var evaluation = try Self.evaluation()
        Self.declarePrepared(in: &evaluation)
        let compilation = evaluation.environment.compile("asset.id.startsOneOf([1])")
        #expect(compilation.program == nil)
        #expect(compilation.diagnostics.map(\.code) == ["cel-argument"])
        #expect(compilation.diagnostics.first?.location?.description == "expression:1:22")
        #expect(compilation.diagnostics.first?.hint == "give texts")
    }

    private static func declarePrepared(in evaluation: inout Evaluation) {
        evaluation.environment.declare(
            HostFunction(
                "startsOneOf", [Overload("startsOneOf", [.dynamic, .dynamic], .bool, isMember: true)],
                prepare: { constants in
                    guard case .list(let values)? = constants[1] else { return .general }
                    var starts: [[UInt8]] = []
                    for value in values {
                        guard case .string(let text) = value else { return .invalid(argument: 1, message: "no text", hint: "give texts") }
                        starts.append(Array(text.utf8))
                    }
                    let ready = starts
                    return .body { call in
                        guard call.count == 1 else { return .error("the constant was handed over") }
                        return .bool(ready.contains { call[0].text.starts(with: $0) })
                    }
                },
                body: { _ in .error("not a constant") }))
        evaluation.environment.declare(
            HostFunction("second", [Overload("second", [.dynamic], .dynamic, isMember: true)]) { call in
                guard let elements = call[0].elements, elements.count > 1 else { return .error("too short") }
                return .part(elements[1])
            })
        evaluation.environment.declare(
            HostFunction("both", [Overload("both", [.dynamic], .dynamic, isMember: true)]) { call in
                guard let elements = call[0].elements, elements.count > 1 else { return .error("too short") }
                return .parts([elements[0], elements[1]])
            })
    }
}
