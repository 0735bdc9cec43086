import Foundation
import PostureStore
import Testing

/// The stores that the contract is held against.
enum StoreBackend: String, CaseIterable, CustomTestStringConvertible {
    case sqlite

    var testDescription: String { rawValue }

    /// A new, empty store.
    func make() async throws -> StoreFixture {
        switch self {
        case .sqlite:
            let folder = try TemporaryFolder()
            return StoreFixture(store: try await StoreLocation("sqlite:\(folder.path)/kamae.db").open(), folder: folder)
        }
    }
}

/// A store of a test's own, gone after it.
struct StoreFixture {
    let store: any Store
    let folder: TemporaryFolder
}

final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "/kamae-store-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
