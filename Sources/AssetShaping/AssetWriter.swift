import Document
import PostureModel
import SourceText

/// Writes an asset's document: its identity, its tags as a map, its properties.
struct AssetWriter {
    var type: String
    var provider: String
    var partition: String?
    var account: String?
    var region: String?
    var address: String?
    /// Used where the id's template can't be filled in.
    var fallbackID: String

    func write(
        properties: ShapedValue, type definition: AssetType, extra: [(String, String)] = []
    ) throws(Diagnostic) -> Document {
        let key = properties.value(at: definition.key.split(separator: ".").map(String.init)).text
        let id = fill(definition.id, key: key, properties: properties) ?? fallbackID
        let builder = DocumentBuilder()
        builder.beginMap()
        func say(_ name: String, _ text: String?) {
            guard let text else { return }
            builder.key(name)
            builder.string(text)
        }
        say("id", id)
        say("type", type)
        say("provider", provider)
        say("account", account)
        say("region", region)
        say("name", nameTag(of: properties) ?? key ?? address ?? id)
        say("address", address)
        for (name, text) in extra { say(name, text) }
        builder.key("tags")
        Tags.write(properties.value(at: ["Tags"]), to: builder)
        builder.key("properties")
        properties.write(to: builder)
        builder.endMap()
        return try builder.finish()
    }

    /// The id with all its blanks filled; nil where one is not known.
    private func fill(_ template: String, key: String?, properties: ShapedValue) -> String? {
        var filled = ""
        var rest = Substring(template)
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            filled += rest[..<open]
            let name = rest[rest.index(after: open)..<close]
            let value: String?
            switch name {
            case "partition": value = partition
            case "account": value = account
            case "region": value = region
            case "key": value = key
            case _ where name.hasPrefix("properties."):
                value = properties.value(at: name.dropFirst("properties.".count).split(separator: ".").map(String.init)).text
            default: value = nil
            }
            guard let value else { return nil }
            filled += value
            rest = rest[rest.index(after: close)...]
        }
        return filled + rest
    }

    private func nameTag(of properties: ShapedValue) -> String? {
        guard case .list(let tags, _) = properties.value(at: ["Tags"]) else { return nil }
        for case .map(let tag) in tags where tag["Key"].text == "Name" {
            if let name = tag["Value"].text, !name.isEmpty { return name }
        }
        return nil
    }
}

/// Tags as every asset has them: a map from key to value.
enum Tags {
    static func write(_ tags: ShapedValue, to builder: DocumentBuilder) {
        builder.beginMap()
        switch tags {
        case .list(let elements, _):
            for element in elements {
                switch element {
                case .map(let pair):
                    guard let key = pair["Key"].text else { continue }
                    builder.key(key)
                    if pair["Value"].isAbsent { builder.string("") } else { pair["Value"].write(to: builder) }
                case .unknown(let unknown, _, _): builder.unknown(unknown, rest: true)
                default: continue
                }
            }
        case .map(let map):
            for member in map.members where !member.value.isAbsent {
                builder.key(member.name)
                member.value.write(to: builder)
            }
            if let rest = map.rest { builder.unknown(rest, rest: true) }
        case .verbatim(let value) where value.kind == .map:
            for (key, member) in value.members where key != .rest {
                builder.key(key)
                builder.copy(member)
            }
        case .unknown(let unknown, _, _): builder.unknown(unknown, rest: true)
        default: break
        }
        builder.endMap()
    }
}
