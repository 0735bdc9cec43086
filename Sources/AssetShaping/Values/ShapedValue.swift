import Document
import PostureModel

/// A property's value on its way into an asset: a tree that rules, defaults and canonical forms still change.
indirect enum ShapedValue {
    case absent
    /// Said as it is, with its origin.
    case verbatim(DocumentValue)
    case text(String, from: DocumentValue?)
    case bool(Bool, from: DocumentValue?)
    case int(Int64, from: DocumentValue?)
    case double(Double, from: DocumentValue?)
    case list([ShapedValue], from: DocumentValue?)
    case map(ShapedMap)
    case unknown(Unknown, rest: Bool, from: DocumentValue?)
    /// What a named function writes for a value.
    case function(ShapeFunction, DocumentValue)

    var isAbsent: Bool {
        if case .absent = self { return true }
        return false
    }

    /// What says where it comes from; nil where it is not known to come from anywhere.
    var from: DocumentValue? {
        switch self {
        case .absent: nil
        case .verbatim(let value), .function(_, let value): value
        case .text(_, let from), .bool(_, let from), .int(_, let from), .double(_, let from), .list(_, let from),
            .unknown(_, _, let from):
            from
        case .map(let map): map.from
        }
    }

    var text: String? {
        switch self {
        case .text(let text, _): text
        case .verbatim(let value): value.string
        case .function(let function, let value): Self.text(of: function, value)
        default: nil
        }
    }

    private static func text(of function: ShapeFunction, _ value: DocumentValue) -> String? {
        let builder = DocumentBuilder()
        function(value, builder)
        return (try? builder.finish())?.root.string
    }

    /// Says the value; absent says nothing, so a map's writer leaves its key out first.
    func write(to builder: DocumentBuilder) {
        switch self {
        case .absent: break
        case .verbatim(let value): builder.copy(value)
        case .text(let text, let from): builder.origin(of: from).string(text)
        case .bool(let bool, let from): builder.origin(of: from).bool(bool)
        case .int(let int, let from): builder.origin(of: from).int(int)
        case .double(let double, let from): builder.origin(of: from).double(double)
        case .unknown(let unknown, let rest, let from): builder.origin(of: from).unknown(unknown, rest: rest)
        case .function(let function, let value): function(value, builder.origin(of: value))
        case .list(let elements, let from):
            builder.origin(of: from).beginList()
            for element in elements { element.write(to: builder) }
            builder.endList()
        case .map(let map):
            builder.origin(of: map.from).beginMap()
            for member in map.members where !member.value.isAbsent {
                builder.key(member.name)
                member.value.write(to: builder)
            }
            if let rest = map.rest { builder.unknown(rest, rest: true) }
            builder.endMap()
        }
    }
}

/// The members of an object in the order they were set.
struct ShapedMap {
    struct Member {
        var name: String
        var value: ShapedValue
    }

    var members: [Member]
    /// Members that are not known may be there too.
    var rest: Unknown?
    var from: DocumentValue?

    init(rest: Unknown? = nil, from: DocumentValue? = nil) {
        members = []
        self.rest = rest
        self.from = from
    }

    subscript(name: String) -> ShapedValue {
        get { members.first { $0.name == name }?.value ?? .absent }
        set {
            if let index = members.firstIndex(where: { $0.name == name }) {
                members[index].value = newValue
            } else if !newValue.isAbsent {
                members.append(Member(name: name, value: newValue))
            }
        }
    }

    var isEmpty: Bool { members.allSatisfy { $0.value.isAbsent } && rest == nil }
}

extension DocumentBuilder {
    /// The origin of the next value is that of another document's value.
    fileprivate func origin(of value: DocumentValue?) -> DocumentBuilder {
        if let value, let origin = value.origin {
            self.origin(Origin(source: source(value.document.sources[Int(origin.source)]), range: origin.range))
        }
        return self
    }
}
