public import Document
public import SourceText

extension ServiceModel {
    /// Reads a model from its JSON file (`content/facts/aws/operations/<service>.json`).
    ///
    /// - Throws: `json-syntax`, or `service-model-invalid` with what is wrong.
    public init(json file: SourceFile) throws(Diagnostic) {
        let document = try Document(json: file.bytes)
        do {
            self = try ServiceModel(document)
        } catch {
            var located = error
            located.location = SourceLocation(path: file.path)
            throw located
        }
    }

    public init(_ document: Document) throws(Diagnostic) {
        var reader = ServiceModelReader(document.root)
        self = try reader.read()
    }
}

/// Turns a model file's document into a ``ServiceModel``; shape names become indices.
private struct ServiceModelReader {
    private let root: DocumentValue
    private var indices: [String: Int] = [:]
    private var shapes: [Shape] = []

    init(_ root: DocumentValue) { self.root = root }

    mutating func read() throws(Diagnostic) -> ServiceModel {
        guard let service = root["service"]?.string else { throw invalid("it names no service") }
        guard let name = root["protocol"]?.string, let wireProtocol = AWSProtocol(rawValue: name) else {
            throw invalid("its protocol is not one of query, ec2, json, rest-json, rest-xml")
        }
        try readShapes()
        var operations: [String: Operation] = [:]
        for (key, value) in root["operations"]?.members ?? [] {
            operations[key.text] = try readOperation(key.text, value)
        }
        let prefix = root["endpointPrefix"]?.string ?? service
        return ServiceModel(
            service: service, serviceID: root["serviceId"]?.string ?? service, endpointPrefix: prefix,
            signingName: root["signingName"]?.string ?? prefix, wireProtocol: wireProtocol,
            apiVersion: root["apiVersion"]?.string ?? "", jsonVersion: root["jsonVersion"]?.text ?? "1.0",
            targetPrefix: root["targetPrefix"]?.string ?? "", xmlNamespace: namespace(root["xmlNamespace"])?.uri,
            operations: operations, shapes: shapes)
    }

    private mutating func readShapes() throws(Diagnostic) {
        let declared = root["shapes"]?.members ?? []
        for (index, entry) in declared.enumerated() { indices[entry.key.text] = index }
        // A plain type needs no shape of its own: its name is enough.
        var plain: [Shape] = []
        for kind in Shape.Kind.plain where indices[kind.rawValue] == nil {
            indices[kind.rawValue] = declared.count + plain.count
            plain.append(Shape(name: kind.rawValue, kind: kind))
        }
        for entry in declared {
            let name = entry.key.text
            guard let type = entry.value["type"]?.string, let kind = kind(of: type) else {
                throw invalid("the shape \(name) has no known type")
            }
            var shape = Shape(name: name, kind: kind)
            shape.payload = entry.value["payload"]?.string
            shape.isDocument = entry.value["document"]?.bool ?? false
            shape.required = strings(entry.value["required"])
            for member in entry.value["members"]?.members ?? [] {
                shape.members.append(try readMember(member.key.text, member.value, of: name))
            }
            shape.element = try entry.value["member"].map { value throws(Diagnostic) in try readMember("member", value, of: name) }
            shape.key = try entry.value["key"].map { value throws(Diagnostic) in try readMember("key", value, of: name) }
            shape.value = try entry.value["value"].map { value throws(Diagnostic) in try readMember("value", value, of: name) }
            if kind == .list && shape.element == nil || kind == .map && (shape.key == nil || shape.value == nil) {
                throw invalid("the shape \(name) does not say what it holds")
            }
            shapes.append(shape)
        }
        shapes += plain
        nameFlattenedLists()
    }

