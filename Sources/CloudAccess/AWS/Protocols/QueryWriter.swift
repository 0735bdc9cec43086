/// Writes `query` and `ec2` requests: one form whose names are the paths to their values.
struct QueryWriter {
    let model: ServiceModel
    let operation: Operation
    private var isEC2: Bool { model.wireProtocol == .ec2 }
    private var form: [UInt8] = []

    init(model: ServiceModel, operation: Operation) {
        self.model = model
        self.operation = operation
    }

    func write(_ members: [(key: String, value: InputValue)]) throws(InputFailure) -> RequestParts {
        var writer = self
        writer.add("Action", operation.name)
        writer.add("Version", model.apiVersion)
        if let input = operation.input { try writer.writeStructure(members, shape: input, prefix: "") }
        var parts = RequestParts(method: operation.method)
        parts.headers = [("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")]
        parts.body = writer.form
        return parts
    }

    private mutating func add(_ name: String, _ value: String) {
        if !form.isEmpty { form.append(0x26) }
        form.append(contentsOf: PercentEncoding.encode(name).utf8)
        form.append(0x3D)
        form.append(contentsOf: PercentEncoding.encode(value).utf8)
    }

    private mutating func write(_ value: InputValue, member: Member, prefix: String) throws(InputFailure) {
        switch (model.shapes[member.shape].kind, value) {
        case (.structure, .map(let members)): try writeStructure(members, shape: member.shape, prefix: prefix)
        case (.list, .list(let elements)): try writeList(elements, member: member, prefix: prefix)
        case (.map, .map(let members)): try writeMap(members, member: member, prefix: prefix)
        case (.structure, _), (.list, _), (.map, _), (_, .map), (_, .list):
            throw InputFailure(message: "\(prefix) is not what \(operation.name) takes")
        case (.timestamp, _):
            add(prefix, try RequestWriter.timestamp(value, format: member.timestampFormat ?? .iso8601).text)
        default: add(prefix, value.text)
        }
    }

    private mutating func writeStructure(
        _ members: [(key: String, value: InputValue)], shape: Int, prefix: String
    ) throws(InputFailure) {
        for (key, value) in members {
            guard let member = model.shapes[shape].member(key) else {
                throw InputFailure(message: "\(prefix.isEmpty ? operation.name : prefix) has no member \(key)")
            }
            let name = wireName(member, default: key)
            try write(value, member: member, prefix: prefix.isEmpty ? name : "\(prefix).\(name)")
        }
    }

    private mutating func writeList(_ elements: [InputValue], member: Member, prefix: String) throws(InputFailure) {
        guard let element = model.shapes[member.shape].element else { return }
        var prefix = prefix
        if !isEC2 {
            // An empty list is said, too.
            if elements.isEmpty { return add(prefix, "") }
            if !member.isFlattened {
                prefix += ".\(element.locationName ?? "member")"
            } else if let name = element.locationName {
                let parent = prefix.split(separator: ".").dropLast()
                prefix = (parent + [Substring(name)]).joined(separator: ".")
            }
        }
        for (index, value) in elements.enumerated() {
            try write(value, member: element, prefix: "\(prefix).\(index + 1)")
        }
    }

    private mutating func writeMap(
        _ members: [(key: String, value: InputValue)], member: Member, prefix: String
    ) throws(InputFailure) {
        guard let key = model.shapes[member.shape].key, let value = model.shapes[member.shape].value else { return }
        let prefix = member.isFlattened ? prefix : "\(prefix).entry"
        for (index, entry) in members.enumerated() {
            add("\(prefix).\(index + 1).\(key.locationName ?? "key")", entry.key)
            try write(entry.value, member: value, prefix: "\(prefix).\(index + 1).\(value.locationName ?? "value")")
        }
    }

    private func wireName(_ member: Member, default name: String) -> String {
        guard isEC2 else { return member.locationName ?? name }
        if let name = member.queryName { return name }
        guard let location = member.locationName, let first = location.first else { return name }
        return first.uppercased() + location.dropFirst()
    }
}
