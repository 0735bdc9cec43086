import CloudAccess
import Document
import PostureModel

/// A call that gave no answer, in the words of the run's coverage and of the values it would have filled.
struct CallFailure: Sendable {
    let call: String
    let error: AWSError
    /// What was denied.
    let permission: String?

    init(_ error: AWSError, call: String, client: AWSClient) {
        self.call = call
        self.error = error
        let parts = call.split(separator: ":").map(String.init)
        if error.kind == .accessDenied, parts.count == 2, let known = try? client.operation(parts[0], parts[1]).permissions,
            !known.isEmpty
        {
            permission = known.joined(separator: ", ")
        } else {
            permission = nil
        }
    }

    /// Why a value is not known. The same on every run, unlike the service's message, so that nothing changes that did not change.
    var unknown: Unknown {
        Unknown.notCollected(call: call, permission: permission, error: reason)
    }

    private var reason: String {
        switch error.kind {
        case .accessDenied: "access denied (\(error.code))"
        case .throttled: "the service asked for patience too often (\(error.code))"
        case .serviceFailure: "the service failed (\(error.code))"
        case .connection: "no connection that lasted"
        case .timeout: "no answer in time"
        case .malformedAnswer: "the answer could not be read"
        case .notAnAPI: "a web page came instead of an answer"
        case .answerTooLarge: "the answer is too large"
        case .paging: "its pages do not come to an end"
        case .notRecorded: "the recording has no such call"
        case .credentials: "no credentials that work"
        case .notFound, .invalidRequest, .cancelled, .endpoint, .unknownOperation: error.code
        }
    }

    /// - Parameters:
    ///   - count: how many calls ended so.
    ///   - asset: one of those it was for.
    func line(count: Int, asset: String?) -> Coverage.FailedCall {
        Coverage.FailedCall(
            call: call, region: error.region.isEmpty ? nil : error.region, asset: asset, code: error.code,
            message: CallFailure.oneLine(error.message), permission: permission, count: count)
    }

    private static func oneLine(_ text: String) -> String {
        // A blob for `sts:DecodeAuthorizationMessage`, of no use to a reader.
        let plain = text.split(separator: " Encoded authorization failure message").first.map(String.init) ?? text
        let line = plain.split(whereSeparator: \.isNewline).joined(separator: " ")
        return line.count > 300 ? line.prefix(299) + "…" : line
    }
}
