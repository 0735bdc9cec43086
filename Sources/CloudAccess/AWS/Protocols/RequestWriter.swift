/// What a protocol makes of an operation and its input; endpoint and signature come later.
struct RequestParts {
    var method: String
    var path = "/"
    var query: [(name: String, value: String)] = []
    var headers: [(name: String, value: String)] = []
    var body: [UInt8] = []
    var hostPrefix = ""
    /// The bucket that goes into the host's name.
    var bucket: String?
}

/// An input that an operation cannot take.
struct InputFailure: Error {
    var message: String
}

/// Writes an operation's request in its service's protocol.
struct RequestWriter {
    let model: ServiceModel
    let operation: Operation
    /// S3: the bucket is part of the host's name instead of the path.
    var putsBucketInHost = false

    /// - Throws: ``InputFailure`` for a member that the operation does not have, a missing part of the path, or a wrong type.
    func write(_ input: InputValue) throws(InputFailure) -> RequestParts {
        guard case .map(let members) = input else { throw InputFailure(message: "the input is not a map") }
        try checkNames(members)
        var parts: RequestParts
        switch model.wireProtocol {
        case .query, .ec2: parts = try QueryWriter(model: model, operation: operation).write(members)
        case .json: parts = try writeJSON(members)
        case .restJSON, .restXML: parts = try RestWriter(self).write(members)
        }
        parts.hostPrefix = try hostPrefix(input)
        return parts
    }

    private func checkNames(_ members: [(key: String, value: InputValue)]) throws(InputFailure) {
        let shape = operation.input.map { model.shapes[$0] }
        for member in members where shape?.member(member.key) == nil {
            throw InputFailure(message: "\(operation.name) has no parameter \(member.key)")
        }
        for name in shape?.required ?? [] where !members.contains(where: { $0.key == name }) {
            throw InputFailure(message: "\(operation.name) needs the parameter \(name)")
        }
    }

    private func writeJSON(_ members: [(key: String, value: InputValue)]) throws(InputFailure) -> RequestParts {
        var parts = RequestParts(method: operation.method)
        parts.headers = [
            ("X-Amz-Target", "\(model.targetPrefix).\(operation.name)"),
            ("Content-Type", "application/x-amz-json-\(model.jsonVersion)"),
        ]
        var body = JSONBodyWriter(model: model)
        try body.writeStructure(members, shape: operation.input)
        parts.body = body.text.bytes
        return parts
    }

    private func hostPrefix(_ input: InputValue) throws(InputFailure) -> String {
        guard let template = operation.hostPrefix else { return "" }
        var prefix = template
        for member in operation.input.map({ model.shapes[$0].members }) ?? [] where template.contains("{\(member.name)}") {
            guard let value = input[member.name]?.text, !value.isEmpty, value.utf8.allSatisfy(RequestWriter.isHostByte) else {
                throw InputFailure(message: "\(member.name) must be letters, digits, hyphens and points: it is part of the host's name")
            }
            prefix = prefix.split(separator: "{\(member.name)}", omittingEmptySubsequences: false).joined(separator: value)
        }
        return prefix
    }

    static func isHostByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x2D || byte == 0x2E
    }

    /// A timestamp input (RFC 3339 text, or seconds since 1970) in the form a place wants.
    static func timestamp(_ value: InputValue, format: Member.TimestampFormat) throws(InputFailure) -> InputValue {
        let instant: Instant?
        switch value {
        case .int(let seconds): instant = Instant(unix: seconds)
        case .double(let seconds): instant = Instant(unix: seconds)
        case .string(let text): instant = Instant(parsing: text)
        default: instant = nil
        }
        guard let instant else { throw InputFailure(message: "\"\(value.text)\" is no point in time") }
        switch format {
        case .iso8601: return .string(instant.rfc3339)
        case .rfc822: return .string(instant.httpDate)
        case .unixTimestamp: return .int(instant.seconds)
        }
    }
}
