import Crypto
import Document
import SourceText

/// One recorded call: what was asked, and the raw answer without its secrets, or how the call failed.
struct Recording {
    /// A changed layout gets another number.
    static let version: Int64 = 1

    var service: String
    var region: String
    var operation: String
    var input: InputValue
    var outcome: Result<HTTPAnswer, AWSError>

    /// The file of a call, the same on every run: `s3/eu-west-1/GetBucketPolicy-1f0c….json`.
    static func path(of call: CallContext) -> String {
        let digest = SignatureV4.hex(SHA256.hash(data: Array(JSONOutput.canonical(call.input).utf8)))
        return "\(safe(call.service))/\(safe(call.region))/\(safe(call.operation))-\(digest.prefix(16)).json"
    }

    /// Names from outside never become a path.
    private static func safe(_ name: String) -> String {
        let kept = name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
        return kept.isEmpty ? "_" : kept
    }

    func json() -> [UInt8] {
        var text = JSONOutput()
        text.beginMap()
        text.key("version"); text.int(Recording.version)
        text.key("service"); text.string(service)
        text.key("region"); text.string(region)
        text.key("operation"); text.string(operation)
        text.key("input"); text.value(input, sortingKeys: true)
        switch outcome {
        case .success(let answer):
            text.key("time"); text.string(answer.time.rfc3339)
            text.key("status"); text.int(Int64(answer.status))
            text.key("headers")
            text.beginMap()
            for header in answer.headers where !["set-cookie", "authorization"].contains(header.name) {
                text.key(header.name); text.string(header.value)
            }
            text.endMap()
            if let body = String(validating: answer.body, as: UTF8.self) {
                text.key("body"); text.string(body)
            } else {
                text.key("bodyBase64"); text.string(Base64.encode(answer.body))
            }
        case .failure(let error):
            text.key("time"); text.string((error.time ?? .now()).rfc3339)
            text.key("failure"); text.string(error.kind.rawValue)
            text.key("message"); text.string(error.message)
        }
        text.endMap()
        text.newline()
        return text.bytes
    }

    /// - Throws: ``Diagnostic`` (`recording-invalid`) where the file is none.
    init(_ file: SourceFile) throws(Diagnostic) {
        let root = try Document(json: file.bytes).root
        func invalid(_ message: String) -> Diagnostic {
            Diagnostic(
                .error, code: "recording-invalid", "the recording cannot be used: \(message)",
                location: SourceLocation(path: file.path))
        }
        guard root["version"]?.int == Recording.version else { throw invalid("its version is unknown") }
        service = root["service"]?.string ?? ""
        region = root["region"]?.string ?? ""
        operation = root["operation"]?.string ?? ""
        input = root["input"].flatMap { InputValue($0) } ?? [:]
        if let failure = root["failure"]?.string {
            var error = AWSError(AWSError.Kind(rawValue: failure) ?? .connection, root["message"]?.string ?? "as recorded")
            error.time = root["time"]?.string.flatMap { Instant(parsing: $0) }
            outcome = .failure(error)
            return
        }
        guard let status = root["status"]?.int, (100...599).contains(status) else { throw invalid("it has no status") }
        let headers = (root["headers"]?.members ?? []).map { (name: $0.key.text, value: $0.value.string ?? "") }
        var body = Array((root["body"]?.string ?? "").utf8)
        if let text = root["bodyBase64"]?.string {
            guard let bytes = Base64.decode(text) else { throw invalid("its body is not base64") }
            body = bytes
        }
        var answer = HTTPAnswer(status: Int(status), headers: headers, body: body)
        if let time = (root["time"]?.string ?? answer.header("date")).flatMap({ Instant(parsing: $0) }) { answer.time = time }
        outcome = .success(answer)
    }

    init(_ call: CallContext, _ outcome: Result<HTTPAnswer, AWSError>) {
        service = call.service
        region = call.region
        operation = call.operation
        input = call.input
        self.outcome = outcome
    }
}
