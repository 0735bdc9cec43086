import Synchronization

@testable import CloudAccess

/// Answers from a closure, and remembers what it was asked.
final class ScriptedTransport: Transport {
    private let answer: @Sendable (HTTPRequestMessage, Int) throws(AWSError) -> HTTPAnswer
    private let seen = Mutex<[HTTPRequestMessage]>([])
    let isLive: Bool

    init(isLive: Bool = true, _ answer: @escaping @Sendable (HTTPRequestMessage, Int) throws(AWSError) -> HTTPAnswer) {
        self.isLive = isLive
        self.answer = answer
    }

    var requests: [HTTPRequestMessage] { seen.withLock { $0 } }

    func send(
        _ request: HTTPRequestMessage, for call: CallContext, timeout: Duration, answerLimit: Int
    ) async throws(AWSError) -> HTTPAnswer {
        let count = seen.withLock {
            $0.append(request)
            return $0.count
        }
        return try answer(request, count)
    }
}

extension HTTPRequestMessage {
    func header(_ name: String) -> String? { headers.first { $0.name.lowercased() == name.lowercased() }?.value }
    var text: String { String(decoding: body, as: UTF8.self) }

    /// The fields of a form body.
    var form: [String: String] {
        Dictionary(
            text.split(separator: "&").map { item in
                let pair = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                return (PercentEncoding.decode(pair[0]), pair.count == 2 ? PercentEncoding.decode(pair[1]) : "")
            }, uniquingKeysWith: { $1 })
    }
}

extension HTTPAnswer {
    init(_ status: Int, _ text: String, _ headers: [(name: String, value: String)] = []) {
        self.init(status: status, headers: headers, body: Array(text.utf8))
    }
}
