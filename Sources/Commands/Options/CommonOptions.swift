import ArgumentParser
import PostureModel
import ReportWriters

#if canImport(Glibc)
import Glibc
#endif

/// What every command takes.
struct CommonOptions: ParsableArguments {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table, json
    }

    @Option(help: ArgumentHelp("How answers are written: table, or json (one object a line).", valueName: "format"))
    var format = Format.table

    @Option(help: ArgumentHelp("Write answers to a file instead of standard output.", valueName: "file"))
    var output: String?

    @Option(help: ArgumentHelp("The language of answers: en or ja. Default: by LC_ALL, LC_MESSAGES or LANG.", valueName: "language"))
    var language: String?

    @Option(help: ArgumentHelp("Use another content folder.", valueName: "folder", visibility: .hidden))
    var content: String?

    @Flag(help: "Say nothing but answers and errors.")
    var quiet = false

    @Flag(help: "Say more: notes, and what was left out.")
    var verbose = false

    @Flag(name: .customLong("no-color"), help: "No colours, also on a terminal (NO_COLOR does the same).")
    var noColor = false

    func validate() throws {
        if let language, LocalizedText.Language(rawValue: language) == nil {
            throw ValidationError("the language is en or ja, not '\(language)'")
        }
    }

    var textLanguage: LocalizedText.Language {
        if let language, let known = LocalizedText.Language(rawValue: language) { return known }
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            guard let value = Terminal.environment(name), !value.isEmpty else { continue }
            return value.hasPrefix("ja") ? .japanese : .english
        }
        return .english
    }

    /// A text in the reader's language.
    func text(_ english: String, _ japanese: String) -> String { textLanguage == .japanese ? japanese : english }

    /// Colours and columns of standard output, where it is a terminal.
    var style: TerminalStyle {
        guard output == nil, isatty(STDOUT_FILENO) == 1 else { return TerminalStyle(isColored: false) }
        // https://no-color.org: present and not empty.
        let isPlain = noColor || Terminal.environment("NO_COLOR").map { !$0.isEmpty } ?? false || Terminal.environment("TERM") == "dumb"
        return TerminalStyle(isColored: !isPlain, width: Terminal.columns(of: STDOUT_FILENO))
    }
}

/// Facts about where the program runs.
enum Terminal {
    static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    /// The variables whose names begin so, by what follows in them.
    static func environment(withPrefix prefix: String) -> [String: String] {
        var variables: [String: String] = [:]
        var entry = environ
        while let text = entry.pointee {
            entry += 1
            guard strncmp(text, prefix, prefix.utf8.count) == 0 else { continue }
            let parts = String(cString: text).dropFirst(prefix.count).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2, !parts[0].isEmpty { variables[String(parts[0])] = String(parts[1]) }
        }
        return variables
    }

    /// Columns of the terminal that a descriptor is; nil where it does not say.
    static func columns(of descriptor: Int32) -> Int? {
        var size = winsize()
        if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
        return environment("COLUMNS").flatMap(Int.init)
    }

    /// Whether a line on standard error can be written over.
    static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 && environment("TERM") != "dumb" }
}
