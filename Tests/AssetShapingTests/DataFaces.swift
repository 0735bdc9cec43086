import AssetShaping
import ContentCatalog
import Document
import PostureModel
import SourceText
import Testing

#if canImport(Glibc)
import Glibc
#endif

/// Shapes one resource of each face by the repository's own content.
enum DataFaces {
    static let content: String = {
        var folder = String(#filePath)[...]
        while let slash = folder.lastIndex(of: "/") {
            folder = folder[..<slash]
            if access("\(folder)/content/assets", R_OK) == 0 { return "\(folder)/content" }
        }
        return "content"
    }()

    static let shaper: AssetShaper = {
        guard let catalog = try? ContentCatalog(path: content) else { return AssetShaper(types: []) }
        let types = catalog.assetTypes()
        #expect(catalog.diagnostics.isEmpty, "\(catalog.diagnostics)")
        return AssetShaper(types: types)
    }()

    private static let place = SourceLocation(path: "main")

    /// The assets of some resources, given as address, type and body in JSON.
    ///
    /// In a body `{"$ref": "aws_kms_key.k.arn"}` is a reference that is not known before apply.
    static func declared(
        _ format: DeclaredOrigin.Format, _ resources: [(address: String, type: String, body: String)]
    ) throws -> [Asset] {
        var program = DeclaredProgram(format: format, path: "main")
        for resource in resources {
            program.resources.append(
                DeclaredResource(
                    address: resource.address, type: resource.type, body: try body(resource.body), location: place,
                    account: "111122223333", region: "eu-west-1"))
        }
        let shaped = shaper.shape(program)
        #expect(shaped.diagnostics.isEmpty, "\(shaped.diagnostics)")
        #expect(shaped.unknownTypes.isEmpty, "\(shaped.unknownTypes)")
        return shaped.assets
    }

    static func terraform(_ resources: (address: String, type: String, body: String)...) throws -> Asset {
        try #require(try declared(.terraform, resources).first)
    }

    static func cloudFormation(_ resources: (address: String, type: String, body: String)...) throws -> Asset {
        try #require(try declared(.cloudformation, resources).first)
    }

    /// An asset of an account: the item of its list and the answers, in the API's words. An answer of nil was denied, `absent`
    /// says that there is none.
    static func live(_ type: String, item: String, _ answers: [String: String?] = [:]) throws -> Asset {
        var known: [String: ObservedResource.Answer] = [:]
        for (name, answer) in answers {
            switch answer {
            case "absent"?: known[name] = .absent
            case let answer?: known[name] = .document(try Document(json: answer))
            case nil: known[name] = .notCollected(.notCollected(call: name, error: "AccessDenied"))
            }
        }
        return try shaper.shape(
            ObservedResource(
                type: type, partition: "aws", account: "111122223333", region: "eu-west-1", item: try Document(json: item),
                answers: known, time: "2026-05-01T00:00:00Z", collector: "aws"))
    }

    private static func body(_ json: String) throws -> Document {
        let plain = try Document(json: json)
        let builder = DocumentBuilder()
        write(plain.root, to: builder)
        return try builder.finish()
    }

    private static func write(_ value: DocumentValue, to builder: DocumentBuilder) {
        switch value.kind {
        case .map where value["$ref"] != nil:
            let symbol = value["$ref"]?.string ?? ""
            builder.unknown(.knownAfterApply(symbol, "made when applied", exists: true))
        case .map where value["$var"] != nil:
            builder.unknown(.knownAfterApply(value["$var"]?.string ?? "", "variable has no default"))
        case .map:
            builder.beginMap()
            for (key, member) in value.members {
                builder.key(key)
                write(member, to: builder)
            }
            builder.endMap()
        case .list:
            builder.beginList()
            for element in value.elements { write(element, to: builder) }
            builder.endList()
        default: builder.copy(value)
        }
    }
}

extension Asset {
    /// The value of a path of properties as JSON; nil where there is none.
    func says(_ path: String) -> String? {
        var value = properties
        for step in path.split(separator: ".") {
            value = Int(step).map { value?[$0] } ?? value?[String(step)]
        }
        guard let value else { return nil }
        return value.unknown.map { "unknown: \($0.symbol)" } ?? value.description
    }
}

/// Every path must say the same on every asset.
func expectEqual(_ assets: [Asset], at paths: [String], sourceLocation: Testing.SourceLocation = #_sourceLocation) {
    for path in paths {
        let said = assets.map { $0.says(path) ?? "nothing" }
        #expect(Set(said).count == 1, "\(path): \(said)", sourceLocation: sourceLocation)
        #expect(said.first != "nothing", "\(path) is nowhere", sourceLocation: sourceLocation)
    }
}
