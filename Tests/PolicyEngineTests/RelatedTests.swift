import Document
import PolicyEngine
import PostureModel
import RandomEstate
import SourceText
import Testing

/// What `asset.related(…)` leads to, in code and in accounts, and what is recorded of it.
@Suite struct RelatedTests {
    static let relations = RelationTable([
        TypeRelations(
            type: "T::Host", identifiers: [PropertyPath("Id")],
            relationships: [
                Relationship(
                    name: "groups", kind: .reference(.init(paths: [PropertyPath("Groups[]")], targets: ["T::Group"], by: [PropertyPath("Id")]))),
                Relationship(
                    name: "key", kind: .reference(.init(paths: [PropertyPath("Key")], targets: ["T::Key"], reach: .region))),
                Relationship(name: "self", kind: .reference(.init(paths: [PropertyPath("Id")], targets: ["T::Host"]))),
            ]),
        TypeRelations(
            type: "T::Group", identifiers: [PropertyPath("Name"), PropertyPath("Id")],
            relationships: [Relationship(name: "hosts", kind: .inverse([.init(type: "T::Host", relationship: "groups")]))]),
        TypeRelations(type: "T::Key", identifiers: [PropertyPath("Id")]),
    ])

    private static func code(_ address: String, _ type: String, _ properties: (DocumentBuilder) -> Void) throws -> Asset {
        try asset(
            [("id", "p#\(address)"), ("type", type), ("address", address), ("program", "p")], properties,
            .declared(DeclaredOrigin(format: .terraform, location: SourceLocation(path: "\(address).tf"))))
    }

    private static func live(_ id: String, _ type: String, region: String = "r1", _ properties: (DocumentBuilder) -> Void) throws -> Asset {
        try asset(
            [("id", id), ("type", type), ("account", "1"), ("region", region)], properties,
            .observed(ObservedOrigin(collector: "test", time: "2026-01-01T00:00:00Z")))
    }

    private static func asset(
        _ head: [(String, String)], _ properties: (DocumentBuilder) -> Void, _ origin: AssetOrigin
    ) throws -> Asset {
        let builder = DocumentBuilder()
        builder.beginMap()
        for (key, text) in head {
            builder.key(key)
            builder.string(text)
        }
        builder.key("properties")
        builder.beginMap()
        properties(builder)
        builder.endMap()
        builder.endMap()
        return try Asset(document: try builder.finish(), origin: origin)
    }

    private static func say(_ values: [String: String]) -> (DocumentBuilder) -> Void {
        { builder in
            for (key, text) in values.sorted(by: { $0.key < $1.key }) {
                builder.key(key)
                builder.string(text)
            }
        }
    }

    private static func groups(_ texts: [String], unknown: [String] = []) -> (DocumentBuilder) -> Void {
        { builder in
            builder.key("Groups")
            builder.beginList()
            for text in texts { builder.string(text) }
            for symbol in unknown { builder.unknown(.knownAfterApply(symbol, "made when applied", exists: true)) }
            builder.endList()
        }
    }

    private static func finding(
        _ require: String, on asset: Asset, in assets: [Asset], gap: Unknown? = nil
    ) throws -> Finding {
        let engine = PolicyEngine(controls: [RandomEstate.control("c", asset.type, require)], relations: relations)
        let estate = MemoryEstate(assets, relations: relations) { _, _, _ in gap }
        return try #require(engine.judge(at: 0).findings(of: asset, in: estate).first)
    }

    // MARK: Code

    @Test(arguments: [
        // By address, with an index, through a module's name.
        ("t_group.a.id", FindingStatus.fail), ("t_group.b[0].id", .pass), ("module.m.t_group.c.id", .pass),
        // Another instance, something else, a value from outside.
        ("t_group.b[1].id", .unknown), ("t_host.h.groups", .unknown), ("var.group", .unknown), ("${t_group.b[0].id}-x", .unknown),
    ]) func codeRefersByAddress(_ symbol: String, _ expected: FindingStatus) throws {
        let host = try Self.code("t_host.h", "T::Host", Self.groups([], unknown: [symbol]))
        let all = try [
            host, Self.code("t_group.a", "T::Group", Self.say(["Open": "yes"])),
            Self.code("t_group.b[0]", "T::Group", Self.say(["Open": "no"])),
            Self.code("module.m.t_group.c", "T::Group", Self.say(["Open": "no"])),
        ]
        let finding = try Self.finding("asset.related('groups').all(g, g.properties.Open == 'no')", on: host, in: all)
        #expect(finding.status == expected)
    }

