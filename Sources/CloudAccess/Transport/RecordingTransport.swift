public import SourceText
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// Passes calls on and keeps every raw answer, without its secrets, as one file a call.
///
/// A call that is sent again overwrites its own file: the last answer is the one that counted. Requests for credentials, request
/// headers and signatures are never written.
public final class RecordingTransport: Transport {
    /// Changes an answer's body before it is kept; runs after the built-in scrubber.
    public typealias Scrub = @Sendable (_ call: CallContext, _ body: [UInt8]) -> [UInt8]

    private let base: any Transport
    private let directory: String
    private let scrub: Scrub?
    private let failures = Mutex<[Diagnostic]>([])
    public var isLive: Bool { base.isLive }

    /// - Parameter directory: created where it is missing, readable by its owner alone.
    public init(_ base: any Transport, directory: String, scrub: Scrub? = nil) {
        self.base = base
        self.directory = directory
        self.scrub = scrub
    }

    /// What could not be written; the calls themselves went on.
    public var problems: [Diagnostic] { failures.withLock { $0 } }

    public func send(
        _ request: HTTPRequestMessage, for call: CallContext, timeout: Duration, answerLimit: Int
    ) async throws(AWSError) -> HTTPAnswer {
        do {
            let answer = try await base.send(request, for: call, timeout: timeout, answerLimit: answerLimit)
            if !call.isForCredentials { keep(call, .success(clean(answer, call))) }
            return answer
        } catch {
            var error = error
            error.time = error.time ?? .now()
            if !call.isForCredentials, error.kind != .cancelled { keep(call, .failure(error)) }
            throw error
        }
    }

    /// Keeps a file beside the calls, such as what the recording is of.
    ///
    /// - Parameter name: without a folder.
    public func write(_ bytes: [UInt8], as name: String) {
        do {
            try OwnedFile.write(bytes, to: "\(directory)/\(name)")
        } catch {
            failures.withLock { if $0.count < 100 { $0.append(error) } }
        }
    }

    private func clean(_ answer: HTTPAnswer, _ call: CallContext) -> HTTPAnswer {
        var answer = answer
        answer.body = AnswerScrubber(names: call.sensitiveNames()).scrub(answer.body)
        if let scrub { answer.body = scrub(call, answer.body) }
        return answer
    }

    private func keep(_ call: CallContext, _ outcome: Result<HTTPAnswer, AWSError>) {
        let path = "\(directory)/\(Recording.path(of: call))"
        do {
            try OwnedFile.write(Recording(call, outcome).json(), to: path)
        } catch {
            failures.withLock { if $0.count < 100 { $0.append(error) } }
        }
    }
}

/// Files that only their owner may read.
private enum OwnedFile {
    static func write(_ bytes: [UInt8], to path: String) throws(Diagnostic) {
        var folder = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/").dropLast() {
            folder += folder.isEmpty || folder.hasSuffix("/") ? String(part) : "/\(part)"
            if mkdir(folder, 0o700) != 0 && errno != EEXIST { throw failure(path) }
        }
        // Written aside and renamed, so that a stopped run leaves no half of a file.
        let temporary = "\(path).\(getpid()).\(UInt32.random(in: 0...UInt32.max))"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(path) }
        var offset = 0
        while offset < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + offset, bytes.count - offset) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else {
                let error = failure(path)
                close(descriptor)
                unlink(temporary)
                throw error
            }
            offset += count
        }
        close(descriptor)
        guard rename(temporary, path) == 0 else { throw failure(path) }
    }

    private static func failure(_ path: String) -> Diagnostic {
        Diagnostic(
            .error, code: "recording-unwritable", "the recording cannot be written: \(String(cString: strerror(errno)))",
            location: SourceLocation(path: path))
    }
}
