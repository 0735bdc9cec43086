import Document

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
