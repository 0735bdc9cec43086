import SourceText
import Document
import PostureModel
import Testing

@testable import PostureGraph

@Suite struct EstateComparisonTests {
    private func differences(
        _ declared: String, _ observed: String, type: AssetType = Estate.type("Thing"), unknownDeclared: [String: Unknown] = [:],
        unknownObserved: [String: Unknown] = [:]
    ) throws -> [PropertyDifference] {
        PropertyComparison(
            type: type, declared: try Estate.declared(declared, unknown: unknownDeclared),
            observed: try Estate.observed(observed, unknown: unknownObserved)
        ).differences
    }

    @Test func theSameIsTheSame() throws {
        let text = #"{"Name": "a", "Size": 3, "Rules": [{"Port": 22}, {"Port": 80}]}"#
        #expect(try differences(text, text).isEmpty)
        #expect(try differences(text, #"{"Rules": [{"Port": 80}, {"Port": 22}], "Size": 3.0, "Name": "a"}"#).isEmpty)
    }

    @Test func aValueThatChanged() throws {
        let found = try differences(#"{"Name": "a", "Size": 3}"#, #"{"Name": "a", "Size": 4}"#)
        #expect(found.map(\.path) == ["Size"])
        #expect(found.first?.kind == .changed)
        #expect(found.first?.declared?.value == "3")
        #expect(found.first?.observed?.value == "4")
        #expect(found.first?.declared?.source?.description == "main.tf:7:1")
    }

    @Test func aRuleThatSomebodyAdded() throws {
        let found = try differences(
            #"{"Rules": [{"Port": 22, "From": "office"}]}"#, #"{"Rules": [{"Port": 22, "From": "world"}, {"Port": 22, "From": "office"}]}"#)
        #expect(found.map(\.path) == ["Rules[0]"])
        #expect(found.first?.kind == .added)
    }

    @Test func aStatementThatChangedIsToldByItsMember() throws {
        let found = try differences(
            #"{"Policy": {"Statement": [{"Sid": "A", "Principal": {"AWS": ["me"]}}]}}"#,
            #"{"Policy": {"Statement": [{"Sid": "A", "Principal": {"AWS": ["*"]}}]}}"#)
        #expect(found.map(\.path) == ["Policy.Statement[0].Principal.AWS"])
        #expect(found.first?.observed?.value == #"["*"]"#)
    }

    @Test func whatIsGoneIsMissing() throws {
        let found = try differences(#"{"Block": {"All": true}}"#, "{}")
        #expect(found.map(\.path) == ["Block"])
        #expect(found.first?.kind == .missing)
        #expect(found.first?.observed == nil)
    }

    @Test func whatSaysNothingIsNotMissing() throws {
        #expect(try differences(#"{"Block": {"All": false}, "Rules": [], "Policy": null, "Name": ""}"#, "{}").isEmpty)
    }

    @Test func whatAnAccountNeverSaysIsNotMissing() throws {
        #expect(try differences(#"{"Hidden": true}"#, "{}").isEmpty)
        #expect(try differences(#"{"Block": true}"#, "{}", type: Estate.type("Thing", writeOnly: ["Block"])).isEmpty)
        // Where it does say it, it counts.
        #expect(try differences(#"{"Hidden": true}"#, #"{"Hidden": false}"#).count == 1)
    }

    @Test func whatTheAccountAddsOfItselfIsNoDifference() throws {
        #expect(try differences(#"{"Block": {"All": true}}"#, #"{"Block": {"All": true, "Id": "x"}, "Arn": "arn:x"}"#).isEmpty)
    }

    @Test func unknownInCodeAgreesWithWhatItMayBecome() throws {
        let arn = Unknown.knownAfterApply("aws_kms_key.k.arn", "made when applied", exists: true, prefix: "arn:")
        #expect(try differences("{}", #"{"Block": "arn:aws:kms:key"}"#, unknownDeclared: ["Block": arn]).isEmpty)
        #expect(try differences("{}", #"{"Block": "alias"}"#, unknownDeclared: ["Block": arn]).map(\.kind) == [.changed])
        #expect(try differences("{}", "{}", unknownDeclared: ["Block": arn]).map(\.kind) == [.missing])
    }

    @Test func notCollectedIsUnknown() throws {
        let denied = Unknown.notCollected(call: "x:Get", error: "AccessDenied")
        let found = try differences(#"{"Block": true}"#, "{}", unknownObserved: ["Block": denied])
        #expect(found.map(\.kind) == [.unknown])
        #expect(found.first?.observed?.value.contains("x:Get") == true)
    }

    @Test func namesAndARNsMayMeanTheSame() throws {
        #expect(try differences(#"{"Block": "deploy"}"#, #"{"Block": "arn:aws:iam::1:role/deploy"}"#).isEmpty)
        #expect(try differences(#"{"Block": "ploy"}"#, #"{"Block": "arn:aws:iam::1:role/deploy"}"#).count == 1)
    }

    @Test func longListsEndInTime() throws {
        let ours = "[" + (0..<4000).map { #"{"Port": \#($0)}"# }.joined(separator: ",") + "]"
        let theirs = "[" + (0..<4000).map { #"{"Port": \#($0 + 4000)}"# }.joined(separator: ",") + "]"
        #expect(try differences(#"{"Rules": \#(ours)}"#, #"{"Rules": \#(theirs)}"#).count == 8000)
    }

    // MARK: The whole estate

    private func compare(_ declared: [EstateFace], _ observed: [EstateFace]) -> EstateComparison.Outcome {
        EstateComparison(types: [Estate.type("Thing")]).compare(declared: declared, observed: observed) { $0.type == "Thing" }
    }

    @Test func missingUndeclaredAndNotLookedFor() throws {
        let outcome = compare(
            [
                EstateFace(asset: try Estate.declared(#"{"Name": "gone"}"#), findings: []),
                EstateFace(asset: try Estate.declared(#"{"Name": "pod"}"#, type: "Pod", tags: #"{"Name": "pod"}"#), findings: []),
            ], [EstateFace(asset: try Estate.observed(#"{"Name": "extra"}"#), findings: [])])
        #expect(outcome.disagreements.map(\.kind) == [.undeclared, .missing])
        #expect(outcome.disagreements.last?.location?.start?.line == 7)
    }

    @Test func whatTheAccountAloneSaysCountsWhereAVerdictTurnsOnIt() throws {
        let code = try Estate.declared(#"{"Name": "a"}"#)
        let live = try Estate.observed(#"{"Name": "a", "Open": true, "Size": 9}"#)
        let outcome = compare(
            [EstateFace(asset: code, findings: [Estate.finding("closed", .pass, code)])],
            [EstateFace(asset: live, findings: [Estate.finding("closed", .fail, live, path: "Open")])])
        #expect(outcome.disagreements.count == 1)
        #expect(outcome.disagreements.first?.severity == .high)
        #expect(outcome.disagreements.first?.differences.map(\.path) == ["Open"])
        #expect(outcome.disagreements.first?.differences.first?.kind == .added)
        #expect(outcome.agreeingCount == 0)
    }

    @Test func findingsOfBothFacesAreOne() throws {
        let code = try Estate.declared(#"{"Name": "a"}"#)
        let live = try Estate.observed(#"{"Name": "a"}"#)
        let outcome = compare(
            [EstateFace(asset: code, findings: [Estate.finding("x", .fail, code), Estate.finding("y", .pass, code)])],
            [EstateFace(asset: live, findings: [Estate.finding("x", .fail, live), Estate.finding("y", .fail, live)])])
        #expect(outcome.findings.map(\.control) == ["x", "y"])
        #expect(outcome.findings.map(\.face) == [.both, .live])
    }

    @Test func whatTheProviderMadeIsInNoCode() throws {
        let network = try Estate.observed(#"{"IsDefault": true}"#, type: "AWS::EC2::VPC", id: "vpc")
        let other = try Estate.observed(#"{"IsDefault": false}"#, type: "AWS::EC2::VPC", id: "vpc2")
        let outcome = compare([], [network, other].map { EstateFace(asset: $0, findings: []) })
        #expect(outcome.disagreements.compactMap(\.observed?.id) == ["vpc2"])
    }

    @Test func volumesOfAMachineComeWithIt() throws {
        let machine = try Estate.observed(#"{"Volumes": [{"VolumeId": "v1"}]}"#, type: "AWS::EC2::Instance", id: "i")
        let made = ProviderMade([machine])
        #expect(made.contains(try Estate.observed(#"{"VolumeId": "v1"}"#, type: "AWS::EC2::Volume", id: "v1")))
        #expect(!made.contains(try Estate.observed(#"{"VolumeId": "v2"}"#, type: "AWS::EC2::Volume", id: "v2")))
    }
}
