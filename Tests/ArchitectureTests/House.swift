import Foundation

/// The house as it is written down: targets on floors in Package.swift, imports in the sources.
struct House {
    struct Target {
        var name: String
        /// Nil for tests and what supports them.
        var floor: Int?
        /// What Package.swift says it needs, in that order: targets of this package and products of others.
        var declared: [String] = []
        var imports: Set<String> = []
        /// Runs as a process of its own; nobody imports it.
        var isExecutable = false
    }

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    let targets: [String: Target]

    /// - Throws: where Package.swift or a source can't be read.
    init() throws {
        let package = try String(contentsOf: Self.root.appending(path: "Package.swift"), encoding: .utf8)
        var targets: [String: Target] = [:]
        var floor: Int?
        let declarations = package.matches(
            of: /\/\/ (?:floor (\d+)|tests)\n|\.(target|executableTarget|testTarget|systemLibrary)\(\s*name: "(\w+)"/)
        for (number, match) in declarations.enumerated() {
            guard let kind = match.2, let name = match.3.map(String.init) else {
                floor = match.1.flatMap { Int($0) }
                continue
            }
            let end = number + 1 < declarations.count ? declarations[number + 1].range.lowerBound : package.endIndex
            let text = package[match.range.lowerBound..<end]
            let folder = text.firstMatch(of: /[ (]path: "([^"]+)"/)?.1 ?? "\(kind == "testTarget" ? "Tests" : "Sources")/\(name)"
            targets[name] = Target(
                name: name, floor: kind == "testTarget" ? nil : floor, declared: Self.dependencies(in: text),
                imports: try Self.imports(in: Self.root.appending(path: folder)), isExecutable: kind == "executableTarget")
        }
        self.targets = targets
    }

    /// The names in a target's list of dependencies.
    private static func dependencies(in text: Substring) -> [String] {
        guard let start = text.range(of: "dependencies: [")?.upperBound else { return [] }
        let end = text[start...].firstIndex(of: "]") ?? text.endIndex
        let list = text[start..<end].replacing(/, package: "[^"]*"/, with: "")
        return list.matches(of: /"(\w+)"/).map { String($0.1) }
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
        var floors: [Int: [Target]] = [:]
        for target in targets.values {
            if let floor = target.floor { floors[floor, default: []].append(target) }
        }
        var lines: [String] = []
        for (floor, residents) in floors.sorted(by: { $0.key < $1.key }) {
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