    @Test func theSameUnknownNameIsTheSameAsset() throws {
        let host = try Self.code("t_host.h", "T::Host", Self.groups([], unknown: ["var.id"]))
        let group = try Self.code("t_group.a", "T::Group") { builder in
            builder.key("Id")
            builder.unknown(.knownAfterApply("var.id", "not set"))
        }
        let finding = try Self.finding("asset.related('groups').exists(g, g.address == 't_group.a')", on: host, in: [host, group])
        #expect(finding.status == .pass)
    }

    @Test func whatCodeNamesFromOutsideIsUnknown() throws {
        let host = try Self.code("t_host.h", "T::Host", Self.groups(["sg-1", "sg-2"]))
        let group = try Self.code("t_group.a", "T::Group", Self.say(["Id": "sg-2", "Open": "yes"]))
        // What is known decides where it can.
        #expect(try Self.finding("asset.related('groups').all(g, g.properties.Open == 'no')", on: host, in: [host, group]).status == .fail)
        let open = try Self.finding("size(asset.related('groups')) == 1", on: host, in: [host, group])
        #expect(open.status == .unknown)
        #expect(open.reason.english.contains("sg-1"))
    }

    @Test func anotherProgramIsAnotherWorld() throws {
        let host = try Self.code("t_host.h", "T::Host", Self.groups(["sg-1"]))
        let live = try Self.live("sg-1", "T::Group", Self.say(["Id": "sg-1"]))
        #expect(try Self.finding("asset.related('groups').exists(g, true)", on: host, in: [host, live]).status == .unknown)
    }

    @Test func aProgramIsAllThereIsForWhoRefersToMe() throws {
        let group = try Self.code("t_group.a", "T::Group", Self.say([:]))
        let mine = try Self.code("t_host.h", "T::Host", Self.groups([], unknown: ["t_group.a.id"]))
        let open = try Self.code("t_host.o", "T::Host", Self.groups([], unknown: ["var.groups"]))
        #expect(try Self.finding("size(asset.related('hosts')) == 0", on: group, in: [group]).status == .pass)
        #expect(try Self.finding("size(asset.related('hosts')) == 1", on: group, in: [group, mine]).status == .pass)
        // It may be in this group too.
        #expect(try Self.finding("size(asset.related('hosts')) == 1", on: group, in: [group, mine, open]).status == .unknown)
    }

    @Test func evidenceNamesTheRelatedAssetAndItsPlace() throws {
        let host = try Self.code("t_host.h", "T::Host", Self.groups([], unknown: ["t_group.a.id"]))
        let group = try Self.code("t_group.a", "T::Group", Self.say(["Open": "yes"]))
        let finding = try Self.finding("asset.related('groups')[0].properties.Open == 'no'", on: host, in: [host, group])
        #expect(finding.evidence.map(\.path) == ["related('groups')[0].properties.Open"])
        #expect(finding.evidence.first?.actual == "\"yes\"")
        #expect(finding.evidence.first?.relatedAsset == "t_group.a")
        #expect(finding.location?.path == "t_group.a.tf")
        // Of a list of assets their names are told, not all that they say.
        let list = try Self.finding("asset.related('groups').exists(g, g.properties.Open == 'no')", on: host, in: [host, group])
        #expect(list.evidence.map(\.actual) == ["[\"t_group.a\"]"])
    }

    // MARK: Accounts

    @Test func anAbsentNameIsAbsentOnlyWhereItsListingWasRead() throws {
        let host = try Self.live("h", "T::Host", Self.say(["Key": "k-1"]))
        let far = try Self.live("k", "T::Key", region: "r2", Self.say(["Id": "k-1"]))
        let none = "size(asset.related('key')) == 0"
        #expect(try Self.finding(none, on: host, in: [host]).status == .pass)
        // The same name in another region is another key.
        #expect(try Self.finding(none, on: host, in: [host, far]).status == .pass)
        let denied = Unknown.notCollected(call: "t:ListKeys", permission: "t:ListKeys", error: "denied")
        let finding = try Self.finding(none, on: host, in: [host], gap: denied)
        #expect(finding.status == .unknown)
        #expect(finding.reason.english.contains("t:ListKeys"))
        // Names that reach other accounts are never known to lead nowhere.
        let reaching = try Self.live("h", "T::Host", Self.groups(["sg-9"]))
        #expect(try Self.finding("size(asset.related('groups')) == 0", on: reaching, in: [reaching]).status == .unknown)
    }

