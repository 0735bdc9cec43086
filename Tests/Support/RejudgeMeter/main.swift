import Document
import Foundation
import PolicyEngine
import PosturePipeline
import PostureModel
import PostureStore
import RandomEstate
import SourceText

// RejudgeMeter STORE [ASSETS]: fills a store with an estate, changes single assets of it, and says what judging them took.

let relations = RelationTable([
    TypeRelations(
        type: "M::Host", identifiers: [PropertyPath("Id")],
        relationships: [
            Relationship(
                name: "groups", kind: .reference(.init(paths: [PropertyPath("Groups[]")], targets: ["M::Group"]))),
            Relationship(
                name: "network", kind: .reference(.init(paths: [PropertyPath("Network")], targets: ["M::Network"], reach: .region))),
        ]),
    TypeRelations(
        type: "M::Group", identifiers: [PropertyPath("Id")],
        relationships: [Relationship(name: "hosts", kind: .inverse([.init(type: "M::Host", relationship: "groups")]))]),
    TypeRelations(type: "M::Network", identifiers: [PropertyPath("Id")]),
])
let controls = [
    RandomEstate.control(
        "open-groups", "M::Host",
        "!asset.properties.Public || asset.related('groups').all(g, !g.properties.Rules.exists(r, r.Port == 22 && r.Cidr == '0.0.0.0/0'))"),
    RandomEstate.control("own", "M::Host", "asset.properties.Encrypted"),
    RandomEstate.control("logs", "M::Network", "asset.properties.FlowLogs"),
    RandomEstate.control("closed", "M::Group", "!asset.properties.Rules.exists(r, r.Port == 3389)"),
]
let engine = PolicyEngine(controls: controls, relations: relations)

/// One in forty is a group, one in four hundred a network.
func asset(_ number: Int, of total: Int, version: Int) throws -> Asset {
    let groups = total / 40
    let type = number < groups ? "M::Group" : number < groups + total / 400 ? "M::Network" : "M::Host"
    let own: String =
        switch type {
        case "M::Group":
            #""Rules": [{"Port": 443, "Cidr": "0.0.0.0/0"}, {"Port": \#(version % 2 == 0 ? 22 : 2022), "Cidr": "0.0.0.0/0"}]"#
        case "M::Network": #""FlowLogs": \#(version % 2 == 0)"#
        default:
            """
            "Public": \(number % 3 == 0), "Encrypted": \(version % 2 == 0), "Network": "id-\(groups + number % (total / 400))",
            "Groups": ["id-\(number % groups)", "id-\(number / 7 % groups)"], "Image": "ami-\(number % 97)", "Size": \(number % 31)
            """
        }
    let text = """
        {"id": "arn:m:\(number)", "type": "\(type)", "provider": "m", "account": "1", "region": "r", "name": "n\(number)", "tags": {},
         "properties": {"Id": "id-\(number)", \(own)}}
        """
    return try Asset(
        document: try Document(json: text), origin: .observed(ObservedOrigin(collector: "m", time: "2026-01-01T00:00:00Z")))
}

func seconds(_ duration: Duration) -> Double { Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18 }

func fill(_ store: SQLiteStore, _ run: Run, _ total: Int, _ coverage: ListingCoverage) async throws {
    let judge = engine.judge(at: 0)
    let estate = store.estate(coverage)
    var batch: [AssetRecord] = []
    // Groups and networks come first, so that hosts find them.
    for number in 0..<total {
        let asset = try asset(number, of: total, version: 0)
        if number == total / 40 + total / 400 {
            try await store.record(batch, in: run)
            batch.removeAll()
        }
        batch.append(
            AssetRecord(
                asset, findings: judge.findings(of: asset, in: estate), entries: EstateEntry.entries(of: asset, relations)))
        if batch.count == 5_000 {
            try await store.record(batch, in: run)
            batch.removeAll(keepingCapacity: true)
        }
    }
    try await store.record(batch, in: run)
}

let path = CommandLine.arguments.dropFirst().first ?? "rejudge.db"
let total = CommandLine.arguments.dropFirst(2).first.flatMap(Int.init) ?? 1_000_000
let store = try SQLiteStore(path: path)
let run = try await store.beginRun(kind: .collect, scope: RunScope(provider: "m"))
var coverage = ListingCoverage()
for type in ["M::Host", "M::Group", "M::Network"] { coverage.add(.listing(type: type, account: "1", region: "r")) }
coverage.add(regions: ["r"], of: "1")
let clock = ContinuousClock()
let filling = try await clock.measure { try await fill(store, run, total, coverage) }
print("filled with \(total) assets in \(Int(seconds(filling))) s")

let rejudge = Rejudge(engine: engine, store: store, run: run, coverage: coverage, at: 0)
for (name, first, count) in [("host", total / 2, 300), ("group", 10, 300)] {
    var times: [Double] = []
    var judged = 0
    for step in 0..<count {
        let asset = try asset(first + step * 13, of: total, version: step % 2 + 1)
        var outcome = Rejudge.Outcome()
        times.append(seconds(try await clock.measure { outcome = try await rejudge.apply([.put(asset)]) }) * 1000)
        judged += outcome.findings.count
    }
    times.sort()
    print(
        String(
            format: "one changed %@: median %.2f ms, 99th percentile %.2f ms, %.1f findings judged each", name, times[count / 2],
            times[count * 99 / 100], Double(judged) / Double(count)))
}
