import Document
import PostureModel
import SourceText
import Testing

@testable import AssetShaping

/// What a provider adds to the tags that a resource says.
@Suite struct DefaultTagsTests {
    private func asset(_ type: String, _ body: String, defaults: String) throws -> Asset {
        func root(_ text: String) throws -> DocumentValue {
            try #require(YAMLReader().read(SourceFile(path: "x.yaml", text: text)).documents.first).document.root
        }
        var program = try Example.program(.terraform, try root("- {address: \(type).x, type: \(type), body: \(body)}"))
        program.resources[0].defaultTags = try Example.document(try root(defaults))
        return try #require(AssetShaper(types: try Content.types()).shape(program).assets.first)
    }

    @Test func whatTheResourceSaysWins() throws {
        let queue = try asset("aws_sqs_queue", "{name: q, tags: {team: own, stage: prod}}", defaults: "{team: shop, cost: c1}")
        #expect(queue.tags?.description == #"{"team":"own","stage":"prod","cost":"c1"}"#)
        #expect(queue.properties?["Tags"]?.elements.count == 3)
        let bare = try asset("aws_sqs_queue", "{name: q}", defaults: "{Name: all, team: shop}")
        #expect(bare.tags?.description == #"{"Name":"all","team":"shop"}"#)
        #expect(bare.name == "all")
    }

    @Test func aTypeWithoutTagsGetsNone() throws {
        let group = try asset("aws_iam_group", "{name: g}", defaults: "{team: shop}")
        #expect(group.tags?.count == 0)
        #expect(group.properties?["Tags"] == nil)
    }

    @Test func unknownDefaultsAreNotAbsent() throws {
        let queue = try asset("aws_sqs_queue", "{name: q, tags: {stage: prod}}", defaults: "{$var: var.tags}")
        #expect(queue.tags?["stage"]?.string == "prod")
        let rest = queue.tags?.pointer.rest
        #expect(rest.flatMap { queue.document.unknown(at: $0) }?.symbol == "var.tags")
        let value = try asset("aws_sqs_queue", "{name: q}", defaults: "{team: {$var: var.team}}")
        #expect(value.tags?["team"]?.unknown?.symbol == "var.team")
    }

    @Test func unknownOwnTagsPutOnlyValuesInDoubt() throws {
        let queue = try asset("aws_sqs_queue", "{name: q, tags: {$var: var.own}}", defaults: "{team: shop}")
        #expect(queue.tags?["team"]?.unknown?.exists == true)
        #expect(queue.tags?["team"]?.unknown?.symbol == "var.own")
        #expect(queue.tags?.pointer.rest != nil)
    }
}
