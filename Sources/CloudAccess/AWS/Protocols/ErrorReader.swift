import Document

/// Reads what a service says when it refuses, in any of its protocols.
enum ErrorReader {
    /// The error in an answer whose status is 300 or more.
    static func read(_ answer: HTTPAnswer, wireProtocol: AWSProtocol, limits: DocumentLimits) -> AWSError {
        if AnswerReader.isWebPage(answer) {
            return AWSError(
                .notAnAPI, "a web page came instead of an answer", status: answer.status,
                requestID: requestID(answer), isRetryable: answer.status >= 500)
        }
        var words: Words
        switch wireProtocol {
        case .query, .ec2, .restXML: words = xmlWords(answer.body, limits: limits)
        case .json, .restJSON: words = jsonWords(answer, limits: limits)
        }
        words.requestID = words.requestID ?? requestID(answer)
        let code = words.code ?? "HTTP\(answer.status)"
        let kind = classify(code: code, status: answer.status, hasCode: words.code != nil)
        return AWSError(
            kind, code: code, words.message ?? "", status: answer.status, requestID: words.requestID,
            isRetryable: kind == .throttled || kind == .serviceFailure)
    }

    struct Words {
        var code: String?
        var message: String?
        var requestID: String?
    }

    /// `ErrorResponse/Error`, `Response/Errors/Error` or S3's bare `Error`.
    static func xmlWords(_ body: [UInt8], limits: DocumentLimits) -> Words {
        var words = Words()
        guard let tree = try? XMLReader.read(body, depthLimit: min(limits.depth, 200)) else { return words }
        var error = tree.root
        if tree.name(of: error) != "Error" {
            if let errors = tree.child(of: error, named: "Errors") { error = errors }
            guard let found = tree.child(of: error, named: "Error") else {
                words.message = "the answer is <\(tree.name(of: tree.root))>"
                return words
            }
            error = found
        }
        func text(_ name: String, of element: Int) -> String? {
            tree.child(of: element, named: name).map { tree.text(of: $0) }.flatMap { $0.isEmpty ? nil : $0 }
        }
        words.code = text("Code", of: error)
        words.message = text("Message", of: error)
        for element in [tree.root, error] {
            words.requestID = words.requestID ?? text("RequestId", of: element) ?? text("RequestID", of: element)
        }
        return words
    }

    private static func jsonWords(_ answer: HTTPAnswer, limits: DocumentLimits) -> Words {
        var words = Words()
        words.code = answer.header("x-amzn-errortype").map(plainCode)
        guard let document = try? AnswerReader.json(answer.body, limits: limits) else { return words }
        let root = document.root
        for key in ["__type", "code", "Code"] where words.code == nil {
            words.code = root[key]?.string.map(plainCode).flatMap { $0.isEmpty ? nil : $0 }
        }
        words.message = root["message"]?.string ?? root["Message"]?.string ?? root["errorMessage"]?.string
        return words
    }

    /// `com.amazon.coral#AccessDeniedException:http://…` is `AccessDeniedException`.
    private static func plainCode(_ text: String) -> String {
        let name = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)[0]
        return String(name.split(separator: "#").last ?? name)
    }

    static func requestID(_ answer: HTTPAnswer) -> String? {
        answer.header("x-amzn-requestid") ?? answer.header("x-amz-request-id") ?? answer.header("x-amzn-request-id")
    }

    // MARK: Kinds

    /// The codes that AWS's own clients slow down for ("Retry behavior" in the SDKs and tools reference guide).
    private static let throttling: Set<String> = [
        "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException", "RequestThrottled",
        "TooManyRequestsException", "TooManyRequests", "ProvisionedThroughputExceededException", "TransactionInProgressException",
        "RequestLimitExceeded", "BandwidthLimitExceeded", "LimitExceededException.Throttling", "SlowDown",
        "PriorRequestNotComplete", "EC2ThrottledException", "Throttled",
    ]

    private static let denied: Set<String> = [
        "AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError", "AuthorizationErrorException",
        "NotAuthorized", "Client.UnauthorizedOperation", "UnauthorizedException", "AllAccessDisabled", "Forbidden",
        "ForbiddenException", "MethodNotAllowed", "OptInRequired", "SubscriptionRequiredException",
    ]

    private static let credentials: Set<String> = [
        "InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId", "AuthFailure", "SignatureDoesNotMatch",
        "InvalidSignatureException", "ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired",
        "IncompleteSignature", "MissingAuthenticationToken", "MissingAuthenticationTokenException", "InvalidToken",
        "RequestTimeTooSkewed",
    ]

    static func classify(code: String, status: Int, hasCode: Bool) -> AWSError.Kind {
        if throttling.contains(code) || status == 429 || (status == 503 && code != "ServiceUnavailableException" && !hasCode) {
            return .throttled
        }
        if denied.contains(code) { return .accessDenied }
        if credentials.contains(code) { return .credentials }
        if status >= 500 { return .serviceFailure }
        if code == "RequestTimeout" || code == "RequestTimeoutException" { return .serviceFailure }
        if status == 404 || status == 410 || isAbsence(code) { return .notFound }
        if !hasCode && (status == 401 || status == 403) { return .accessDenied }
        return .invalidRequest
    }

    /// Codes that say that a thing does not exist, over all services: `NoSuchBucket`, `ResourceNotFoundException`,
    /// `InvalidVolume.NotFound`, `DBInstanceNotFound`, `NonExistentQueue`, `QueueDoesNotExist`.
    private static func isAbsence(_ code: String) -> Bool {
        code.hasPrefix("NoSuch") || code.contains("NotFound") || code.contains("NonExistent") || code.contains("DoesNotExist")
    }
}