    @Test func whoRefersToMeIsKnownOnlyWhereTheirListingWasRead() throws {
        let group = try Self.live("g", "T::Group", Self.say(["Id": "sg-1"]))
        #expect(try Self.finding("size(asset.related('hosts')) == 0", on: group, in: [group]).status == .pass)
        let denied = Unknown.notCollected(call: "t:ListHosts", error: "denied")
        #expect(try Self.finding("size(asset.related('hosts')) == 0", on: group, in: [group], gap: denied).status == .unknown)
        let hidden = try Self.live("h", "T::Host") { builder in
            builder.key("Groups")
            builder.unknown(.notCollected(call: "t:GetGroups", error: "denied"))
        }
        #expect(try Self.finding("size(asset.related('hosts')) == 0", on: group, in: [group, hidden]).status == .unknown)
    }

    @Test func withoutAnEstateNothingIsKnown() throws {
        let host = try Self.live("h", "T::Host", Self.groups(["sg-1"]))
        let engine = PolicyEngine(
            controls: [RandomEstate.control("c", "T::Host", "asset.related('groups').all(g, true)")], relations: Self.relations)
        #expect(engine.judge().findings(of: host).map(\.status) == [.unknown])
    }

    // MARK: Questions without an answer

    @Test(arguments: [
        ("asset.related('nothing').all(x, true)", "has no relationship 'nothing'; it has groups, key, self"),
        ("asset.properties.related('groups').all(x, true)", "no asset"),
        ("asset.related('self').all(a, a.related('self').all(b, b.related('self').all(c, c.related('self').all(d, false))))", ""),
    ]) func mistakesAreErrors(_ text: String, _ message: String) throws {
        let host = try Self.live("h", "T::Host", Self.say(["Id": "h"]))
        let finding = try Self.finding(text, on: host, in: [host])
        #expect(finding.status == (message.isEmpty ? .fail : .error))
        #expect(finding.reason.english.contains(message))
    }

    @Test func tooManyAssetsAreAnErrorAndNoPass() throws {
        let group = try Self.live("g", "T::Group", Self.say(["Id": "sg-1"]))
        let hosts = try (0...RelationResolver.mostAssets).map { try Self.live("h\($0)", "T::Host", Self.groups(["sg-1"])) }
        let finding = try Self.finding("asset.related('hosts').all(h, true)", on: group, in: [group] + hosts)
        #expect(finding.status == .error)
    }

    // MARK: What a verdict hangs on

    @Test func dependenciesAreToldByAssetAndByRelationship() throws {
        let host = try Self.live("h", "T::Host", Self.groups(["sg-1"]))
        let other = try Self.live("o", "T::Host", Self.groups(["sg-2"]))
        let group = try Self.live("g", "T::Group", Self.say(["Id": "sg-1", "Open": "no"]))
        let engine = PolicyEngine(
            controls: [
                RandomEstate.control("groups", "T::Host", "asset.related('groups').all(g, g.properties.Open == 'no')"),
                RandomEstate.control("alone", "T::Host", "has(asset.properties.Groups)"),
                RandomEstate.control("key", "T::Host", "asset.related('key').all(k, true)"),
            ], relations: Self.relations)
        let judge = EstateJudge(engine: engine, estate: MemoryEstate([host, other, group], relations: Self.relations), at: 0)
        #expect(judge.findings(dependingOn: group).map { "\($0.control) \($0.asset.id)" } == ["groups h"])
        #expect(judge.findings(dependingOnRelationship: "groups", of: "T::Host").count == 2)
        #expect(judge.findings(dependingOnRelationship: "hosts", of: "T::Group").isEmpty)

        // A group that was missing comes: only who asked for it is judged anew, and only by the control that did.
        let late = try Self.live("g2", "T::Group", Self.say(["Id": "sg-2", "Open": "yes"]))
        let outcome = judge.apply([.put(late)])
        #expect(outcome.findings.map { "\($0.control) \($0.asset.id) \($0.status)" } == ["groups o fail"])
        // The same content again reaches nothing.
        #expect(judge.apply([.put(late)]).dependents == 0)
        #expect(judge.apply([.remove(late)]).findings.map(\.status) == [.unknown])
    }
}
