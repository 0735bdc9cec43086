import ReportWriters
import SourceText

#if canImport(Glibc)
import Glibc
#endif

/// What a command says beside its answers: on standard error.
enum Remarks {
    /// Diagnostics that are shown where nobody asked for more.
    private static let limit = 50
    /// Of one kind about one file: a broken file can be wrong a hundred times over.
    private static let limitOfKind = 5

    /// Says a text; on a terminal in as many lines as it needs.
    static func say(_ text: String) {
        let width = isatty(STDERR_FILENO) == 1 ? Terminal.columns(of: STDERR_FILENO) : nil
        let text = TerminalText.multiline(text).split(separator: "\n", omittingEmptySubsequences: false)
            .flatMap { TerminalText.hanging(String($0), to: width) }.joined(separator: "\n")
        var line = Array((text + "\n").utf8)
        _ = line.withUnsafeMutableBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    /// Diagnostics, each once, the worst first; notes only where asked for.
    static func say(_ diagnostics: [Diagnostic], options: CommonOptions) {
        var seen: Set<Diagnostic> = []
        let wanted = diagnostics.filter { ($0.severity != .note || options.verbose) && seen.insert($0).inserted }
            .filter { !options.quiet || $0.severity == .error }
            .sorted { $0.severity > $1.severity }
        for line in lines(wanted, isWhole: options.verbose) { say(TerminalText.safe(line)) }
    }

    /// A store without assets answers nothing, and that is no good news.
    static func sayEmpty(_ options: CommonOptions) {
        say(
            options.text(
                "the store is empty: run kamae collect aws, or kamae scan PATH --store …",
                "ストアは空です。kamae collect aws または kamae scan PATH --store … を実行してください"))
    }

    static func unknownAsset(_ name: String) -> Diagnostic {
        Diagnostic(
            .error, code: "asset-unknown", "the store has no asset \(name)",
            hint: "kamae find 'asset.name.contains(\"…\")' lists what there is")
    }

    private struct Kind: Hashable {
        var path: String
        var code: String
    }

    private static func lines(_ diagnostics: [Diagnostic], isWhole: Bool) -> [String] {
        guard !isWhole else { return diagnostics.map(\.description) }
        var counts: [Kind: Int] = [:]
        for diagnostic in diagnostics { counts[kind(diagnostic), default: 0] += 1 }
        var lines: [String] = []
        var said: [Kind: Int] = [:]
        var leftOut = 0
        for diagnostic in diagnostics {
            let kind = kind(diagnostic)
            let number = said[kind, default: 0] + 1
            said[kind] = number
            let more = counts[kind, default: 0] - limitOfKind
            // "and 1 more" would take the line of the one.
            if number > limitOfKind + (more == 1 ? 1 : 0) {
                if number == limitOfKind + 1, lines.count < limit {
                    lines.append("\(kind.path): and \(more) more of these (\(kind.code)); --verbose lists all")
                }
            } else if lines.count < limit {
                lines.append(diagnostic.description)
            } else {
                leftOut += 1
            }
        }
        if leftOut > 0 { lines.append("… and \(leftOut) more; --verbose lists all") }
        return lines
    }

    private static func kind(_ diagnostic: Diagnostic) -> Kind {
        Kind(path: diagnostic.location?.path ?? "", code: diagnostic.code)
    }
}