    private func readMember(_ name: String, _ value: DocumentValue, of shape: String) throws(Diagnostic) -> Member {
        guard let target = value.string ?? value["shape"]?.string, let index = indices[target] else {
            throw invalid("\(shape).\(name) is of no shape that the file has")
        }
        let declared = root["shapes"]?[target]
        func trait(_ key: String) -> DocumentValue? { value[key] ?? declared?[key] }
        var member = Member(name: name, shape: index, locationName: trait("locationName")?.string)
        member.location = trait("location")?.string.flatMap(Member.Location.init)
        member.queryName = trait("queryName")?.string
        member.isFlattened = trait("flattened")?.bool ?? false
        member.isXMLAttribute = trait("xmlAttribute")?.bool ?? false
        member.isHostLabel = trait("hostLabel")?.bool ?? false
        member.isSensitive = trait("sensitive")?.bool ?? false
        member.xmlNamespace = namespace(trait("xmlNamespace"))
        member.timestampFormat = trait("timestampFormat")?.string.flatMap { text in
            [.iso8601, .unixTimestamp, .rfc822].first { $0.rawValue.lowercased() == text.lowercased() }
        }
        return member
    }

    /// A flattened list's elements carry the element's own name in XML, where it has one.
    private mutating func nameFlattenedLists() {
        for shape in shapes.indices {
            for member in shapes[shape].members.indices {
                let use = shapes[shape].members[member]
                if use.isFlattened, shapes[use.shape].kind == .list, let name = shapes[use.shape].element?.locationName {
                    shapes[shape].members[member].xmlName = Array(name.utf8)
                }
            }
        }
    }

    private func readOperation(_ name: String, _ value: DocumentValue) throws(Diagnostic) -> Operation {
        func shape(_ key: String) throws(Diagnostic) -> (index: Int?, use: DocumentValue?) {
            guard let use = value[key], !use.isNull else { return (nil, nil) }
            guard let target = use.string ?? use["shape"]?.string, let index = indices[target] else {
                throw invalid("the \(key) of \(name) is of no shape that the file has")
            }
            return (index, use)
        }
        let input = try shape("input")
        let output = try shape("output")
        let inputName = input.use?["locationName"]?.string ?? value["inputLocationName"]?.string
        return Operation(
            name: name, method: value["method"]?.string ?? "POST", requestURI: value["requestUri"]?.string ?? "/",
            input: input.index, output: output.index,
            resultWrapper: value["resultWrapper"]?.string ?? output.use?["resultWrapper"]?.string,
            inputLocationName: inputName,
            inputNamespace: namespace(input.use?["xmlNamespace"] ?? value["inputXmlNamespace"]),
            hostPrefix: value["hostPrefix"]?.string ?? value["endpoint"]?["hostPrefix"]?.string,
            paginator: value["paginator"].flatMap(paginator),
            permissions: strings(value["permissions"]),
            isUnsigned: value["unsigned"]?.bool ?? false, isUnwrapped: value["unwrapped"]?.bool ?? false)
    }

    private func paginator(_ value: DocumentValue) -> Paginator? {
        let inputs = strings(value["inputToken"])
        let outputs = strings(value["outputToken"])
        guard !inputs.isEmpty, inputs.count == outputs.count else { return nil }
        return Paginator(
            inputTokens: inputs, outputTokens: outputs, resultKeys: strings(value["resultKey"]),
            moreResults: value["moreResults"]?.string, limitKey: value["limitKey"]?.string)
    }

    private func strings(_ value: DocumentValue?) -> [String] {
        guard let value else { return [] }
        return value.string.map { [$0] } ?? value.elements.compactMap(\.string)
    }

    private func namespace(_ value: DocumentValue?) -> XMLNamespace? {
        guard let value else { return nil }
        if let uri = value.string { return XMLNamespace(uri: uri) }
        return value["uri"]?.string.map { XMLNamespace(uri: $0, prefix: value["prefix"]?.string) }
    }

    private func kind(of type: String) -> Shape.Kind? {
        // `character` and `bigdecimal` are the rare ones that travel like a plainer type.
        switch type {
        case "character": .string
        case "bigdecimal": .double
        case "bigint", "short", "byte": .long
        default: Shape.Kind(rawValue: type)
        }
    }

    private func invalid(_ message: String) -> Diagnostic {
        Diagnostic(.error, code: "service-model-invalid", "the service model cannot be used: \(message)")
    }
}

extension DocumentValue {
    /// A string, or a number as its text: versions are written both ways.
    fileprivate var text: String? { string ?? int.map(String.init) ?? double.map { String($0) } }
}
