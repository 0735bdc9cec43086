import Document

/// Reads the members of a `rest` answer that travel in its headers or are its status.
struct HeaderReader {
    let model: ServiceModel
    let answer: HTTPAnswer
    let builder: DocumentBuilder

    func read(_ member: Member) throws(AnswerFailure) {
        switch member.location {
        case .statusCode:
            builder.key(member.symbol)
            builder.int(answer.status)
        case .header:
            guard let value = answer.header(member.wireName.lowercased()) else { return }
            builder.key(member.symbol)
            try read(value, member)
        case .headers:
            let prefix = member.wireName.lowercased()
            builder.key(member.symbol)
            builder.beginMap()
            for header in answer.headers where header.name.hasPrefix(prefix) {
                builder.key(String(header.name.dropFirst(prefix.count)))
                builder.string(header.value)
            }
            builder.endMap()
        case .uri, .querystring, nil: return
        }
    }

    private func read(_ text: String, _ member: Member) throws(AnswerFailure) {
        let shape = model.shapes[member.shape]
        switch shape.kind {
        case .integer, .long:
            guard let value = Int64(text) else { throw unreadable(member, text) }
            builder.int(value)
        case .float, .double:
            guard let value = Double(text) else { throw unreadable(member, text) }
            builder.double(value)
        case .boolean: builder.bool(text.lowercased() == "true")
        case .timestamp: builder.string(Instant(parsing: text)?.rfc3339 ?? text)
        case .list:
            guard let element = shape.element else { return builder.null() }
            builder.beginList()
            for part in text.split(separator: ",") {
                try read(String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()), element)
            }
            builder.endList()
        default: builder.string(text)
        }
    }

    private func unreadable(_ member: Member, _ text: String) -> AnswerFailure {
        AnswerFailure(message: "the header \(member.wireName) is \"\(text.prefix(40))\", not a \(model.shapes[member.shape].kind.rawValue)")
    }
}
