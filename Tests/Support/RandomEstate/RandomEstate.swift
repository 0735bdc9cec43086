import Document
public import PostureModel
import SourceText

/// Makes assets of three types that name one another in every way: once and often, forward and back, in circles, by names that
/// are not there, are not known, or are there twice.
public struct RandomEstate {
    public var random: SplitMix

    public init(random: SplitMix) { self.random = random }

    public static let relations = RelationTable([
        TypeRelations(
            type: "T::A", identifiers: [PropertyPath("Name")],
            relationships: [
                reference("one", ["One"], ["T::B"], by: ["Name"], .region), reference("many", ["Many[]"], ["T::B", "T::C"], .anywhere),
                reference("next", ["Next", "Other[].Next"], ["T::A"], .account),
                Relationship(
                    name: "users",
                    kind: .inverse([.init(type: "T::B", relationship: "owner"), .init(type: "T::C", relationship: "owner")])),
            ]),
        TypeRelations(
            type: "T::B", identifiers: [PropertyPath("Name"), PropertyPath("Alias")],
            relationships: [
                reference("owner", ["Owner"], ["T::A"], by: ["Name"], .account), reference("peers", ["Peers[].Id"], ["T::B"], .anywhere),
                Relationship(name: "pointedBy", kind: .inverse([.init(type: "T::A", relationship: "one")])),
            ]),
        TypeRelations(
            type: "T::C", identifiers: [PropertyPath("Name")],
            relationships: [
                reference("owner", ["Owner"], ["T::A"], .region),
                Relationship(name: "usedBy", kind: .inverse([.init(type: "T::A", relationship: "many")])),
            ]),
    ])

    private static func reference(
        _ name: String, _ paths: [String], _ targets: [String], by: [String] = [], _ reach: Relationship.Reach
    ) -> Relationship {
        Relationship(
            name: name,
            kind: .reference(
                .init(paths: paths.map { PropertyPath($0) }, targets: targets, by: by.map { PropertyPath($0) }, reach: reach)))
    }

    public static let controls = [
        control("a-one", "T::A", "asset.related('one').all(b, b.properties.?Flag.orValue(false))"),
        control("a-many", "T::A", "asset.related('many').exists(x, x.properties.?Level.orValue(0) > 2)"),
        control("a-next", "T::A", "asset.related('next').all(n, n.related('next').all(m, m.properties.?Flag.orValue(true)))"),
        control(
            "a-users", "T::A",
            "size(asset.related('users')) > 0 && asset.related('users').all(u, u.related('owner').exists(o, o.id == asset.id))"),
        control("b-pointed", "T::B", "asset.related('pointedBy').exists(a, a.related('many').exists(x, x.type == 'T::C'))"),
        control(
            "b-peers", "T::B",
            "asset.properties.?Flag.orValue(false) || asset.related('peers').all(p, p.related('peers').exists(q, q.id == asset.id))"),
        control(
            "c-used", "T::C", "asset.related('usedBy').all(a, a.related('next').exists(n, true))",
            applies: "asset.related('owner').exists(o, o.properties.?Level.orValue(0) > 1)"),
        control("c-few", "T::C", "size(asset.related('usedBy')) < 2"),
        control("c-alone", "T::C", "asset.properties.?Flag.orValue(true)"),
    ]

    public static func control(_ id: String, _ type: String, _ require: String, applies: String? = nil) -> Control {
        func predicate(_ text: String) -> Control.Predicate { .init(text: text, range: SourceRange(start: 0, end: 0)) }
        let text = LocalizedText(english: "{paths}", japanese: "{paths}")
        return Control(
            id: id, title: text, severity: .high, assetTypes: [type], applies: applies.map(predicate), require: predicate(require),
            message: text, why: text, objectives: [], remedy: .init(text: text, plan: nil), cases: [],
            file: SourceFile(path: "\(id).yaml", text: require))
    }

    // MARK: Assets

    /// A place that an asset may stand in: its identity does not change from version to version.
    public struct Seat: Hashable {
        public var type: String
        public var number: Int
        public var isCode: Bool
        public var account: String { "account-\(number % 2)" }
        public var region: String { "region-\(number / 2 % 2)" }
        var program: String { "program-\(number % 2)" }
        var address: String { "\(type.suffix(1).lowercased()).n\(number)" }
    }

    public mutating func seat(_ count: Int, inCode: Bool? = nil) -> Seat {
        Seat(type: ["T::A", "T::B", "T::C"][random.below(3)], number: random.below(count), isCode: inCode ?? (random.below(2) == 0))
    }

    /// Another version of what stands there.
    public mutating func asset(_ seat: Seat, _ count: Int) throws -> Asset {
        let builder = DocumentBuilder()
        builder.beginMap()
        var head = [("id", "\(seat.type)/\(seat.number)"), ("type", seat.type), ("name", "n")]
        if seat.isCode {
            head += [("program", seat.program), ("address", seat.address)]
        } else {
            head += [("account", seat.account), ("region", seat.region)]
        }
        for (key, text) in head {
            builder.key(key)
            builder.string(text)
        }
        builder.key("properties")
        builder.beginMap()
        if random.below(8) > 0 { value("Name", count, builder) }
        if random.below(3) == 0 { value("Alias", count, builder) }
        if random.below(2) == 0 {
            builder.key("Flag")
            builder.bool(random.below(2) == 0)
        }
        builder.key("Level")
        builder.int(Int64(random.below(5)))
        for name in ["One", "Next", "Owner"] where random.below(4) > 0 { value(name, count, builder) }
        list("Many", count, builder) { $0.value(nil, count, builder) }
        for (name, member) in [("Peers", "Id"), ("Other", "Next")] {
            list(name, count, builder) {
                builder.beginMap()
                $0.value(member, count, builder)
                builder.endMap()
            }
        }
        builder.endMap()
        builder.endMap()
        let origin: AssetOrigin =
            seat.isCode
            ? .declared(DeclaredOrigin(format: .terraform, location: SourceLocation(path: "main.tf")))
            : .observed(ObservedOrigin(collector: "test", time: "2026-01-01T00:00:00Z"))
        return try Asset(document: try builder.finish(), origin: origin)
    }

    private mutating func list(_ name: String, _ count: Int, _ builder: DocumentBuilder, _ element: (inout RandomEstate) -> Void) {
        builder.key(name)
        builder.beginList()
        for _ in 0..<random.below(4) { element(&self) }
        if random.below(12) == 0 { builder.unknown(.knownAfterApply("var.more", "not set"), rest: true) }
        builder.endList()
    }

    /// A name: usually of something that may be there.
    private mutating func value(_ key: String?, _ count: Int, _ builder: DocumentBuilder) {
        if let key { builder.key(key) }
        let number = random.below(count + 2)
        switch random.below(14) {
        case 0: builder.unknown(.notCollected(call: "t:Get", error: "denied"))
        case 1: builder.unknown(.knownAfterApply("var.v\(number % 3)", "not set"))
        case 2, 3: builder.unknown(.knownAfterApply("\(["a", "b", "c"][random.below(3)]).n\(number).id", "made when applied"))
        case 4: builder.string("\(["T::A", "T::B", "T::C"][random.below(3)])/\(number)")
        case 5: builder.string("arn:t:s:region-\(number % 2):account-\(number % 3):thing/name-\(number)")
        default: builder.string("name-\(number / 2)")
        }
    }
}
