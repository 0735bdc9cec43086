import SourceText

/// Answers calls from a recording; nothing leaves the machine.
public struct ReplayTransport: Transport {
    private let directory: String
    public var isLive: Bool { false }

    public init(directory: String) { self.directory = directory }

    /// - Throws: ``AWSError`` of the kind `notRecorded` where the recording has no such call: it counts as not collected.
    public func send(
        _ request: HTTPRequestMessage, for call: CallContext, timeout: Duration, answerLimit: Int
    ) async throws(AWSError) -> HTTPAnswer {
        if call.isForCredentials { throw call.error(.notRecorded, "a recording holds no credentials") }
        let path = "\(directory)/\(Recording.path(of: call))"
        let file: SourceFile
        do {
            // JSON escapes and base64 make a file larger than its answer.
            file = try SourceFile.read(path: path, limit: answerLimit &* 2)
        } catch {
            throw call.error(.notRecorded, "the recording has no such call: \(error.message)")
        }
        let outcome: Result<HTTPAnswer, AWSError>
        do {
            outcome = try Recording(file).outcome
        } catch {
            throw call.error(.notRecorded, error.message)
        }
        return try outcome.get()
    }
}
