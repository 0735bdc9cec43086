import Document
import Foundation
import SourceText
import Testing

@testable import ContentCatalog

/// The schemas that editors complete content files by say the same as the readers: every file keeps to its schema, and one
/// mistake in a file is one to both or to none.
@Suite struct FormatSchemaTests {
    private static let content = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "content")

    /// Errors of form, which a schema can say; the others need to know what else there is.
    private static let codes: Set<String> = [
        "content-unknown-key", "content-missing-key", "content-wrong-type", "content-empty-text", "control-severity", "control-case",
        "asset-call", "asset-part", "asset-relationship",
    ]

    private static func schema(_ name: String) throws -> FormatSchema {
        try FormatSchema(file: content.appending(path: "schemas/\(name).schema.json"))
    }

    private static func files(_ folder: String) -> [(path: String, file: SourceFile)] {
        let root = content.appending(path: folder)
        let paths = (FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".yaml") }
        return paths.sorted().compactMap { path in
            (try? SourceFile.read(path: root.appending(path: path).path, displayPath: "content/\(folder)/\(path)")).map { (path, $0) }
        }
    }

    private static func tree(_ file: SourceFile) throws -> JSONTree {
        JSONTree(try #require(YAMLReader().read(file).documents.first).document.root)
    }

    @Test(arguments: [("controls", "control"), ("assets", "asset-type")])
    func everyFileKeepsToItsSchema(folder: String, name: String) throws {
        let schema = try Self.schema(name)
        let files = Self.files(folder)
        #expect(files.count >= 25)
        for (path, file) in files { #expect(schema.faults(of: try Self.tree(file)) == [], "\(path)") }
    }

    @Test func theSchemaOfControlsAgreesWithTheirReader() throws {
        let schema = try Self.schema("control")
        // They are all of one form: some of them show all of it.
        for (path, file) in Self.files("controls").enumerated().filter({ $0.offset % 12 == 0 }).map(\.element) {
            let id = String(path.dropLast(".yaml".count))
            let types: Set<String> = Set(String(decoding: file.bytes, as: UTF8.self).matches(of: /AWS::[A-Za-z0-9]+::[A-Za-z0-9]+/).map { String($0.output) })
            try compare(file, schema) { ControlReader.read($0, id: id, assetTypes: types).diagnostics }
        }
    }

    @Test func theSchemaOfAssetTypesAgreesWithTheirReader() throws {
        let schema = try Self.schema("asset-type")
        for (_, file) in Self.files("assets") {
            guard let tree = try? Self.tree(file), case .map(let members) = tree,
                case .text(let type)? = members.first(where: { $0.key == "type" })?.value
            else { continue }
            let words = type.split(separator: ":").map(String.init)
            let facts = Self.content.appending(path: "facts/aws/schemas/\(words[1].lowercased())/\(words[2]).json")
            let published = try? Document(json: [UInt8](Data(contentsOf: facts))).root
            try compare(file, schema) { file in
                AssetTypeReader.read(file) { name in name == type ? published : nil }.diagnostics
            }
        }
    }

    /// Takes some of the possible mistakes: the files are of one form, and each brings others.
    private func compare(_ file: SourceFile, _ schema: FormatSchema, _ read: (SourceFile) -> [Diagnostic]) throws {
        let tree = try Self.tree(file)
        #expect(read(SourceFile(path: file.path, text: tree.json)).isEmpty)
        let mistakes = tree.mistakes()
        let each = max(1, mistakes.count / 60)
        for (index, (what, wrong)) in mistakes.enumerated() where index % each == file.bytes.count % each {
            let faults = schema.faults(of: wrong)
            let diagnostics = read(SourceFile(path: file.path, text: wrong.json))
            if faults.isEmpty {
                let formal = diagnostics.filter { Self.codes.contains($0.code) }
                #expect(formal.isEmpty, "\(file.path), \(what): only the reader says \(formal.map(\.message))")
            } else {
                #expect(!diagnostics.isEmpty, "\(file.path), \(what): only the schema says \(faults)")
            }
        }
    }
}
