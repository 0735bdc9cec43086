import Document
import Testing

@testable import CloudAccess

@Suite struct ErrorReaderTests {
    struct Case: Sendable {
        var wireProtocol: AWSProtocol
        var answer: HTTPAnswer
        var kind: AWSError.Kind
        var code: String
        var message = ""
        var requestID: String?
        var isRetryable = false
    }

    static let cases: [Case] = [
        Case(
            wireProtocol: .query,
            answer: HTTPAnswer(
                403,
                #"<ErrorResponse xmlns="u"><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no &amp; no</Message></Error>"#
                    + "<RequestId>r1</RequestId></ErrorResponse>"),
            kind: .accessDenied, code: "AccessDenied", message: "no & no", requestID: "r1"),
        Case(
            wireProtocol: .ec2,
            answer: HTTPAnswer(
                400,
                "<Response><Errors><Error><Code>InvalidVolume.NotFound</Code><Message>m</Message></Error></Errors>"
                    + "<RequestID>r2</RequestID></Response>"),
            kind: .notFound, code: "InvalidVolume.NotFound", message: "m", requestID: "r2"),
        Case(
            wireProtocol: .ec2,
            answer: HTTPAnswer(503, "<Response><Errors><Error><Code>RequestLimitExceeded</Code></Error></Errors></Response>"),
            kind: .throttled, code: "RequestLimitExceeded", isRetryable: true),
        Case(
            wireProtocol: .json,
            answer: HTTPAnswer(
                400, #"{"__type":"com.amazonaws.x#AccessDeniedException:http://x/","Message":"m"}"#, [("x-amzn-RequestId", "r3")]),
            kind: .accessDenied, code: "AccessDeniedException", message: "m", requestID: "r3"),
        Case(
            wireProtocol: .json, answer: HTTPAnswer(400, "{\"__type\":\"ThrottlingException\",\"message\":\"Rate exceeded\"}"),
            kind: .throttled, code: "ThrottlingException", message: "Rate exceeded", isRetryable: true),
        Case(
            wireProtocol: .restJSON,
            answer: HTTPAnswer(404, "{\"Message\":\"gone\"}", [("X-Amzn-ErrorType", "ResourceNotFoundException:http://x/")]),
            kind: .notFound, code: "ResourceNotFoundException", message: "gone"),
        Case(
            wireProtocol: .restXML,
            answer: HTTPAnswer(
                404, #"<?xml version="1.0"?><Error><Code>NoSuchBucketPolicy</Code><Message>m</Message><RequestId>r4</RequestId></Error>"#),
            kind: .notFound, code: "NoSuchBucketPolicy", message: "m", requestID: "r4"),
        Case(
            wireProtocol: .restXML, answer: HTTPAnswer(503, "<Error><Code>SlowDown</Code></Error>"),
            kind: .throttled, code: "SlowDown", isRetryable: true),
        Case(
            wireProtocol: .query, answer: HTTPAnswer(410, "<ErrorResponse><Error><Code>ReportNotPresent</Code></Error></ErrorResponse>"),
            kind: .notFound, code: "ReportNotPresent"),
        Case(wireProtocol: .restXML, answer: HTTPAnswer(403, ""), kind: .accessDenied, code: "HTTP403"),
        Case(wireProtocol: .restXML, answer: HTTPAnswer(301, ""), kind: .invalidRequest, code: "HTTP301"),
        Case(wireProtocol: .json, answer: HTTPAnswer(500, "{}"), kind: .serviceFailure, code: "HTTP500", isRetryable: true),
        Case(wireProtocol: .json, answer: HTTPAnswer(429, "slow"), kind: .throttled, code: "HTTP429", isRetryable: true),
        Case(
            wireProtocol: .query, answer: HTTPAnswer(500, "\n <!DOCTYPE HTML><title>500</title>"), kind: .notAnAPI, code: "notAnAPI",
            message: "a web page came instead of an answer", isRetryable: true),
        Case(
            wireProtocol: .json, answer: HTTPAnswer(404, "<html></html>"), kind: .notAnAPI, code: "notAnAPI",
            message: "a web page came instead of an answer"),
        Case(
            wireProtocol: .query, answer: HTTPAnswer(400, "<ErrorResponse><Error><Code>ValidationError</Code></Error></ErrorResponse>"),
            kind: .invalidRequest, code: "ValidationError"),
        Case(
            wireProtocol: .query,
            answer: HTTPAnswer(403, "<ErrorResponse><Error><Code>InvalidClientTokenId</Code></Error></ErrorResponse>"),
            kind: .credentials, code: "InvalidClientTokenId"),
    ]

    @Test(arguments: cases.indices) func error(index: Int) {
        let expected = ErrorReaderTests.cases[index]
        let error = ErrorReader.read(expected.answer, wireProtocol: expected.wireProtocol, limits: .standard)
        #expect(error.kind == expected.kind)
        #expect(error.code == expected.code)
        #expect(error.message == expected.message)
        #expect(error.requestID == expected.requestID)
        #expect(error.isRetryable == expected.isRetryable)
        #expect(error.status == expected.answer.status)
    }
}
