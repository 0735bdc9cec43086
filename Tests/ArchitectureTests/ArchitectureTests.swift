import Foundation
import Testing

@Suite struct ArchitectureTests {
    @Test func importsOnlyGoDown() throws {
        let house = try House()
        #expect(house.targets.count > 3)
        for target in house.targets.values {
            guard let floor = target.floor else { continue }
            for name in target.imports {
                guard let other = house.targets[name] else { continue }
                let below = try #require(other.floor, "\(target.name) imports \(name), which is for tests")
                #expect(
                    below < floor,
                    "\(target.name) (floor \(floor)) imports \(name) (floor \(below)): a target imports lower floors only")
            }
        }
    }

    @Test func whatIsDeclaredIsImported() throws {
        let house = try House()
        let declared = house.targets.values.filter { !$0.declared.isEmpty }
        #expect(declared.count > 20)
        for target in declared {
            #expect(Set(target.declared).count == target.declared.count, "\(target.name) lists a dependency twice")
            for name in target.declared where house.targets[name]?.isExecutable != true {
                #expect(target.imports.contains(name), "\(target.name) depends on \(name) and imports nothing of it")
            }
        }
    }

    /// Set `UPDATE_ARCHITECTURE=1` to write the graph anew.
    @Test func theGraphInArchitectureIsTrue() throws {
        let house = try House()
        let file = House.root.appending(path: "ARCHITECTURE.md")
        var text = try String(contentsOf: file, encoding: .utf8)
        let open = try #require(text.range(of: "<!-- graph -->\n```\n"))
        let close = try #require(text.range(of: "\n```\n<!-- /graph -->"))
        let written = String(text[open.upperBound..<close.lowerBound])
        if ProcessInfo.processInfo.environment["UPDATE_ARCHITECTURE"] != nil, written != house.graph {
            text.replaceSubrange(open.upperBound..<close.lowerBound, with: house.graph)
            try text.write(to: file, atomically: true, encoding: .utf8)
        } else {
            #expect(written == house.graph, "run `make architecture` to write the graph anew")
        }
    }

    @Test func filesAreSmall() throws {
        for file in FileManager.default.enumerator(at: House.root.appending(path: "Sources"), includingPropertiesForKeys: nil) ?? .init() {
            guard let file = file as? URL, file.pathExtension == "swift" else { continue }
            let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false).count
            #expect(lines <= 400, "\(file.lastPathComponent) has \(lines) lines: one idea a file")
        }
    }
}
