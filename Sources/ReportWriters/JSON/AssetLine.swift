import Document
public import PostureModel
import SourceText

/// An asset as one line of JSON: `id type provider account region name address tags properties origin facts`.
public struct AssetLine {
    public var asset: Asset

    public init(_ asset: Asset) { self.asset = asset }

    public var json: String {
        let builder = DocumentBuilder()
        builder.map {
            builder.say("id", asset.id)
            builder.say("type", asset.type)
            builder.say("provider", asset.provider)
            builder.say("account", asset.account)
            builder.say("region", asset.region)
            builder.say("name", asset.name)
            builder.say("address", asset.address)
            for (key, value) in [("tags", asset.tags), ("properties", asset.properties)] {
                builder.key(key)
                if let value { builder.copy(value) } else { builder.null() }
            }
            builder.key("origin")
            origin(builder)
            builder.key("facts")
            builder.map {}
        }
        guard let document = try? builder.finish() else { return "{}" }
        return document.root.description
    }

    private func origin(_ builder: DocumentBuilder) {
        builder.map {
            switch asset.origin {
            case .declared(let declared):
                builder.say("kind", "declared")
                builder.say("format", declared.format.rawValue)
                builder.say("file", declared.location.path)
                builder.key("startLine")
                builder.int(declared.location.start?.line ?? 1)
                builder.key("endLine")
                builder.int(declared.location.end?.line ?? declared.location.start?.line ?? 1)
                builder.key("moduleCalls")
                builder.beginList()
                for call in declared.moduleCalls { builder.string(call.description) }
                builder.endList()
            case .observed(let observed):
                builder.say("kind", "observed")
                builder.say("collector", observed.collector)
                builder.say("time", observed.time)
            }
        }
    }
}
