import Document
import Foundation
import IaCParsers
import PostureModel
import SourceText
import Testing

/// A folder of files for one test, removed afterwards.
final class TemporaryTree {
    let path: String

    init(_ files: [String: String] = [:]) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "kamae-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for (name, text) in files { try write(name, text) }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ text: String) throws {
        let url = URL(filePath: path).appending(path: name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: "\(path)/\(name)", withDestinationPath: target)
    }
}

/// The programs of some files, with paths made relative to their folder.
func terraform(_ files: [String: String], variables: [String: String] = [:]) throws -> [DeclaredProgram] {
    let tree = try TemporaryTree(files)
    return scanned(tree, variables: variables).programs
}

func scanned(_ tree: TemporaryTree, variables: [String: String] = [:]) -> IaCParsers.Result {
    var result = IaCParsers.parse(paths: [tree.path], options: .init(workers: 2, terraformVariables: variables))
    for index in result.programs.indices { result.programs[index].makeRelative(to: tree.path) }
    return result
}

/// The program of one file.
func terraform(_ text: String, variables: [String: String] = [:]) throws -> DeclaredProgram {
    try #require(try terraform(["main.tf": text], variables: variables).first)
}

extension DeclaredProgram {
    mutating func makeRelative(to folder: String) {
        func relative(_ location: inout SourceText.SourceLocation) {
            if location.path.hasPrefix(folder + "/") { location.path = String(location.path.dropFirst(folder.count + 1)) }
        }
        path = path == folder ? "." : path.replacing(folder + "/", with: "")
        for index in resources.indices {
            relative(&resources[index].location)
            for call in resources[index].moduleCalls.indices { relative(&resources[index].moduleCalls[call]) }
        }
        for index in diagnostics.indices {
            if diagnostics[index].location != nil { relative(&diagnostics[index].location!) }
            diagnostics[index].message = diagnostics[index].message.replacing(folder + "/", with: "")
        }
    }

    var addresses: [String] { resources.map(\.address) }

    /// A body as JSON on one line; unknowns as their symbols in angle brackets.
    func json(_ address: String) -> String {
        guard let resource = resources.first(where: { $0.address == address }) else { return "no \(address)" }
        return shown(resource.body.root)
    }
}

/// A value as JSON with unknowns as `<symbol>`, `<prefix…symbol…suffix>`, and `<*symbol>` for the rest of a list or map.
func shown(_ value: DocumentValue?) -> String {
    guard let value else { return "absent" }
    switch value.kind {
    case .list: return "[\(value.elements.map { shown($0) }.joined(separator: ","))]"
    case .map:
        return
            "{\(value.members.sorted { $0.key.text < $1.key.text }.map { $0.key == .rest ? shown($0.value) : "\"\($0.key.text)\":\(shown($0.value))" }.joined(separator: ","))}"
    case .knownAfterApply, .notCollected:
        guard let unknown = value.unknown else { return "<>" }
        let text =
            (unknown.prefix.isEmpty ? "" : "\(unknown.prefix)…") + unknown.symbol + (unknown.suffix.isEmpty ? "" : "…\(unknown.suffix)")
        return "<\(value.pointer.pointee.isRest ? "*" : "")\(text)\(unknown.exists ? "!" : "")>"
    default: return JSONWriter().string(value)
    }
}
