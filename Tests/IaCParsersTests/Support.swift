import Document
import Foundation
import IaCParsers
import PostureModel
import SourceText
import Testing

/// Files beside the tests.
enum Fixtures {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()

    static func path(_ name: String) -> String { folder.appending(path: "Fixtures/\(name)").path }

    static func file(_ name: String) throws -> SourceFile {
        try SourceFile.read(path: path(name), displayPath: name)
    }

    /// Compares with a file of `Golden`; writes it where the environment has `KAMAE_UPDATE_GOLDEN`.
    static func expectGolden(_ text: String, _ name: String, sourceLocation: Testing.SourceLocation = #_sourceLocation) throws {
        let url = folder.appending(path: "Golden/\(name)")
        if ProcessInfo.processInfo.environment["KAMAE_UPDATE_GOLDEN"] != nil {
            try Data(text.utf8).write(to: url)
        }
        let golden = try String(contentsOf: url, encoding: .utf8)
        #expect(text == golden, "differs from Golden/\(name)", sourceLocation: sourceLocation)
    }
}

/// A program as text: each resource with its place, body and unknowns, then the diagnostics.
func described(_ program: DeclaredProgram) -> String {
    var text = "\(program.format.rawValue) \(program.path)\n"
    for resource in program.resources {
        let start = resource.location.start?.line ?? 0
        let end = resource.location.end?.line ?? 0
        text += "\n\(resource.address) \(resource.type) \(resource.location.path):\(start)-\(end)\n"
        text += JSONWriter(indent: 2).string(resource.body.root) + "\n"
        for unknown in resource.body.unknowns {
            text += "? \(unknown.symbol)\(unknown.exists ? " exists" : "")"
            if !unknown.prefix.isEmpty { text += " prefix \"\(unknown.prefix)\"" }
            if !unknown.suffix.isEmpty { text += " suffix \"\(unknown.suffix)\"" }
            text += "\n"
        }
        if let metadata = resource.metadata { text += "metadata \(metadata.root)\n" }
    }
    if !program.diagnostics.isEmpty { text += "\n" }
    for diagnostic in program.diagnostics { text += "\(diagnostic)\n" }
    return text
}

/// One template's program from text.
func template(_ text: String, path: String = "t.yaml") throws -> DeclaredProgram {
    let result = IaCParsers.parse(text: SourceFile(path: path, text: text))
    return try #require(result.programs.first { $0.format == .cloudformation })
}

extension DeclaredProgram {
    func body(_ address: String) -> DocumentValue? { resources.first { $0.address == address }?.body.root }
    var codes: [String] { diagnostics.map(\.code) }
}
