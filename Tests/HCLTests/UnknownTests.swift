import Document
import SourceText
import Testing

import HCL

/// What stays known when part of a value is not.
@Suite struct UnknownTests {
    @Test func aListKeepsItsKnownElementsBesideARest() throws {
        let value = evaluate(#"concat(["0.0.0.0/0"], var.cidrs, ["10.0.0.0/8"])"#)
        let sequence = try #require(value.sequence)
        #expect(sequence.elements.map(\.string) == ["0.0.0.0/0", "10.0.0.0/8"])
        #expect(sequence.rest?.symbol == "var.cidrs")
        #expect(sequence.restIndex == 1)
        #expect(evaluate(#"concat(["a"], var.x)[0]"#).string == "a")
        #expect(evaluate(#"concat(["a"], var.x)[1]"#).isUnknown)
        #expect(evaluate(#"length(concat(["a"], var.x))"#).isUnknown)
        #expect(evaluate(#"contains(concat(["a"], var.x), "a")"#).bool == true)
        #expect(evaluate(#"contains(concat(["a"], var.x), "b")"#).isUnknown)
        #expect(evaluate(#"anytrue([true, var.x])"#).bool == true)
        #expect(evaluate(#"[for c in concat(["a"], var.x) : upper(c)]"#).sequence?.elements.map(\.string) == ["A"])
    }

    @Test func aMapKeepsItsKnownEntriesBesideARest() throws {
        let value = evaluate("merge(var.tags, { Name = \"x\" })")
        let mapping = try #require(value.mapping)
        #expect(mapping["Name"]?.string == "x")
        #expect(mapping.rest?.symbol == "var.tags")
        #expect(evaluate("merge(var.tags, { Name = \"x\" }).Name").string == "x")
        let other = evaluate("merge(var.tags, { Name = \"x\" }).Owner")
        #expect(other.unknown?.symbol == "var.tags.Owner")
        // What comes later may replace it.
        let covered = try #require(evaluate("merge({ Name = \"x\" }, var.tags).Name").unknown)
        #expect(covered.alternatives.first?.string == "x")
    }

    @Test func symbolsFollowTheSteps() {
        #expect(evaluate("aws_s3_bucket.logs.arn").unknown?.symbol == "aws_s3_bucket.logs.arn")
        #expect(evaluate("aws_instance.web[0].id").unknown?.symbol == "aws_instance.web[0].id")
        #expect(evaluate("module.x[\"a\"].y").unknown?.symbol == "module.x[\"a\"].y")
        let derived = evaluate("lower(var.name)").unknown
        #expect(derived?.symbol == "var.name")
        #expect(derived?.isDerived == true)
        #expect(evaluate("var.name").unknown?.isDerived == false)
        #expect(evaluate("var.a == var.a").bool == true)
        #expect(evaluate("var.a == var.b").isUnknown)
    }

    @Test func aTemplateKeepsItsKnownPieces() throws {
        let unknown = try #require(evaluate(#""arn:aws:s3:::${var.bucket}/*""#).unknown)
        #expect(unknown.symbol == "var.bucket")
        #expect(unknown.prefix == "arn:aws:s3:::")
        #expect(unknown.suffix == "/*")
        #expect(unknown.text { "<\($0.symbol)>" } == "arn:aws:s3:::<var.bucket>/*")
        #expect(evaluate(#"format("arn:aws:s3:::%s/*", var.bucket)"#).unknown?.suffix == "/*")
        #expect(evaluate(#"join("/", ["a", var.b])"#).unknown?.prefix == "a/")
        #expect(evaluate(#""http://${var.x}" == "https://a""#).bool == false)
        #expect(evaluate(#""https://${var.x}" == "https://a""#).isUnknown)
    }

    @Test func aPolicyWithOneUnknownStaysReadable() throws {
        let encoded = evaluate(#"jsonencode({ Statement = [{ Effect = "Allow", Resource = aws_s3_bucket.b.arn }] })"#)
        let policy = try #require(encoded.unknown?.decodedJSON)
        let statement = try #require(policy.mapping?["Statement"]?.sequence?.elements.first?.mapping)
        #expect(statement["Effect"]?.string == "Allow")
        #expect(statement["Resource"]?.unknown?.symbol == "aws_s3_bucket.b.arn")
    }

    @Test func aHeredocWithUnknownsStaysReadable() throws {
        let text = """
            <<EOF
            { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*",
              "Resource": ["${aws_s3_bucket.b.arn}/*", "${aws_s3_bucket.b.arn}"], "Condition": ${jsonencode(var.c)} }] }
            EOF

            """
        let value = evaluate(text)
        let statement = try #require(
            value.unknown?.decodedJSON?.mapping?["Statement"]?.sequence?.elements.first?.mapping)
        #expect(statement["Principal"]?.string == "*")
        let resources = try #require(statement["Resource"]?.sequence?.elements)
        #expect(resources[0].unknown?.suffix == "/*")
        #expect(resources[1].unknown?.symbol == "aws_s3_bucket.b.arn")
        #expect(statement["Condition"]?.isUnknown == true)
        // And jsondecode sees the same.
        #expect(evaluate("jsondecode(\(text)).Version").string == "2012-10-17")
    }

    @Test func anUnknownConditionCarriesBothBranches() throws {
        let unknown = try #require(evaluate(#"var.open ? "0.0.0.0/0" : "10.0.0.0/8""#).unknown)
        #expect(unknown.alternatives.map(\.string) == ["0.0.0.0/0", "10.0.0.0/8"])
        #expect(unknown.symbol == "var.open")
        #expect(evaluate(#"var.open ? "a" : "a""#).string == "a")
        #expect(evaluate(#"(var.open ? { a = 1 } : { a = 2 }).a"#).unknown?.alternatives.map { $0.number?.int } == [1, 2])
        #expect(evaluate(#"upper(var.open ? "a" : "b")"#).unknown?.alternatives.map(\.string) == ["A", "B"])
        #expect(evaluate("var.x && false").bool == false)
        #expect(evaluate("true || var.x").bool == true)
        #expect(evaluate("var.x && true").isUnknown)
    }

    @Test func elementsThatMayBeLeftOutAreInTheRest() throws {
        let sequence = try #require(evaluate(#"[for x in ["a", "b"] : x if var.y == x]"#).sequence)
        #expect(sequence.elements.isEmpty)
        #expect(sequence.rest != nil)
    }

    @Test func tryOfAnUnknownKeepsTheFallback() throws {
        let unknown = try #require(evaluate("try(upper(var.x), \"d\")").unknown)
        #expect(unknown.alternatives.last?.string == "d")
        // An attribute that only exists after apply will be there: it is no alternative to anything.
        #expect(evaluate("try(var.x.y, \"d\")").unknown?.alternatives.isEmpty == true)
        #expect(evaluate("try({}.y, \"d\")").string == "d")
        #expect(evaluate("coalesce(null, \"\", \"d\")").string == "d")
        #expect(evaluate("can({}.y)").bool == false)
        #expect(evaluate("can(var.x)").isUnknown)
    }

    @Test func errorsAreUnknownAndSaid() {
        for text in ["nothing.here", "nofunction(1)", "{}.a", "1 + \"x\"", "[1][5]", "\"x${[]}\"", "null.a", "upper(1, 2)", "1 / 0"] {
            let (value, diagnostics) = evaluateWithDiagnostics(text)
            #expect(value.unknown?.isError == true, "\(text)")
            #expect(diagnostics.count == 1, "\(text)")
            #expect(diagnostics.first?.location?.start != nil, "\(text)")
        }
    }

    @Test func marksOfSecretsStay() {
        #expect(evaluate("sensitive(\"a\")").isSensitive)
        #expect(evaluate("\"x${sensitive(\"a\")}\"").isSensitive)
        #expect(evaluate("[sensitive(\"a\")][0]").isSensitive)
        #expect(!evaluate("[sensitive(\"a\"), \"b\"]").isSensitive)
        #expect(evaluate("jsonencode([sensitive(\"a\")])").isSensitive)
        #expect(evaluate("upper(sensitive(\"a\"))").isSensitive)
        #expect(evaluate("sensitive(true) ? 1 : 2").isSensitive)
        #expect(!evaluate("nonsensitive(sensitive(\"a\"))").isSensitive)
        #expect(evaluate("merge({ a = sensitive(1) }, {}).a").isSensitive)
        #expect(evaluate("sensitive({ a = 1 }).a").isSensitive)
    }

    @Test func originsStayWithTheLiteral() throws {
        let value = evaluate(#"merge({ a = 1 }, { b = ["x", upper("y")] })"#)
        let b = try #require(value.mapping?["b"])
        #expect(b.origin.map { $0.file.text($0.range) } == #"["x", upper("y")]"#)
        #expect(b.sequence?.elements.map { element in element.origin.map { $0.file.text($0.range) } } == [#""x""#, #"upper("y")"#])
        // Through a local the place is the local's.
        let local = evaluate("[local.name]").sequence?.elements[0]
        #expect(local?.origin?.file.path == "locals.tf")
    }

    @Test func everythingCanBeSaidToADocument() throws {
        let builder = DocumentBuilder()
        evaluate(#"{ a = concat(["x"], var.y), b = "p-${var.z}", c = 1.5, d = null, e = merge(var.t, { k = true }) }"#).write(to: builder)
        let document = try builder.finish()
        #expect(document.root["a"]?[0]?.string == "x")
        #expect(document.root["a"]?.count == 2)
        #expect(document.root["b"]?.unknown?.prefix == "p-")
        #expect(document.root["e"]?["k"]?.bool == true)
        #expect(document.root["a"]?[0]?.origin != nil)
    }
}

/// Everything is unknown but `local.name`, and nothing is called `nothing`.
struct TestScope: Scope {
    static let locals = SourceFile(path: "locals.tf", text: "\"the name\"")

    func resolve(_ reference: Reference, _ evaluator: Evaluator) -> Resolution {
        if reference.root == "nothing" { return .undeclared("there is no \"nothing\"") }
        if reference.root == "local", reference.name(0) == "name" {
            let (expression, _) = Expression.parse(Self.locals)
            return .value(Evaluator(file: Self.locals, scope: self, session: evaluator.session).evaluate(expression), steps: 1)
        }
        let steps = min(reference.root == "var" ? 1 : 2, reference.steps.count)
        return .value(.unknown(reference.symbol(steps: steps), .beforeApply), steps: steps)
    }
}

func evaluateWithDiagnostics(_ text: String, limits: EvaluationLimits = EvaluationLimits()) -> (HCLValue, [Diagnostic]) {
    let file = SourceFile(path: "test.tf", text: text)
    let (expression, diagnostics) = Expression.parse(file)
    let session = EvaluationSession(limits: limits)
    let value = Evaluator(file: file, scope: TestScope(), session: session).evaluate(expression)
    return (value, diagnostics + session.diagnostics)
}

func evaluate(_ text: String) -> HCLValue { evaluateWithDiagnostics(text).0 }
