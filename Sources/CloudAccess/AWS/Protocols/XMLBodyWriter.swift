/// Writes `rest-xml` bodies.
struct XMLBodyWriter {
    let model: ServiceModel
    private(set) var text = ""

    init(model: ServiceModel) { self.model = model }

    /// The body's root element.
    mutating func writeRoot(
        _ name: String, namespace: XMLNamespace?, members: [(key: String, value: InputValue)], shape: Int
    ) throws(InputFailure) {
        try writeStructure(name, namespace: namespace, members: members, shape: shape)
    }

    private mutating func writeStructure(
        _ name: String, namespace: XMLNamespace?, members: [(key: String, value: InputValue)], shape: Int
    ) throws(InputFailure) {
        text += "<\(name)\(attribute(namespace))"
        var content: [(Member, InputValue)] = []
        for (key, value) in members {
            guard let member = model.shapes[shape].member(key) else { throw InputFailure(message: "\(name) has no member \(key)") }
            if member.isXMLAttribute {
                text += " \(member.wireName)=\"\(XMLText.escape(value.text))\""
            } else {
                content.append((member, value))
            }
        }
        text += ">"
        for (member, value) in content { try write(member.wireName, value, member: member) }
        text += "</\(name)>"
    }

    private mutating func write(_ name: String, _ value: InputValue, member: Member) throws(InputFailure) {
        let shape = model.shapes[member.shape]
        switch (shape.kind, value) {
        case (.structure, .map(let members)):
            try writeStructure(name, namespace: member.xmlNamespace, members: members, shape: member.shape)
        case (.list, .list(let elements)):
            guard let element = shape.element else { return }
            if member.isFlattened {
                for value in elements { try write(name, value, member: element) }
            } else {
                text += "<\(name)\(attribute(member.xmlNamespace))>"
                for value in elements { try write(element.locationName ?? "member", value, member: element) }
                text += "</\(name)>"
            }
        case (.map, .map(let members)):
            guard let key = shape.key, let element = shape.value else { return }
            let entryName = member.isFlattened ? name : "entry"
            if !member.isFlattened { text += "<\(name)\(attribute(member.xmlNamespace))>" }
            for (name, value) in members {
                text += "<\(entryName)><\(key.locationName ?? "key")>\(XMLText.escape(name))</\(key.locationName ?? "key")>"
                try write(element.locationName ?? "value", value, member: element)
                text += "</\(entryName)>"
            }
            if !member.isFlattened { text += "</\(name)>" }
        case (.structure, _), (.list, _), (.map, _), (_, .map), (_, .list):
            throw InputFailure(message: "\(name) is not of the type \(shape.kind.rawValue)")
        default:
            let scalar =
                shape.kind == .timestamp
                ? try RequestWriter.timestamp(value, format: member.timestampFormat ?? .iso8601) : value
            text += "<\(name)\(attribute(member.xmlNamespace))>\(XMLText.escape(scalar.text))</\(name)>"
        }
    }

    private func attribute(_ namespace: XMLNamespace?) -> String {
        guard let namespace else { return "" }
        let name = namespace.prefix.map { "xmlns:\($0)" } ?? "xmlns"
        return " \(name)=\"\(XMLText.escape(namespace.uri))\""
    }
}
