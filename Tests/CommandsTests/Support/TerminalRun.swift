import Foundation
import Testing

/// A terminal that nobody sits at.
private struct PseudoTerminal {
    /// The tester's side and the program's.
    let master: Int32
    let side: Int32

    init(columns: Int) throws {
        // What posix_openpt(3), unlockpt(3) and ptsname(3) do; Swift's Glibc module leaves them out.
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var lock: Int32 = 0
        var number: UInt32 = 0
        let (setLock, getNumber): (UInt, UInt) = (0x4004_5431, 0x8004_5430)
        try #require(master >= 0 && ioctl(master, setLock, &lock) == 0 && ioctl(master, getNumber, &number) == 0)
        side = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
        try #require(side >= 0)
        var size = winsize(ws_row: 50, ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        try #require(ioctl(side, UInt(TIOCSWINSZ), &size) == 0)
    }

    /// All that is shown until the last program has let go of its side.
    ///
    /// - Parameter watch: is called with all so far whenever there is more; what it returns is typed.
    /// - Returns: nil where that takes longer than `timeLimit`, in seconds.
    func shown(within timeLimit: Double, watch: (String) -> String? = { _ in nil }) -> String? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let end = Date().addingTimeInterval(timeLimit)
        while true {
            var request = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
            guard poll(&request, 1, Int32(max(0, end.timeIntervalSinceNow * 1000))) > 0 else { return nil }
            // The last writer's end is an error on this side.
            let count = read(master, &buffer, buffer.count)
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self).replacingOccurrences(of: "\r\n", with: "\n") }
            bytes += buffer[..<count]
            if let keys = watch(String(decoding: bytes, as: UTF8.self)) { _ = write(master, keys, keys.utf8.count) }
        }
    }
}

extension Kamae {
    private func terminalEnvironment(columns: Int) -> [String: String] {
        ["PATH": "/usr/bin:/bin", "HOME": folder.path, "TERM": "xterm-256color", "LANG": "C", "KAMAE": Self.path]
            .merging(environment) { _, own in own }
    }

    /// What the program answers on a terminal of so many columns; its standard error goes nowhere.
    func onTerminal(columns: Int, _ arguments: [String]) throws -> String {
        try onTerminal(columns: columns, Self.path, arguments) { $0.standardError = FileHandle.nullDevice }.shown
    }

    /// What a script in bash shows on a terminal, where all its streams are and which controls it: ^C interrupts.
    ///
    /// - Parameter watch: is called with all so far whenever there is more; what it returns is typed.
    /// - Returns: also the script's exit status.
    func onTerminal(
        columns: Int, script: String, watch: (String) -> String? = { _ in nil }
    ) throws -> (shown: String, status: Int32) {
        // The script says how it ended: setsid(1) would not say by which signal. It outlives ^C itself.
        let status = folder.scratch()
        let whole = "trap : INT\n( \(script) )\necho $? > \(status.path)"
        let shown = try onTerminal(columns: columns, "/usr/bin/setsid", ["--ctty", "--wait", "/bin/bash", "-c", whole], watch: watch) { _ in
        }.shown
        let text = try String(contentsOf: status, encoding: .utf8)
        return (shown, try #require(Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)), "the script did not end"))
    }

    private func onTerminal(
        columns: Int, _ program: String, _ arguments: [String], watch: (String) -> String? = { _ in nil }, adjust: (Process) -> Void
    ) throws -> (shown: String, status: Int32) {
        let terminal = try PseudoTerminal(columns: columns)
        defer { close(terminal.master) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        process.environment = terminalEnvironment(columns: columns)
        let stream = FileHandle(fileDescriptor: terminal.side, closeOnDealloc: false)
        process.standardInput = stream
        process.standardOutput = stream
        process.standardError = stream
        adjust(process)
        do { try process.run() } catch {
            close(terminal.side)
            throw error
        }
        close(terminal.side)
        let shown = terminal.shown(within: timeLimit, watch: watch)
        if shown == nil { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        return (try #require(shown, "\(arguments) took longer than \(timeLimit) s"), process.terminationStatus)
    }
}

/// What stands on a terminal in the end: lines, without colours.
struct Screen {
    private(set) var lines: [String] = [""]
    /// Whether text is written in a colour.
    private(set) var isColored = false
    private var column = 0

    /// - Parameter text: with returns, line feeds, colours and `ESC [ K`; anything else that moves the cursor is an issue.
    init(_ text: String) {
        var rest = Array(text.unicodeScalars)[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\r": column = 0
            case "\n":
                lines.append("")
                column = 0
            case "\u{1B}": rest = escape(rest)
            default: put(Character(scalar))
            }
        }
    }

    private mutating func put(_ character: Character) {
        var line = Array(lines[lines.count - 1])
        if column < line.count { line[column] = character } else { line.append(character) }
        column += 1
        lines[lines.count - 1] = String(line)
    }

    private mutating func escape(_ rest: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        let body = rest.dropFirst().prefix { !$0.properties.isAlphabetic }
        let end = rest.dropFirst(1 + body.count)
        switch (rest.first, end.first) {
        case ("[", "K"): lines[lines.count - 1] = String(lines[lines.count - 1].prefix(column))
        case ("[", "m"): isColored = !(body.isEmpty || Array(body) == ["0"])
        default: Issue.record("an escape sequence that nobody needs: \(String(String.UnicodeScalarView(rest.prefix(8))).debugDescription)")
        }
        return end.dropFirst()
    }
}
