public import SourceText

#if canImport(Glibc)
import Glibc
#endif

/// Where a store is: `--store`, else `KAMAE_STORE`, else the platform's data folder.
public enum StoreLocation: Sendable, Hashable, CustomStringConvertible {
    /// A file.
    case sqlite(path: String)

    public var description: String {
        switch self {
        case .sqlite(let path): "sqlite:\(path)"
        }
    }

    /// - Parameters:
    ///   - option: what the command line says; nil where it says nothing.
    ///   - environment: `KAMAE_STORE`, `XDG_DATA_HOME` and `HOME` are read.
    /// - Throws: `store-location`, `store-kind`.
    public static func resolve(option: String?, environment: [String: String]) throws(Diagnostic) -> StoreLocation {
        let named = option ?? environment["KAMAE_STORE"].flatMap { $0.isEmpty ? nil : $0 }
        guard let named else { return try standard(environment: environment) }
        return try StoreLocation(named, home: environment["HOME"])
    }

    /// Reads `sqlite:PATH` or a bare path.
    ///
    /// - Parameter home: what `~/` stands for behind `sqlite:`, where no shell has replaced it.
    public init(_ text: String, home: String? = nil) throws(Diagnostic) {
        var path = Substring(text)
        if let scheme = Self.scheme(of: text) {
            switch scheme {
            case "sqlite": path = path.dropFirst("sqlite:".count)
            case "postgres", "postgresql":
                // What follows may hold a password: it is not repeated.
                throw Diagnostic(
                    .error, code: "store-kind", "this build has no PostgreSQL store",
                    hint: "name a file instead: --store sqlite:PATH")
            default:
                throw Diagnostic(
                    .error, code: "store-kind", "there is no store of the kind \"\(scheme)\"",
                    hint: "name a file: --store sqlite:PATH")
            }
            if path.hasPrefix("//") { path = path.dropFirst(2) }
        }
        if path.hasPrefix("~/"), let home { path = Substring(home + path.dropFirst(1)) }
        guard !path.isEmpty, !path.hasPrefix(":memory:"), !path.utf8.contains(0) else {
            throw Diagnostic(
                .error, code: "store-location", "\"\(text)\" names no file", hint: "name one: --store sqlite:PATH")
        }
        self = .sqlite(path: String(path))
    }

    /// Whether there is something at the place already.
    public var exists: Bool {
        switch self {
        case .sqlite(let path): access(path, F_OK) == 0
        }
    }

    /// Opens the store, which is made where there is none yet.
    ///
    /// - Throws: why it can't be opened, with the next step.
    public func open() async throws(Diagnostic) -> any Store {
        switch self {
        case .sqlite(let path): try SQLiteStore(path: path)
        }
    }

    /// `kamae/kamae.db` in the data folder of https://specifications.freedesktop.org/basedir-spec/.
    private static func standard(environment: [String: String]) throws(Diagnostic) -> StoreLocation {
        // The specification has relative paths ignored.
        if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") { return .sqlite(path: data + "/kamae/kamae.db") }
        if let home = environment["HOME"], home.hasPrefix("/") { return .sqlite(path: home + "/.local/share/kamae/kamae.db") }
        throw Diagnostic(
            .error, code: "store-location", "there is no data folder: neither XDG_DATA_HOME nor HOME is set",
            hint: "name a file: --store sqlite:PATH")
    }

    /// Two letters or more before a colon; a path has a slash first, or no colon.
    private static func scheme(of text: String) -> String? {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let scheme = text[..<colon]
        guard scheme.utf8.count >= 2, scheme.utf8.allSatisfy({ $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A }) else { return nil }
        return scheme.lowercased()
    }
}
