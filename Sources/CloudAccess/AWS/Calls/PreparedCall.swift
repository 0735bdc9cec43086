import Crypto

/// One call on its way: what is asked, where it goes, and what was already put right.
struct PreparedCall {
    let model: ServiceModel
    let operation: Operation
    let region: String
    let input: InputValue
    var endpoint: Endpoint?
    private(set) var request = HTTPRequestMessage(method: "GET", host: "")
    private(set) var signingRegion = ""
    var didCorrectClock = false
    var didRefresh = false
    private var didRedirect = false
    let context: CallContext

    init(model: ServiceModel, operation: Operation, region: String, input: InputValue) {
        self.model = model
        self.operation = operation
        self.region = region
        self.input = input
        context = CallContext(
            service: model.service, region: region, operation: operation.name, input: input,
            sensitiveNames: { SensitiveNames.of(operation, in: model) })
    }

    /// The bucket that an S3 call is about.
    var bucket: String? {
        guard model.service == "s3", case .string(let name)? = input["Bucket"] else { return nil }
        return name
    }

    /// Writes the request for the endpoint.
    ///
    /// - Parameter bucketRegion: where the bucket turned out to be.
    /// - Throws: ``AWSError`` of the kind `invalidRequest` for an input that the operation does not take.
    mutating func prepare(bucketRegion: String? = nil) throws(AWSError) {
        guard var endpoint else { throw AWSError(.endpoint, "there is no endpoint") }
        if let bucketRegion, !endpoint.isCustom, bucketRegion != endpoint.signingRegion {
            endpoint.host = endpoint.host.split(separator: ".").map { $0 == region ? Substring(bucketRegion) : $0 }.joined(separator: ".")
            endpoint.signingRegion = bucketRegion
        }
        let inHost = !endpoint.isCustom && bucket.map(PreparedCall.canBeInHost) == true
        let parts: RequestParts
        do {
            parts = try RequestWriter(model: model, operation: operation, putsBucketInHost: inHost).write(input)
        } catch {
            throw AWSError(.invalidRequest, code: "InvalidInput", error.message)
        }
        var prefix = endpoint.isCustom ? "" : parts.hostPrefix
        if let bucket = parts.bucket { prefix = "\(bucket).\(prefix)" }
        request = HTTPRequestMessage(
            method: parts.method, scheme: endpoint.scheme, host: prefix + endpoint.host, port: endpoint.port,
            path: endpoint.basePath + parts.path, query: parts.query, headers: parts.headers, body: parts.body)
        signingRegion = endpoint.signingRegion
        addServiceHeaders()
    }

    private mutating func addServiceHeaders() {
        switch model.service {
        // Answers HAL otherwise.
        case "apigateway": request.setHeader("Accept", "application/json")
        case "glacier": request.setHeader("x-amz-glacier-version", model.apiVersion)
        case "s3" where !request.body.isEmpty, "s3control" where !request.body.isEmpty:
            request.setHeader("Content-MD5", Base64.encode(Array(Insecure.MD5.hash(data: request.body))))
        default: break
        }
    }

    /// A name that is one host label: with a point the certificate would not fit.
    static func canBeInHost(_ bucket: String) -> Bool {
        (3...63).contains(bucket.utf8.count) && bucket.first != "-" && bucket.last != "-"
            && bucket.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }

    /// S3 can answer 200 and an error.
    func isErrorInDisguise(_ answer: HTTPAnswer) -> Bool {
        guard model.service == "s3", answer.body.count < 4_096 else { return false }
        return String(decoding: answer.body.prefix(200), as: UTF8.self).beginsWithElement("Error")
    }

    /// The region that S3 names when a bucket is elsewhere; once.
    mutating func redirect(_ answer: HTTPAnswer, _ error: AWSError) -> String? {
        guard model.service == "s3", !didRedirect, let named = answer.header("x-amz-bucket-region"), named != signingRegion,
            [301, 307, 400].contains(answer.status), endpoint?.isCustom == false,
            named.utf8.allSatisfy({ RequestWriter.isHostByte($0) && $0 != 0x2E })
        else { return nil }
        didRedirect = true
        return named
    }
}

extension String {
    /// Whether an XML text's first element has this name.
    fileprivate func beginsWithElement(_ name: String) -> Bool {
        var rest = self[...]
        while let open = rest.firstIndex(of: "<") {
            rest = rest[rest.index(after: open)...]
            if rest.first == "?" || rest.first == "!" { continue }
            return rest.hasPrefix(name + ">") || rest.hasPrefix(name + " ")
        }
        return false
    }
}
