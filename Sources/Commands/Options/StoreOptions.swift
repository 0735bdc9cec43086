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

    init() {}

    func location() throws(Diagnostic) -> StoreLocation {
        var environment: [String: String] = [:]
        for name in ["KAMAE_STORE", "XDG_DATA_HOME", "HOME"] { environment[name] = Terminal.environment(name) }
        return try StoreLocation.resolve(option: store, environment: environment)
    }

    func open() async throws(Diagnostic) -> any Store { try await location().open() }

    /// The store as it is, for commands that only read: where there is none, none is made.
    func openExisting() async throws(Diagnostic) -> any Store {
        let location = try location()
        guard location.exists else {
            throw Diagnostic(
                .error, code: "store-missing", "there is no store at \(location), so nothing is known yet",
                hint: "fill one: kamae collect aws, or kamae scan PATH --store \(location)")
        }
        return try await location.open()
    }

    /// Whether somebody named a store: code scans keep nothing otherwise.
    var isNamed: Bool { store != nil || Terminal.environment("KAMAE_STORE").map { !$0.isEmpty } ?? false }
}

/// Where a command keeps what it judged, if anywhere.
struct KeepingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Keep what was judged in a store: sqlite:PATH. Default: KAMAE_STORE; without it nothing is kept.", valueName: "store"))
    var store: String?

    /// As a command that always has a store sees it.
    var options: StoreOptions {
        var options = StoreOptions()
        options.store = store
        return options
    }

    var isNamed: Bool { options.isNamed }
}
