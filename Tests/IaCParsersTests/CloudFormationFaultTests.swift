import Document
import IaCParsers
import PostureModel
import SourceText
import Testing

/// Templates that are broken or hostile.
@Suite struct CloudFormationFaultTests {
    @Test func conditionsThatDependOnThemselvesAreSaid() throws {
        let program = try template(
            """
            Conditions:
              A: !Not [!Condition B]
              B: !Or [!Condition A, !Condition C]
              C: !Equals [x, y]
            Resources:
              R: {Type: AWS::X::Y, Condition: A, Properties: {V: !If [B, 1, 2]}}
              S: {Type: AWS::X::Y}
            """)
        #expect(program.codes.allSatisfy { $0 == "condition-cycle" })
        #expect(!program.diagnostics.isEmpty)
        #expect(program.resources.map(\.address) == ["R", "S"])
        #expect(program.body("R")?["V"]?.unknown != nil)
    }

    @Test func resourcesMayReferToOneAnother() throws {
        let program = try template(
            "Resources: {A: {Type: AWS::X::Y, Properties: {V: !Ref B}}, B: {Type: AWS::X::Y, Properties: {V: !Ref A}}}")
        #expect(program.resources.count == 2)
    }

    @Test func longChainsOfConditionsEnd() throws {
        var text = "Conditions:\n  C0: !Equals [a, a]\n"
        for index in 1..<20_000 { text += "  C\(index): !Not [!Condition C\(index - 1)]\n" }
        text += "Resources:\n  R: {Type: AWS::X::Y, Condition: C19999}\n"
        let program = try template(text)
        #expect(program.codes.contains("template-too-deep"))
        #expect(program.resources.count == 1)
    }

    @Test(arguments: ["t.yaml", "t.json"])
    func deepNestingEnds(path: String) {
        let deep = String(repeating: "{\"Fn::Sub\": [", count: 30_000)
        let text = "{\"AWSTemplateFormatVersion\": \"2010-09-09\", \"Resources\": {\"A\": \(deep)"
        let result = IaCParsers.parse(text: SourceFile(path: path, text: text))
        #expect(result.programs.isEmpty)
        #expect(result.diagnostics.contains { $0.severity == .error })
    }

    @Test func functionsNestAsDeepAsDocuments() throws {
        let levels = 110
        let value = String(repeating: "{\"Fn::If\": [\"U\", ", count: levels) + "1" + String(repeating: ", 2]}", count: levels)
        let program = try template(
            """
            {"Parameters": {"P": {"Type": "String"}}, "Conditions": {"U": {"Fn::Equals": [{"Ref": "P"}, "x"]}},
            "Resources": {"A": {"Type": "AWS::X::Y", "Properties": {"V": \(value)}}}}
            """, path: "t.json")
        #expect(program.body("A")?["V"]?.unknown != nil)
    }

    @Test func aBillionLaughsEndInADiagnostic() {
        var text = "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  a0: &a0 {x: 1}\n"
        for level in 1..<30 {
            let alias = "*a\(level - 1)"
            text += "  a\(level): &a\(level) [\(Array(repeating: alias, count: 10).joined(separator: ", "))]\n"
        }
        let result = IaCParsers.parse(text: SourceFile(path: "t.yaml", text: text))
        #expect(result.programs.isEmpty)
        #expect(result.diagnostics.map(\.code) == ["document-too-large"])
    }

    @Test func longTextsThatAreRepeatedAreBounded() throws {
        let long = String(repeating: "x", count: 1 << 20)
        var text = "Parameters: {P: {Type: String, Default: \(long)}}\nResources:\n"
        for index in 0..<300 {
            text += "  R\(index): {Type: AWS::X::Y, Properties: {V: !Sub \"\(String(repeating: "${P}", count: 50))\"}}\n"
        }
        let program = try template(text)
        #expect(program.codes.contains("template-too-large"))
        var aliases = "AWSTemplateFormatVersion: x\nA: &a \(long)\nB:\n"
        aliases += String(repeating: "  - *a\n", count: 100_000)
        let result = IaCParsers.parse(text: SourceFile(path: "t.yaml", text: aliases))
        #expect(result.diagnostics.map(\.code) == ["document-too-large"])
    }

    @Test(arguments: [
        ("AWSTemplateFormatVersion: x\nResources: [a]", ["template-section"]),
        ("AWSTemplateFormatVersion: x\n", ["template-without-resources"]),
        ("AWSTemplateFormatVersion: x\nResources: {A: 5}", ["template-resource"]),
        ("AWSTemplateFormatVersion: x\nResources: {A: {Properties: {}}}", ["template-resource"]),
        ("AWSTemplateFormatVersion: x\nResources: {A: {Type: AWS::X::Y, Properties: [1]}}", ["template-resource"]),
        ("AWSTemplateFormatVersion: x\nConditions: 5\nResources: {A: {Type: AWS::X::Y}}", ["template-section"]),
        ("Resources:\n  A: {Type: AWS::X::Y}\n  A: {Type: AWS::X::Z}", ["duplicate-key"]),
        ("AWSTemplateFormatVersion: x\nResources: {A: {Type: AWS::X::Y, Condition: N}}", ["unresolved-condition"]),
        (
            "Parameters: {P: {Type: CommaDelimitedList}}\nResources: {'Fn::ForEach::L': [X, !Ref P, {}], A: {Type: AWS::X::Y}}",
            ["template-loop", "template-loop"]
        ),
        ("Resources: {'Fn::ForEach::L': [X], A: {Type: AWS::X::Y}}", ["template-function", "template-loop"]),
    ])
    func oddTemplatesAreSaid(text: String, codes: [String]) throws {
        let program = try template(text)
        #expect(program.codes == codes)
        #expect(program.diagnostics.allSatisfy { $0.location?.path == "t.yaml" })
    }

    @Test func loopsInLoopsAreBounded() throws {
        var text = "Resources:\n"
        let values = "[" + (0..<100).map { "v\($0)" }.joined(separator: ", ") + "]"
        var indent = "  "
        for level in 0..<10 {
            text += "\(indent)Fn::ForEach::L\(level):\n\(indent)- X\(level)\n\(indent)- \(values)\n\(indent)- \n"
            indent += "    "
        }
        text += "\(indent)R${X0}${X1}${X2}${X3}${X4}${X5}${X6}${X7}${X8}${X9}: {Type: AWS::X::Y}\n  A: {Type: AWS::X::Y}\n"
        let result = IaCParsers.parse(
            text: SourceFile(path: "t.yaml", text: text), options: .init(documentLimits: DocumentLimits(bytes: 100_000)))
        #expect(result.programs.first?.codes.contains("template-too-large") == true)
    }

    @Test func propertiesThatAreAtFaultAreUnknownNotEmpty() throws {
        let program = try template("Resources: {A: {Type: AWS::X::Y, Properties: !Ref AWS::Region}}")
        #expect(program.body("A")?.pointer.rest != nil)
    }

    @Test func manyFaultsAreCounted() throws {
        var text = "Resources:\n"
        for index in 0..<5_000 { text += "  R\(index): {Type: AWS::X::Y, Properties: {V: !Ref Nothing}}\n" }
        let program = try template(text)
        #expect(program.resources.count == 5_000)
        #expect(program.diagnostics.count == 201)
        #expect(program.codes.last == "too-many-diagnostics")
    }
}
