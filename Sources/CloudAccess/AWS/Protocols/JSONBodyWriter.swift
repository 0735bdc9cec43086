/// Writes `json` and `rest-json` bodies.
struct JSONBodyWriter {
    let model: ServiceModel
    var text = JSONOutput()

    init(model: ServiceModel) { self.model = model }

    mutating func writeStructure(_ members: [(key: String, value: InputValue)], shape: Int?) throws(InputFailure) {
        text.beginMap()
        for (key, value) in members {
            guard let shape, let member = model.shapes[shape].member(key) else {
                throw InputFailure(message: "there is no parameter \(key)")
            }
            text.key(member.wireName)
            try write(value, member: member)
        }
        text.endMap()
    }

    mutating func write(_ value: InputValue, member: Member) throws(InputFailure) {
        let shape = model.shapes[member.shape]
        switch (shape.kind, value) {
        case _ where shape.isDocument: text.value(value)
        case (.structure, .map(let members)): try writeStructure(members, shape: member.shape)
        case (.map, .map(let members)):
            guard let element = shape.value else { return }
            text.beginMap()
            for (key, value) in members {
                text.key(key)
                try write(value, member: element)
            }
            text.endMap()
        case (.list, .list(let elements)):
            guard let element = shape.element else { return }
            text.beginList()
            for value in elements { try write(value, member: element) }
            text.endList()
        case (.structure, _), (.list, _), (.map, _), (_, .map), (_, .list):
            throw InputFailure(message: "\(member.name) is not of the type \(shape.kind.rawValue)")
        case (.timestamp, _):
            text.value(try RequestWriter.timestamp(value, format: member.timestampFormat ?? .unixTimestamp))
        default: text.value(value)
        }
    }
}
