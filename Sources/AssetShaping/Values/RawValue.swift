import Document
import PostureModel

/// What a rule's source says, before it meets the schema.
indirect enum RawValue {
    case absent
    case value(DocumentValue)
    /// Values from many places; a rest stands for elements that are not known.
    case many([RawValue])
    case unknown(Unknown, rest: Bool)
    case text(String, from: DocumentValue?)
    /// The body of a part, with what refers to it.
    case part(DocumentValue, reference: Unknown)

    /// A document's value; null says nothing.
    init(_ value: DocumentValue?) {
        guard let value, !value.isNull else {
            self = .absent
            return
        }
        if let unknown = value.unknown {
            self = .unknown(unknown, rest: value.pointer.pointee.isRest)
        } else {
            self = .value(value)
        }
    }

    /// One step down by a member's name. A list of one is stepped through; a longer list gives the member of each.
    func member(_ name: String) -> RawValue {
        switch self {
        case .absent, .text: return .absent
        case .unknown(let unknown, _): return .unknown(unknown, rest: false)
        case .many(let values):
            return RawValue.collected(values.map { $0.member(name) })
        case .part(let body, let reference):
            return name == "me" ? .unknown(reference, rest: false) : RawValue.value(body).member(name)
        case .value(let value):
            if value.kind == .map {
                if let child = value[name] { return RawValue(child) }
                // A map that is known in part may hold it all the same.
                return value.pointer.rest.flatMap { value.document.unknown(at: $0) }.map { .unknown($0, rest: false) } ?? .absent
            }
            guard value.kind == .list else { return .absent }
            if value.count == 1 { return RawValue(value[0]).member(name) }
            return RawValue.collected(value.elements.map { RawValue($0).member(name) })
        }
    }

    func follow(_ path: some Sequence<String>) -> RawValue {
        path.reduce(self) { $0.member($1) }
    }

    /// The elements of a list; a single value is a list of one.
    var elements: [RawValue] {
        switch self {
        case .absent: []
        case .value(let value) where value.kind == .list: value.elements.map { RawValue($0) }
        case .many(let values): values.flatMap(\.elementsAmongMany)
        case .unknown(let unknown, _): [.unknown(unknown, rest: true)]
        case .value, .text, .part: [self]
        }
    }

    /// What one of many places adds to a list: a reference to something that is made is one element, not any number of them.
    var elementsAmongMany: [RawValue] {
        if case .unknown(let unknown, false) = self, unknown.exists { return [self] }
        return elements
    }

    /// Lists within are laid side by side; nothing at all is absent.
    static func collected(_ values: [RawValue]) -> RawValue {
        let said = values.filter { !$0.isAbsent }
        return said.isEmpty ? .absent : .many(said)
    }

    /// As one value of a document, for functions; nil where it says nothing or is not known.
    var document: DocumentValue? {
        switch self {
        case .absent, .unknown: return nil
        case .value(let value), .part(let value, _): return value
        case .many, .text:
            let builder = DocumentBuilder()
            write(to: builder)
            return (try? builder.finish())?.root
        }
    }

    private func write(to builder: DocumentBuilder) {
        switch self {
        case .absent: builder.null()
        case .value(let value), .part(let value, _): builder.copy(value)
        case .unknown(let unknown, let rest): builder.unknown(unknown, rest: rest)
        case .text(let text, _): builder.string(text)
        case .many(let values):
            builder.beginList()
            for value in values { value.write(to: builder) }
            builder.endList()
        }
    }

    /// The value that says where it comes from; nil where none does.
    var place: DocumentValue? {
        switch self {
        case .absent, .unknown: nil
        // A block that may stand many times is a list, which stands nowhere itself.
        case .value(let value): value.origin == nil ? value[0] ?? value : value
        case .part(let value, _): value
        case .text(_, let from): from
        case .many(let values): values.lazy.compactMap(\.place).first
        }
    }

    var isAbsent: Bool {
        if case .absent = self { return true }
        return false
    }

    /// A scalar as text, for look-ups.
    var scalarText: String? {
        switch self {
        case .text(let text, _): return text
        case .value(let value):
            switch value.kind {
            case .string: return value.string
            case .bool: return value.bool == true ? "true" : "false"
            case .int, .double: return value.description
            case .list where value.count == 1: return RawValue(value[0]).scalarText
            default: return nil
            }
        case .many(let values) where values.count == 1: return values[0].scalarText
        default: return nil
        }
    }
}
