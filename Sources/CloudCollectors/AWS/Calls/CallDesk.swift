import CloudAccess
import Document
import PostureModel
import Synchronization

/// Makes a collection's calls: each once, however many ask for it, and none to a service that does not answer at all.
final class CallDesk: Sendable {
    let client: AWSClient
    let failures = FailureLog()
    private let health = EndpointHealth()
    private let shared = SharedCalls()
    private let answers = Atomic<Int>(0)

    init(client: AWSClient) { self.client = client }

    /// Calls that were answered.
    var answerCount: Int { answers.load(ordering: .relaxed) }

    /// Ends every call that is under way.
    func cancel() { shared.cancel() }

    /// The whole answer of a call about one thing.
    func answer(_ call: LiveFace.Call, region: String, input: InputValue) async throws(AWSError) -> Document {
        let key = SharedCalls.Key(call: call.name, region: region, input: input.text)
        return try await shared.answer(key) { [client, self] () async -> Result<Document, AWSError> in
            await self.attempt(call, region) { () async throws(AWSError) -> Document in
                try await client.wholeAnswer(call.service, call.operation, region: region, input)
            }
        }.get()
    }

    /// Pages of a listing, which nobody else asks for.
    func nextPage(_ pages: inout AWSPages.Iterator, of call: LiveFace.Call, region: String) async -> Result<Document?, AWSError> {
        // Asks nobody.
        if pages.isDone { return .success(nil) }
        do {
            try health.check(call.service, region)
            let page = try await pages.next()
            health.note(nil, call.service, region)
            answers.add(1, ordering: .relaxed)
            return .success(page)
        } catch {
            health.note(error, call.service, region)
            return .failure(error)
        }
    }

    /// What became of a call, and the line in the coverage where it brought nothing.
    func fail(_ error: AWSError, _ call: LiveFace.Call, asset: String?) -> Unknown {
        let failure = CallFailure(error, call: call.name, client: client)
        if error.kind != .cancelled { failures.add(failure, asset: asset) }
        return failure.unknown
    }

    private func attempt(
        _ call: LiveFace.Call, _ region: String, _ body: () async throws(AWSError) -> Document
    ) async -> Result<Document, AWSError> {
        do {
            try health.check(call.service, region)
            let answer = try await body()
            health.note(nil, call.service, region)
            answers.add(1, ordering: .relaxed)
            return .success(answer)
        } catch {
            health.note(error, call.service, region)
            return .failure(error)
        }
    }
}
