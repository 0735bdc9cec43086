import Document
import IaCParsers
import PostureModel
import SourceText
import Testing

@Suite struct CloudFormationTests {
    private func program(_ name: String) throws -> DeclaredProgram {
        let result = IaCParsers.parse(text: try Fixtures.file("CloudFormation/\(name)"))
        #expect(result.diagnostics.isEmpty)
        return try #require(result.programs.first)
    }

    @Test(arguments: ["intrinsics-short.yaml", "vpc.yaml", "orders.template"])
    func templatesEvaluate(name: String) throws {
        let program = try program(name)
        #expect(program.diagnostics.isEmpty)
        try Fixtures.expectGolden(described(program), "\(name).txt")
    }

    @Test(arguments: ["intrinsics-long.yaml", "intrinsics.json"])
    func allFormsMeanTheSame(name: String) throws {
        // Some unknowns are named for where they stand.
        func bodies(_ program: DeclaredProgram) -> [String] {
            program.resources.map { "\($0.address) \($0.type) \($0.body.root)".replacing(/@\d+:\d+/, with: "@") }
        }
        let other = try program(name)
        #expect(other.diagnostics.isEmpty)
        #expect(bodies(other) == bodies(try program("intrinsics-short.yaml")))
    }

    /// Though it says no version and no resource of its own.
    @Test func aTemplateOfLoopsIsATemplate() {
        let text = "Transform: AWS::LanguageExtensions\nResources: {'Fn::ForEach::Q': [X, [a, b], {'Q${X}': {Type: AWS::SQS::Queue}}]}"
        let result = IaCParsers.parse(text: SourceFile(path: "t.yaml", text: text))
        #expect(result.programs.flatMap(\.resources).map(\.address) == ["Qa", "Qb"])
    }

    @Test func valuesPointAtTheirLiterals() throws {
        let text = """
            Parameters:
              Size: {Type: String, Default: big}
              Ports: {Type: CommaDelimitedList, Default: "80,443"}
            Mappings:
              M:
                k:
                  v: mapped
            Resources:
              A:
                Type: AWS::X::Y
                Properties:
                  FromParameter: !Ref Size
                  FromList: !Ref Ports
                  FromMapping: !FindInMap [M, k, v]
                  Own: literal
                  Sub: !Sub "x-${Size}"
                  Unknown: !Ref AWS::Region
                  List:
                    - !If [Nowhere, 1, 2]
            """
        let program = try template(text)
        let body = try #require(program.body("A"))
        let file = SourceFile(path: "t.yaml", text: text)
        func line(_ value: DocumentValue?) -> Int? { (value?.origin).map { file.position(at: $0.range.start).line } }
        #expect(line(body["FromParameter"]) == 2)
        #expect(line(body["FromList"]?[1]) == 3)
        #expect(line(body["FromMapping"]) == 7)
        #expect(line(body["Own"]) == 15)
        #expect(line(body["Sub"]) == 16)
        #expect(line(body["Unknown"]) == 17)
        guard case .file(let source)? = body.document.sources.first else { return #expect(Bool(false), "no source") }
        #expect(source.path == "t.yaml")
        #expect(program.resources[0].location.start == SourcePosition(line: 9, column: 3))
        #expect(program.resources[0].location.end?.line == 19)
        #expect(program.codes == ["unresolved-condition"])
        #expect(program.diagnostics[0].location?.start?.line == 19)
    }

    @Test(arguments: [
        ("!Equals [a, a]", Truth3.yes), ("!Equals [a, b]", .no), ("!Equals [!Ref P, a]", .maybe), ("!Equals [!Ref P, !Ref P]", .yes),
        ("!Equals [!Ref P, !Ref Q]", .maybe), ("!Equals [!Ref AWS::StackId, x]", .no), ("!Equals [!Sub 'a-${P}', b]", .no),
        ("!Equals [!Ref Tier, bronze]", .no), ("!Equals [!Ref Tier, gold]", .maybe), ("!Equals [1, '1']", .yes),
        ("!Equals [true, 'true']", .yes), ("!Not [!Equals [a, a]]", .no), ("!Not [!Condition U]", .maybe),
        ("!And [!Condition T, !Condition T]", .yes), ("!And [!Condition T, !Condition U]", .maybe),
        ("!And [!Condition F, !Condition U]", .no), ("!And [!Condition U, !Condition F, !Condition T]", .no),
        ("!Or [!Condition F, !Condition F]", .no), ("!Or [!Condition U, !Condition T]", .yes),
        ("!Or [!Condition U, !Condition F]", .maybe), ("!Equals [[a, b], [a, b]]", .yes), ("!Equals [[a, b], [a, c]]", .no),
        ("!Equals [[a, !Ref P], [a, c]]", .maybe), ("!Equals [!Join [',', !Ref L], 'x,y']", .yes),
        ("!Equals [!Select [0, !Ref L], x]", .yes),
    ])
    func conditions(text: String, truth: Truth3) throws {
        let program = try template(
            """
            Parameters:
              P: {Type: String}
              Q: {Type: String}
              L: {Type: CommaDelimitedList, Default: "x, y"}
              Tier: {Type: String, AllowedValues: [gold, silver]}
            Conditions:
              T: !Equals [a, a]
              F: !Equals [a, b]
              U: !Equals [!Ref P, x]
              C: \(text)
            Resources:
              A: {Type: AWS::X::Y, Condition: C}
              B: {Type: AWS::X::Y, Properties: {V: !If [C, yes!, no!]}}
            """)
        #expect(program.diagnostics.isEmpty)
        #expect((program.body("A") != nil) == (truth != .no))
        let value = program.body("B")?["V"]
        switch truth {
        case .yes: #expect(value?.string == "yes!")
        case .no: #expect(value?.string == "no!")
        case .maybe: #expect(value?.unknown?.symbol == "Fn::If(C, yes!, no!)")
        }
    }

    enum Truth3: Sendable { case yes, no, maybe }

    @Test func anElementThatMayBeLeftOutIsARest() throws {
        let body = try #require(
            try template(
                """
                Parameters: {P: {Type: String}}
                Conditions: {U: !Equals [!Ref P, x]}
                Resources:
                  A:
                    Type: AWS::X::Y
                    Properties:
                      Rules:
                        - !If [U, {Port: 22}, !Ref AWS::NoValue]
                        - {Port: 443}
                      Lists: !If [U, [a, b], [b]]
                      Joined: !Join [",", [!If [U, a, !Ref AWS::NoValue], b]]
                """
            ).body("A"))
        #expect(body["Rules"]?.count == 2)
        #expect(body["Rules"]?[0]?["Port"]?.int == 443)
        #expect(body["Rules"]?.pointer.rest != nil)
        #expect(body["Lists"]?[0]?.string == "b")
        #expect(body["Lists"]?.pointer.rest != nil)
        #expect(body["Joined"]?.unknown?.mayEqual("b") == true)
        #expect(body["Joined"]?.unknown?.mayEqual("a,b") == true)
        #expect(body["Joined"]?.unknown?.mayEqual("a,c") == false)
    }

