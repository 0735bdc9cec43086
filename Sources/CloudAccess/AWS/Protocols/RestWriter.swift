/// Writes `rest-json` and `rest-xml` requests: members go to the path, the query, headers or the body.
struct RestWriter {
    private let context: RequestWriter
    private var model: ServiceModel { context.model }
    private var operation: Operation { context.operation }

    init(_ context: RequestWriter) { self.context = context }

    func write(_ members: [(key: String, value: InputValue)]) throws(InputFailure) -> RequestParts {
        var parts = RequestParts(method: operation.method)
        var labels: [String: String] = [:]
        var body: [(key: String, value: InputValue)] = []
        for (key, value) in members {
            guard let shape = operation.input, let member = model.shapes[shape].member(key) else { continue }
            switch member.location {
            case .uri: labels[member.wireName] = try scalar(value, member: member, timestamps: .iso8601)
            case .querystring: try addQuery(value, member: member, to: &parts)
            case .header:
                let text = try headerValue(value, member: member)
                if !text.isEmpty { parts.headers.append((member.wireName, text)) }
            case .headers:
                guard case .map(let entries) = value else { throw InputFailure(message: "\(key) is not a map") }
                for entry in entries { parts.headers.append((member.wireName + entry.key, entry.value.text)) }
            case .statusCode, nil: body.append((key, value))
            }
        }
        try renderPath(labels, into: &parts)
        try writeBody(body, into: &parts)
        for header in parts.headers where header.value.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 }) {
            throw InputFailure(message: "the value of \(header.name) has control characters")
        }
        return parts
    }

    // MARK: Path and query

    private func renderPath(_ labels: [String: String], into parts: inout RequestParts) throws(InputFailure) {
        let template = operation.requestURI.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var path = ""
        var rest = template[0]
        if context.putsBucketInHost, rest.hasPrefix("/{Bucket}"), let bucket = labels["Bucket"] {
            parts.bucket = bucket
            rest = rest.dropFirst("/{Bucket}".count)
        }
        while let open = rest.firstIndex(of: "{") {
            path += rest[..<open]
            guard let close = rest[open...].firstIndex(of: "}") else { break }
            var name = rest[rest.index(after: open)..<close]
            let isGreedy = name.hasSuffix("+")
            if isGreedy { name = name.dropLast() }
            guard let value = labels[String(name)], !value.isEmpty else {
                throw InputFailure(message: "\(operation.name) needs the parameter \(name)")
            }
            path += PercentEncoding.encode(value, keepingSlash: isGreedy)
            rest = rest[rest.index(after: close)...]
        }
        path += rest
        parts.path = path.isEmpty ? "/" : path
        guard template.count == 2 else { return }
        let fixed = template[1].split(separator: "&").map { item -> (name: String, value: String) in
            let pair = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (String(pair[0]), pair.count == 2 ? String(pair[1]) : "")
        }
        parts.query = fixed + parts.query
    }

    private func addQuery(_ value: InputValue, member: Member, to parts: inout RequestParts) throws(InputFailure) {
        let shape = model.shapes[member.shape]
        switch value {
        case .map(let entries):
            for entry in entries {
                if case .list(let values) = entry.value {
                    for value in values { parts.query.append((entry.key, value.text)) }
                } else {
                    parts.query.append((entry.key, entry.value.text))
                }
            }
        case .list(let values):
            guard let element = shape.element else { throw InputFailure(message: "\(member.name) is not a list") }
            for value in values {
                parts.query.append((member.wireName, try scalar(value, member: element, timestamps: .iso8601)))
            }
        default: parts.query.append((member.wireName, try scalar(value, member: member, timestamps: .iso8601)))
        }
    }

    private func headerValue(_ value: InputValue, member: Member) throws(InputFailure) -> String {
        guard case .list(let values) = value else { return try scalar(value, member: member, timestamps: .rfc822) }
        guard let element = model.shapes[member.shape].element else { throw InputFailure(message: "\(member.name) is not a list") }
        var texts: [String] = []
        for value in values {
            let text = try scalar(value, member: element, timestamps: .rfc822)
            let isQuoted = model.shapes[element.shape].kind == .string && text.contains { $0 == "," || $0 == "\"" }
            texts.append(isQuoted ? "\"\(text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\""))\"" : text)
        }
        return texts.joined(separator: ",")
    }

    private func scalar(_ value: InputValue, member: Member, timestamps: Member.TimestampFormat) throws(InputFailure) -> String {
        switch value {
        case .list, .map: throw InputFailure(message: "\(member.name) is not a single value")
        default: break
        }
        guard model.shapes[member.shape].kind == .timestamp else { return value.text }
        return try RequestWriter.timestamp(value, format: member.timestampFormat ?? timestamps).text
    }

    // MARK: Body

    private func writeBody(_ members: [(key: String, value: InputValue)], into parts: inout RequestParts) throws(InputFailure) {
        guard let input = operation.input else { return }
        let shape = model.shapes[input]
        if let payload = shape.payload, let member = shape.member(payload) {
            let value = members.first { $0.key == payload }?.value
            try writePayload(value, member: member, into: &parts)
        } else if !members.isEmpty {
            if model.wireProtocol == .restJSON {
                var writer = JSONBodyWriter(model: model)
                try writer.writeStructure(members, shape: input)
                parts.body = writer.text.bytes
            } else {
                let root = operation.inputLocationName ?? "\(operation.name)Request"
                let namespace = operation.inputNamespace ?? model.xmlNamespace.map { XMLNamespace(uri: $0) }
                try writeXML(root, namespace: namespace, members: members, shape: input, into: &parts)
            }
        } else if model.wireProtocol == .restJSON, shape.members.contains(where: { $0.location == nil }) {
            parts.body = Array("{}".utf8)
        }
        let hasType = parts.headers.contains { $0.name.lowercased() == "content-type" }
        if model.wireProtocol == .restJSON, !parts.body.isEmpty, !hasType {
            parts.headers.append(("Content-Type", "application/json"))
        }
    }

    private func writePayload(_ value: InputValue?, member: Member, into parts: inout RequestParts) throws(InputFailure) {
        switch model.shapes[member.shape].kind {
        case .blob, .string: parts.body = Array((value?.text ?? "").utf8)
        default:
            guard let value else {
                if model.wireProtocol == .restJSON { parts.body = Array("{}".utf8) }
                return
            }
            if model.wireProtocol == .restJSON {
                var writer = JSONBodyWriter(model: model)
                try writer.write(value, member: member)
                parts.body = writer.text.bytes
            } else if case .map(let members) = value {
                try writeXML(member.wireName, namespace: member.xmlNamespace, members: members, shape: member.shape, into: &parts)
            } else {
                throw InputFailure(message: "\(member.name) is not a map")
            }
        }
    }

    private func writeXML(
        _ root: String, namespace: XMLNamespace?, members: [(key: String, value: InputValue)], shape: Int,
        into parts: inout RequestParts
    ) throws(InputFailure) {
        var writer = XMLBodyWriter(model: model)
        try writer.writeRoot(root, namespace: namespace, members: members, shape: shape)
        parts.body = Array(writer.text.utf8)
        parts.headers.append(("Content-Type", "application/xml"))
    }
}
