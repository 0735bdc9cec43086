import CEL
import Document
import Foundation
import SourceText
import Testing

/// google/cel-spec's own tests, from the shared folder beside the repository.
@Suite struct ConformanceTests {
    static let folder: URL? = {
        if let path = ProcessInfo.processInfo.environment["KAMAE_SHARED"] { return URL(fileURLWithPath: path) }
        var folder = URL(fileURLWithPath: #filePath)
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            let shared = folder.appendingPathComponent("shared")
            if FileManager.default.fileExists(atPath: shared.appendingPathComponent("cel/conformance.jsonl").path) { return shared }
        }
        return nil
    }()

    static func records() throws -> [ConformanceRecord] {
        guard let folder else { return [] }
        let text = try String(contentsOf: folder.appendingPathComponent("cel/conformance.jsonl"), encoding: .utf8)
        var seen: [String: Int] = [:]
        return try text.split(separator: "\n").map { line in
            let root = try Document(json: String(line)).root
            let parts = ["file", "section", "name"].map { root[$0]?.string ?? "" }
            let name = parts.joined(separator: "/")
            seen[name, default: 0] += 1
            return ConformanceRecord(name: seen[name] == 1 ? name : "\(name)#\(seen[name] ?? 0)", record: root)
        }
    }

    /// Tests that don't pass yet; the aim is none.
    static func exceptions() throws -> Set<String> {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("ConformanceExceptions.txt")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        return Set(lines.filter { !$0.hasPrefix("#") }.map(String.init))
    }

    @Test(.enabled(if: folder != nil, "the shared conformance file is not beside this repository"))
    func everyTestPassesOrIsListed() throws {
        let records = try Self.records()
        let exceptions = try Self.exceptions()
        var counts = (passed: 0, failed: 0, messages: 0)
        var failures: [String] = []
        for record in records {
            if record.needsMessages {
                counts.messages += 1
                continue
            }
            let problem = record.run()
            if let problem {
                counts.failed += 1
                if !exceptions.contains(record.name) { failures.append("\(record.name): \(record.expression): \(problem)") }
            } else {
                counts.passed += 1
                if exceptions.contains(record.name) { failures.append("\(record.name) passes: take it off the list") }
            }
        }
        print(
            "CEL conformance: \(counts.passed) passed, \(counts.failed) not yet, \(counts.messages) need protobuf messages (out of scope)")
        #expect(records.count > 2000)
        for failure in failures { Issue.record("\(failure)") }
    }
}
