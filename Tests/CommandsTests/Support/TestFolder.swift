import Foundation

/// A folder for one test, gone afterwards.
final class TestFolder {
    let path: String
    private var count = 0

    init() {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("kamae-commands-\(UUID().uuidString)").path
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    /// Writes a file, its folders with it.
    @discardableResult
    func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }

    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        let file = URL(fileURLWithPath: path).appendingPathComponent(name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
        return file.path
    }

    func read(_ name: String) throws -> String { try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8) }

    func make(_ name: String) throws {
        try FileManager.default.createDirectory(atPath: "\(path)/\(name)", withIntermediateDirectories: true)
    }

    /// A new empty file outside of what a test writes.
    func scratch() -> URL {
        count += 1
        let file = URL(fileURLWithPath: path + ".out\(count)")
        _ = FileManager.default.createFile(atPath: file.path, contents: nil)
        return file
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
        for number in 0...count { try? FileManager.default.removeItem(atPath: path + ".out\(number)") }
    }
}
