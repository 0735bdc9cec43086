import Foundation

/// The house as it is written down: targets on floors in Package.swift, imports in the sources.
struct House {
    struct Target {
        var name: String
        var floor: Int
        var imports: Set<String> = []
    }

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    let targets: [String: Target]

    /// - Throws: where Package.swift or a source can't be read.
    init() throws {
        let package = try String(contentsOf: Self.root.appending(path: "Package.swift"), encoding: .utf8)
        var targets: [String: Target] = [:]
        var floor: Int?
        for line in package.split(separator: "\n") {
            let line = line.trimmingCharacters(in: .whitespaces)
            if line.hasPrefix("// floor ") { floor = Int(line.dropFirst("// floor ".count).prefix { $0.isNumber }) }
            if line.hasPrefix(".testTarget(") { floor = nil }
            if line.hasPrefix(".product(") { continue }
            if let floor, let name = line.firstMatch(of: /name: "(\w+)"/)?.1 {
                targets[String(name)] = targets[String(name)] ?? Target(name: String(name), floor: floor)
            }
        }
        for name in targets.keys {
            targets[name]?.imports = try Self.imports(in: Self.root.appending(path: "Sources/\(name)"))
        }
        self.targets = targets
    }

    /// Names that files below a folder import, with or without an access level.
    private static func imports(in folder: URL) throws -> Set<String> {
        var names: Set<String> = []
        for file in FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) ?? .init() {
            guard let file = file as? URL, file.pathExtension == "swift" else { continue }
            let text = try String(contentsOf: file, encoding: .utf8)
            for line in text.split(separator: "\n") {
                if let name = line.firstMatch(
                    of:
                        /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|private|fileprivate)\s+)?import\s+(?:(?:struct|class|enum|protocol|func)\s+)?(\w+)/
                )?.1 {
                    names.insert(String(name))
                }
            }
        }
        return names
    }

    /// The floors and who stands on whom, as ARCHITECTURE.md shows it.
    var graph: String {
        let floors = Dictionary(grouping: targets.values, by: \.floor).sorted { $0.key < $1.key }
        var lines: [String] = []
        for (floor, residents) in floors {
            lines.append("floor \(floor)")
            for target in residents.sorted(by: { $0.name < $1.name }) {
                let below = target.imports.filter { targets[$0] != nil && $0 != target.name }.sorted()
                let name = target.name.padding(toLength: max(target.name.count, 18), withPad: " ", startingAt: 0)
                lines.append(below.isEmpty ? "  \(target.name)" : "  \(name) → \(below.joined(separator: ", "))")
            }
        }
        return lines.joined(separator: "\n")
    }
}
