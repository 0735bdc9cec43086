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

    /// Colours for standard output, unless it goes elsewhere.
    var style: TerminalStyle {
        TerminalStyle(isColored: !noColor && Terminal.environment("NO_COLOR") == nil && output == nil && isatty(STDOUT_FILENO) == 1)
    }
}

/// Facts about where the program runs.
enum Terminal {
    static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    static var isErrorTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}
