import Document
import Foundation
import PostureModel
import PostureStore
import SourceText
import Testing

/// What is true of the file under a SQLite store.
@Suite struct SQLiteFileTests {
    private func mode(_ path: String) throws -> Int {
        try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }

    @Test func folderAndFileAreTheOwnersAlone() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/new/folder/kamae.db"
        let store = try SQLiteStore(path: path)
        try await store.run([AssetRecord(try Samples.asset("b"))], at: 1)
        #expect(try mode(folder.path + "/new") == 0o700)
        #expect(try mode(folder.path + "/new/folder") == 0o700)
        for ending in ["", "-wal", "-shm", "-runs"] { #expect(try mode(path + ending) == 0o600, "\(ending)") }
    }

    @Test func whatWasStoredIsThereAgain() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/kamae.db"
        try await SQLiteStore(path: path).run([AssetRecord(try Samples.asset("b"))], at: 1)
        #expect(try await SQLiteStore(path: path).allAssets().map(\.asset.id) == ["b"])
    }

    @Test(arguments: ["hello, this is a text and no database", String(repeating: "x", count: 10_000), "SQLite format 3\u{0}"])
    func aFileThatIsNoDatabaseIsLeftAlone(content: String) throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/notes.txt"
        try content.write(toFile: path, atomically: true, encoding: .utf8)
        let error = #expect(throws: Diagnostic.self) { try SQLiteStore(path: path) }
        #expect(error?.code == "store-not-a-store")
        #expect(error?.hint != nil)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == content)
    }

    @Test func aStoreWithDamagedPagesIsADiagnostic() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/kamae.db"
        do {
            let store = try SQLiteStore(path: path)
            try await store.run(try (0..<500).map { AssetRecord(try Samples.asset("b\($0)")) }, at: 1)
        }
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        var random = SeededGenerator(state: 5)
        var failures = 0
        for round in 0..<20 {
            var damaged = bytes
            // Everything but the header in one round, single pages in the others.
            let pages = round == 0 ? Array(1..<damaged.count / 4096) : [Int.random(in: 0..<damaged.count / 4096, using: &random)]
            for page in pages {
                for offset in stride(from: page * 4096 + (page == 0 ? 100 : 0), to: (page + 1) * 4096, by: 1) {
                    damaged[offset] = UInt8.random(in: .min ... .max, using: &random)
                }
            }
            let copy = folder.path + "/damaged-\(round).db"
            try damaged.write(to: URL(fileURLWithPath: copy))
            do {
                let store = try SQLiteStore(path: copy)
                let found = try await store.check()
                if !found.isEmpty { failures += 1 }
                _ = try await store.allAssets()
                _ = try await store.allFindings()
                try await store.run([AssetRecord(try Samples.asset("new"))], at: 2)
            } catch {
                failures += 1
                let diagnostic = try #require(error as? Diagnostic)
                #expect(diagnostic.code.hasPrefix("store-"), "\(diagnostic)")
                #expect(diagnostic.hint != nil, "\(diagnostic)")
            }
        }
        #expect(failures >= 15)
    }

    @Test func aNewerSchemaIsRefused() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/kamae.db"
        do { _ = try SQLiteStore(path: path) }
        let handle = try #require(FileHandle(forUpdatingAtPath: path))
        try handle.seek(toOffset: 60)
        try handle.write(contentsOf: Data([0, 0, 0x27, 0x0F]))
        try handle.close()
        let error = #expect(throws: Diagnostic.self) { try SQLiteStore(path: path) }
        #expect(error?.code == "store-newer")
        #expect(error?.message.contains("9999") == true)
    }

    @Test func placesThatCannotHoldAStoreAreDiagnostics() throws {
        let folder = try TemporaryFolder()
        try "file".write(toFile: folder.path + "/file", atomically: true, encoding: .utf8)
        for path in [folder.path, folder.path + "/file/kamae.db", "/proc/kamae/kamae.db", "/dev/null"] {
            let error = #expect(throws: Diagnostic.self) { try SQLiteStore(path: path) }
            #expect(error?.code.hasPrefix("store-") == true, "\(path)")
            #expect(error?.hint != nil, "\(path)")
        }
    }
}
