import ArgumentParser
import PostureStore
import SourceText

#if canImport(Glibc)
import Glibc
#endif

/// Where answers are kept.
struct StoreOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Where the store is: sqlite:PATH. Default: KAMAE_STORE, else the platform's data folder.", valueName: "store"))
    var store: String?

    func location() throws(Diagnostic) -> StoreLocation {
        var environment: [String: String] = [:]
        for name in ["KAMAE_STORE", "XDG_DATA_HOME", "HOME"] { environment[name] = Terminal.environment(name) }
        return try StoreLocation.resolve(option: store, environment: environment)
    }

    func open() async throws(Diagnostic) -> any Store { try await location().open() }

    /// Whether somebody named a store: code scans keep nothing otherwise.
    var isNamed: Bool { store != nil || Terminal.environment("KAMAE_STORE").map { !$0.isEmpty } ?? false }
}
