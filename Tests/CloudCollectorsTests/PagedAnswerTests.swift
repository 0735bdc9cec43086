import CloudAccess
import Document
import PostureModel
import Testing

@testable import CloudCollectors

@Suite struct PagedAnswerTests {
    /// An answer about one item that has a second page is not half an answer.
    @Test func laterPagesOfAnAnswerAreThere() async throws {
        let scripted = ScriptedAccount { name, call in
            switch (name, call.region) {
            case ("kms:ListKeys", "eu-west-1"): .body(#"{"Keys":[{"KeyId":"k","KeyArn":"arn:k"}],"Truncated":false}"#)
            case ("kms:ListKeys", _): .body(#"{"Keys":[],"Truncated":false}"#)
            case ("kms:ListResourceTags", _):
                call.input["Marker"] == nil
                    ? .body(#"{"Tags":[{"TagKey":"a","TagValue":"1"}],"NextMarker":"m","Truncated":true}"#)
                    : .body(#"{"Tags":[{"TagKey":"b","TagValue":"2"}],"Truncated":false}"#)
            default: .body("{}")
            }
        }
        let collected = try await scripted.collect(ScriptedAccount.types("AWS::KMS::Key"))
        let tags = try #require(collected.resources.first?.document("tags"))
        #expect(tags["Tags"]?.elements.map { $0["TagKey"]?.string } == ["a", "b"])
        #expect(tags.document.sources.count == 1)
    }

    @Test func inputsWaitForWhatTheyNeed() {
        func call(_ name: String, needs: [String]) -> LiveFace.NamedCall {
            let input = Dictionary(uniqueKeysWithValues: needs.map { ($0, LiveFace.Input.path([$0, "X"])) })
            return LiveFace.NamedCall(name: name, call: LiveFace.Call(service: "s", operation: name, input: input))
        }
        let stages = CallStages.of([
            call("c", needs: ["b"]), call("a", needs: ["item"]), call("b", needs: ["a", "account"]), call("d", needs: []),
            call("e", needs: ["e"]),
        ])
        #expect(stages.map { $0.map(\.name) } == [["a", "d"], ["b"], ["c"], ["e"]])
    }
}
