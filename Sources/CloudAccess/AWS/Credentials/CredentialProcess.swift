import Document
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// A program that prints credentials (`credential_process`), bounded in time and in what it prints.
struct CredentialProcess: Sendable {
    let command: String
    let environment: AWSEnvironment
    /// Programs may ask a person or open a browser.
    var timeout: Duration = .seconds(60)
    private static let outputLimit = 64 << 10

    func load() async throws(CredentialMiss) -> AWSCredentials {
        guard let words = CredentialProcess.split(command), let program = words.first else {
            throw .failed("credential_process is not a command")
        }
        let output = try await run(words)
        guard let document = try? Document(json: output) else { throw .failed("\(program) printed no JSON") }
        guard document.root["Version"]?.int == 1 else { throw .failed("\(program) printed an unknown Version") }
        guard let credentials = AWSCredentials(json: document.root, source: "credential_process") else {
            throw .failed("\(program) printed no credentials")
        }
        return credentials
    }

    private func run(_ words: [String]) async throws(CredentialMiss) -> [UInt8] {
        let child: ChildProcess
        do {
            child = try ChildProcess(words, environment: environment.variables)
        } catch {
            throw .failed("\(words[0]) cannot be run: \(error.message)")
        }
        let end = ContinuousClock.now + timeout
        var output: [UInt8] = []
        // Polled: it happens once an hour, and needs neither a thread nor a signal handler.
        while true {
            let isOpen = child.read(into: &output)
            guard output.count <= CredentialProcess.outputLimit else {
                child.kill()
                throw .failed("\(words[0]) printed more than \(CredentialProcess.outputLimit) bytes")
            }
            if !isOpen, let status = child.exitStatus() {
                guard status == 0 else { throw .failed("\(words[0]) ended with status \(status)") }
                return output
            }
            guard ContinuousClock.now < end, !Task.isCancelled else {
                child.kill()
                throw .failed("\(words[0]) did not end within \(timeout)")
            }
            try? await Task.sleep(for: .milliseconds(10))
        }
    }

    /// Words as a POSIX shell would split them: quotes and backslashes, no expansion.
    static func split(_ command: String) -> [String]? {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var isEscaped = false
        for character in command {
            if isEscaped {
                // Inside double quotes a backslash hides only these.
                if quote == "\"" && character != "\"" && character != "\\" { word = (word ?? "") + "\\" }
                word = (word ?? "") + String(character)
                isEscaped = false
            } else if character == "\\" && quote != "'" {
                isEscaped = true
            } else if character == quote {
                quote = nil
            } else if quote != nil {
                word = (word ?? "") + String(character)
            } else if character == "'" || character == "\"" {
                quote = character
                word = word ?? ""
            } else if character.isWhitespace {
                if let done = word { words.append(done) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        if let done = word { words.append(done) }
        return quote == nil && !isEscaped ? words : nil
    }
}

/// A running child whose output is read without blocking.
private final class ChildProcess {
    struct Failure: Error { var message: String }

    private let pid: pid_t
    private let output: Int32
    private var isReaped = false

    init(_ words: [String], environment: [String: String]) throws(Failure) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw Failure(message: String(cString: strerror(errno))) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        defer { posix_spawn_file_actions_destroy(&actions) }
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (arguments + variables).forEach { free($0) } }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        // Its own group, so that what it starts ends with it.
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        posix_spawnattr_setpgroup(&attributes, 0)
        defer { posix_spawnattr_destroy(&attributes) }
        var pid: pid_t = 0
        let result = posix_spawnp(&pid, words[0], &actions, &attributes, &arguments, &variables)
        close(ends[1])
        guard result == 0 else {
            close(ends[0])
            throw Failure(message: String(cString: strerror(result)))
        }
        self.pid = pid
        output = ends[0]
        _ = fcntl(output, F_SETFL, O_NONBLOCK)
    }

    /// Takes what is there.
    ///
    /// - Returns: false once the output has ended.
    func read(into bytes: inout [UInt8]) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            let count = Glibc.read(output, &buffer, buffer.count)
            if count > 0 {
                bytes.append(contentsOf: buffer[0..<count])
                if bytes.count > 1 << 20 { return true }
                continue
            }
            if count == 0 { return false }
            return errno == EAGAIN || errno == EINTR
        }
    }

    /// The exit status; 128 and the signal's number where one ended it; nil while it runs.
    func exitStatus() -> Int32? {
        var status: Int32 = 0
        guard waitpid(pid, &status, WNOHANG) == pid else { return nil }
        isReaped = true
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F)
    }

    func kill() {
        Glibc.kill(-pid, SIGKILL)
        var status: Int32 = 0
        waitpid(pid, &status, 0)
        isReaped = true
    }

    deinit {
        if !isReaped { kill() }
        close(output)
    }
}
