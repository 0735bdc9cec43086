import Foundation
import SourceText

/// Published rules that lie beside the repository, where they do: `<repository>/../shared/rules`, or `$KAMAE_SHARED/rules`.
enum SharedRules {
    static let folder: URL? = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let shared =
            ProcessInfo.processInfo.environment["KAMAE_SHARED"].map { URL(filePath: $0) }
            ?? root.deletingLastPathComponent().appending(path: "shared")
        let rules = shared.appending(path: "rules")
        return FileManager.default.fileExists(atPath: rules.path) ? rules : nil
    }()

    static func files(_ kind: String, _ endings: [String]) throws -> [SourceFile] {
        guard let folder = folder?.appending(path: kind) else { return [] }
        let paths = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
        return try paths.filter { endings.contains($0.pathExtension) }.sorted { $0.path < $1.path }.map {
            try SourceFile.read(path: $0.path, displayPath: String($0.path.dropFirst(folder.path.count + 1)))
        }
    }
}
