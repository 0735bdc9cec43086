import Document
import PostureModel
import SourceText

@testable import PostureGraph

/// Assets and types in a few words.
enum Estate {
    /// - Parameter live: property names that an account can say; empty: none is named, all are met by name.
    static func type(
        _ name: String, key: String = "Name", live: [String] = ["Name", "Size", "Rules", "Policy", "Block"], singleton: Bool = false,
        writeOnly: [String] = []
    ) -> AssetType {
        AssetType(
            name: name, title: LocalizedText(english: "thing", japanese: "物"), key: key, id: "",
            schema: PropertySchema(nodes: [PropertySchema.Node(kind: .object)], writeOnly: writeOnly.map { PropertyPath($0) }),
            live: LiveFace(
                list: LiveFace.Call(service: "x", operation: "List"), items: [], isSingleton: singleton,
                rules: live.map { PropertyRule(path: PropertyPath($0), source: .path(["item", $0])) }),
            file: SourceFile(path: "type.yaml", bytes: []))
    }

    static func declared(
        _ properties: String, type: String = "Thing", id: String = "code#thing", region: String? = nil, tags: String = "{}",
        unknown: [String: Unknown] = [:]
    ) throws -> Asset {
        let location = SourceLocation(path: "main.tf", start: SourcePosition(line: 7, column: 1))
        let origin = AssetOrigin.declared(DeclaredOrigin(format: .terraform, location: location))
        return try asset(properties, type, id, region, tags, unknown, origin)
    }

    static func observed(
        _ properties: String, type: String = "Thing", id: String = "arn:thing", region: String? = "here", tags: String = "{}",
        unknown: [String: Unknown] = [:]
    ) throws -> Asset {
        let origin = AssetOrigin.observed(ObservedOrigin(collector: "aws", time: "2026-01-01T00:00:00Z"))
        return try asset(properties, type, id, region, tags, unknown, origin)
    }

    private static func asset(
        _ properties: String, _ type: String, _ id: String, _ region: String?, _ tags: String, _ unknown: [String: Unknown],
        _ origin: AssetOrigin
    ) throws -> Asset {
        let builder = DocumentBuilder()
        builder.beginMap()
        for (key, text) in [("id", id), ("type", type), ("region", region)] {
            guard let text else { continue }
            builder.key(key)
            builder.string(text)
        }
        builder.key("tags")
        builder.copy(try Document(json: Array(tags.utf8)).root)
        builder.key("properties")
        builder.beginMap()
        for (key, value) in try Document(json: Array(properties.utf8)).root.members {
            builder.key(key.text)
            builder.copy(value)
        }
        for (key, value) in unknown {
            builder.key(key)
            builder.unknown(value)
        }
        builder.endMap()
        builder.endMap()
        return try Asset(document: try builder.finish(), origin: origin)
    }

    static func finding(_ control: String, _ status: FindingStatus, _ asset: Asset, path: String? = nil) -> Finding {
        let evidence = path.map {
            [Evidence(path: $0, actual: "true", relation: "==", expected: "false", clause: "", source: .call("x:Get", time: "now"))]
        }
        return Finding(
            id: control, control: control, title: LocalizedText(english: control, japanese: control), severity: .high, status: status,
            asset: AssetReference(asset), location: nil, evidence: evidence ?? [],
            reason: LocalizedText(english: "", japanese: ""), origin: asset.origin.isDeclared ? .code : .live)
    }
}