    @Test func unknownsThatAreTheSameHaveOneName() throws {
        let program = try template(
            """
            Resources:
              Bucket: {Type: AWS::S3::Bucket}
              Policy:
                Type: AWS::S3::BucketPolicy
                Properties:
                  Bucket: !Ref Bucket
                  Arn: !GetAtt Bucket.Arn
                  Alone: !Sub "${Bucket}"
                  Sub: !Sub "arn:aws:s3:::${Bucket}/*"
                  Join: !Join ["", ["arn:aws:s3", ":::", !Ref Bucket, "/*"]]
                  Nested: !Join ["", [!Sub "arn:aws:s3:::${Bucket}", "/*"]]
            """)
        let body = try #require(program.body("Policy"))
        #expect(body["Bucket"]?.unknown?.symbol == "Bucket.Ref")
        #expect(body["Alone"]?.unknown?.symbol == "Bucket.Ref")
        #expect(
            body["Arn"]?.unknown
                == Unknown.knownAfterApply(
                    "Bucket.Arn", "made when the stack is deployed", exists: true, prefix: "arn:"))
        let sub = try #require(body["Sub"]?.unknown)
        #expect(sub.symbol == "arn:aws:s3:::${Bucket.Ref}/*" && sub.prefix == "arn:aws:s3:::" && sub.suffix == "/*")
        #expect(body["Join"]?.unknown == sub)
        #expect(body["Nested"]?.unknown == sub)
    }

    @Test(arguments: [
        ("V: !Ref Nothing", "unresolved-reference"), ("V: !GetAtt Nothing.Arn", "unresolved-reference"),
        ("V: !Sub '${Nothing.Arn}'", "unresolved-reference"), ("V: !Sub '${HOME:-x y}'", "template-function"),
        ("V: !GetAtt A", "template-function"), ("V: !Select [5, [a]]", "template-function"),
        ("V: !Select [-1, [a]]", "template-function"), ("V: !FindInMap [M, x, y]", "unresolved-mapping"),
        ("V: !If [U]", "template-function"), ("V: !Cidr [10.0.0.0/30, 256, 8]", "template-function"),
        ("V: !Subb x", "template-function"), ("V: !Join [a]", "template-function"), ("V: !Split ['', a]", "template-function"),
        ("V: !Equals [a, a]", "template-function"), ("V: !Base64 [a]", "template-function"), ("V: {Ref: [a]}", "template-function"),
        ("V: {'Fn::GetAtt': [A, {Ref: Nothing}]}", "unresolved-reference"),
    ])
    func faultsAreNamedWithTheirPlace(property: String, code: String) throws {
        let program = try template(
            """
            Mappings: {M: {k: {v: 1}}}
            Conditions: {U: !Equals [a, a]}
            Resources:
              A:
                Type: AWS::X::Y
                Properties:
                  \(property)
                  Other: kept
            """)
        #expect(program.codes == [code])
        #expect(program.diagnostics.first?.severity == .error)
        #expect(program.diagnostics.first?.location?.start?.line == 7)
        #expect(program.body("A")?["V"]?.unknown != nil)
        #expect(program.body("A")?["Other"]?.string == "kept")
    }

    @Test func transformsAreNotes() throws {
        let program = try template(
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              F:
                Type: AWS::Serverless::Function
                Properties:
                  Role: !GetAtt MadeByTransform.Arn
                  Environment:
                    Known: 1
                    Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://x}}
                  Whole: !Transform {Name: Macro}
            """)
        #expect(Set(program.diagnostics.map(\.severity)) == [.note])
        #expect(program.body("F")?["Role"]?.unknown?.symbol == "MadeByTransform.Arn")
        #expect(program.body("F")?["Environment"]?["Known"]?.int == 1)
        #expect(program.body("F")?["Environment"]?.pointer.rest != nil)
        #expect(program.body("F")?["Whole"]?.unknown?.exists == false)
    }

    /// A transform may write a text inside, and another stack may have it: both are as they should be.
    @Test func textsOfOthersAreUnknownWithoutFault() throws {
        let text = """
            Resources:
              A:
                Type: AWS::X::Y
                Properties:
                  Made: !Sub {'Fn::Transform': {Name: Words}}
                  Imported: {'Fn::GetStackOutput': {StackName: network, OutputName: Id, Region: eu-west-1}}
                  Joined: !Join ['-', [a, !GetStackOutput {StackName: network, OutputName: Name}]]
            """
        let result = IaCParsers.parse(text: SourceFile(path: "t.yaml", text: text))
        let program = try #require(result.programs.first)
        #expect(!(result.diagnostics + program.diagnostics).contains { $0.severity == .error })
        let body = try #require(program.resources.first).body.root
        #expect(body["Made"]?.unknown != nil)
        #expect(body["Imported"]?.unknown?.symbol == "Fn::GetStackOutput(eu-west-1, network, Id)")
        #expect(body["Imported"]?.unknown?.exists == true)
        #expect(body["Joined"]?.unknown?.prefix == "a-")
    }

    @Test func aStackOutputHasTwoNames() throws {
        let text = "Resources: {A: {Type: AWS::X::Y, Properties: {B: {'Fn::GetStackOutput': network.Id}}}}"
        let program = try #require(IaCParsers.parse(text: SourceFile(path: "t.yaml", text: text)).programs.first)
        #expect(program.diagnostics.contains { $0.code == "template-function" && $0.message.contains("StackName") })
    }

    @Test func loopsAreUnrolled() throws {
        let program = try template(
            """
            Transform: AWS::LanguageExtensions
            Parameters: {Names: {Type: CommaDelimitedList, Default: "Logs,Data"}}
            Mappings: {Days: {Logs: {Keep: 7}, Data: {Keep: 365}}}
            Conditions: {WantsLogs: !Equals [a, b], WantsData: !Equals [a, a]}
            Resources:
              Fn::ForEach::Buckets:
                - Name
                - !Ref Names
                - Bucket${Name}:
                    Type: AWS::S3::Bucket
                    Properties:
                      BucketName: !Sub "x-${Name}"
                      Days: !FindInMap [Days, !Ref Name, Keep]
                      Plain: "of ${Name}"
                      Tags:
                        Fn::ForEach::Tags: [Tag, [a, b], {"${Tag}-${Name}": !Ref Tag}]
                        last: 1
                  Policy${Name}:
                    Type: AWS::S3::BucketPolicy
                    Condition: Wants${Name}
                    Properties: {Bucket: !Ref "Bucket${Name}", Arn: !GetAtt "Bucket${Name}.Arn"}
              User:
                Type: AWS::X::Y
                Properties: {Bucket: !Ref BucketLogs}
            """)
        #expect(program.diagnostics.isEmpty)
        #expect(program.resources.map(\.address) == ["BucketLogs", "BucketData", "PolicyData", "User"])
        #expect(
            program.body("BucketData")?.description
                == #"{"BucketName":"x-Data","Days":365,"Plain":"of Data","Tags":{"a-Data":"a","b-Data":"b","last":1}}"#)
        #expect(program.body("PolicyData")?["Bucket"]?.unknown?.symbol == "BucketData.Ref")
        #expect(program.body("PolicyData")?["Arn"]?.unknown?.symbol == "BucketData.Arn")
        #expect(program.body("User")?["Bucket"]?.unknown?.symbol == "BucketLogs.Ref")
        #expect(program.resources[0].location.start?.line == 9)
    }

    @Test func languageExtensionsAreKnown() throws {
        let program = try template(
            """
            Transform: AWS::LanguageExtensions
            Mappings: {M: {k: {v: 1}}}
            Resources:
              A:
                Type: AWS::X::Y
                Properties:
                  Length: !Length [a, b, c]
                  Json: !ToJsonString {a: !Sub "x", b: [1]}
                  Default: !FindInMap [M, k, w, {DefaultValue: none}]
            """)
        #expect(program.diagnostics.isEmpty)
        #expect(program.body("A")?["Length"]?.string == "3")
        #expect(program.body("A")?["Json"]?.string == #"{"a":"x","b":[1]}"#)
        #expect(program.body("A")?["Default"]?.string == "none")
    }
}
