import Foundation
import Testing

/// The built program, run as a process of its own.
struct Kamae {
    /// What a run came to.
    struct Outcome {
        /// The exit status; 128 and the signal's number where a signal ended it, as a shell says.
        var status: Int32
        var output: String
        var errors: String

        var lines: [String] { output.split(separator: "\n").map(String.init) }
        var errorLines: [String] { errors.split(separator: "\n").map(String.init) }

        /// Every line as JSON; a line that is none fails the test.
        func objects() throws -> [[String: Any]] {
            try lines.map { line in
                try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "not an object: \(line)")
            }
        }
    }

    /// Beside the test bundle.
    static let path = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appendingPathComponent("kamae").path

    /// Where it runs; paths are relative to it.
    var folder: TestFolder
    var environment: [String: String] = [:]
    /// Seconds until a run is ended by force, which fails the test.
    var timeLimit = 60.0

    init(in folder: TestFolder, environment: [String: String] = [:]) {
        self.folder = folder
        self.environment = environment
    }

    /// Nothing of the tester's own settings reaches the program.
    private var wholeEnvironment: [String: String] {
        ["PATH": "/usr/bin:/bin", "HOME": folder.path + "/home", "LANG": "C", "TZ": "UTC"].merging(environment) { _, own in own }
    }

    @discardableResult
    func callAsFunction(_ arguments: String...) throws -> Outcome { try run(arguments) }

    @discardableResult
    func run(_ arguments: [String]) throws -> Outcome { try run(Self.path, arguments) }

    /// Runs `script` in bash; `$KAMAE` is the program.
    func shell(_ script: String) throws -> Outcome {
        var other = self
        other.environment["KAMAE"] = Self.path
        return try other.run("/bin/bash", ["-c", script])
    }

    /// Starts the program, lets `body` do something to it, and waits for its end.
    @discardableResult
    func run(_ program: String, _ arguments: [String], meanwhile body: (Process) throws -> Void = { _ in }) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        process.environment = wholeEnvironment
        // Files take any amount of text without anybody reading along.
        let output = folder.scratch()
        let errors = folder.scratch()
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        try body(process)
        let isInTime = wait(for: process)
        #expect(isInTime, "kamae \(arguments.joined(separator: " ")) ran longer than \(timeLimit) s")
        let isSignal = process.terminationReason == .uncaughtSignal
        return Outcome(
            status: process.terminationStatus + (isSignal ? 128 : 0),
            output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
    }

    private func wait(for process: Process) -> Bool {
        let end = Date().addingTimeInterval(timeLimit)
        while process.isRunning {
            if Date() > end {
                kill(process.processIdentifier, SIGKILL)
                process.waitUntilExit()
                return false
            }
            usleep(5_000)
        }
        process.waitUntilExit()
        return true
    }
}
