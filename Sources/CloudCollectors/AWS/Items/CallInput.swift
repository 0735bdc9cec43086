import CloudAccess
import Document
import PostureModel

/// What a call's input may be made of: the account, an item, the answers about it so far, an element of one of them.
struct CallVariables {
    var account: AWSAccount
    var region: String
    var item: DocumentValue?
    var answers: [String: ObservedResource.Answer] = [:]
    var each: DocumentValue?

    enum Found {
        case value(DocumentValue)
        case text(String)
        /// Values behind a list.
        case many([DocumentValue])
        case absent
        case unknown(Unknown)
    }

    func find(_ path: [String]) -> Found {
        guard let name = path.first else { return .absent }
        let steps = path.dropFirst()
        switch name {
        case "item": return item.map { CallVariables.follow($0, steps) } ?? .absent
        case "each": return each.map { CallVariables.follow($0, steps) } ?? .absent
        case "account": return steps.first == "id" ? .text(account.id) : .absent
        case "region": return .text(region)
        default:
            switch answers[name] {
            case .document(let document)?: return CallVariables.follow(document.root, steps)
            case .notCollected(let unknown)?: return .unknown(unknown)
            case .absent?, nil: return .absent
            }
        }
    }

    /// Steps through lists: of one element into it, of more into each.
    static func follow(_ value: DocumentValue, _ steps: some Sequence<String>) -> Found {
        var values = [value]
        var isMany = false
        for step in steps {
            var next: [DocumentValue] = []
            for value in values {
                if value.kind == .list, value.count != 1 { isMany = true }
                for element in value.kind == .list ? value.elements : [value] {
                    if let unknown = element.unknown { return .unknown(unknown) }
                    if let member = element[step], !member.isNull { next.append(member) }
                }
            }
            values = next
        }
        if let unknown = values.lazy.compactMap(\.unknown).first { return .unknown(unknown) }
        if isMany { return values.isEmpty ? .absent : .many(values) }
        return values.first.map { $0.isNull ? .absent : .value($0) } ?? .absent
    }

    /// The elements that a path leads to, lists within lists laid side by side; a single value is one element.
    static func elements(_ value: DocumentValue, _ steps: some Sequence<String>) -> [DocumentValue] {
        var values = [value]
        for step in steps {
            values = values.flatMap { $0.kind == .list ? $0.elements : [$0] }.compactMap { $0[step] }
        }
        return values.flatMap { $0.kind == .list ? $0.elements : [$0] }.filter { !$0.isNull }
    }
}

/// A call's input, worked out.
enum CallInput {
    case ready(InputValue)
    /// Something it would be asked about is not there: there is nothing to ask.
    case absent
    /// What it would be asked about was not collected.
    case unknown(Unknown)

    init(_ input: [String: LiveFace.Input], _ variables: CallVariables) {
        self = CallInput.object(input, variables)
    }

    private static func object(_ input: [String: LiveFace.Input], _ variables: CallVariables) -> CallInput {
        var members: [(key: String, value: InputValue)] = []
        for (name, source) in input.sorted(by: { $0.key < $1.key }) {
            switch value(source, variables) {
            case .ready(let value): members.append((name, value))
            case let other: return other
            }
        }
        return .ready(.map(members))
    }

    private static func value(_ input: LiveFace.Input, _ variables: CallVariables) -> CallInput {
        switch input {
        case .literal(let json):
            return (try? Document(json: json)).flatMap { InputValue($0.root) }.map(CallInput.ready) ?? .absent
        case .map(let inputs): return object(inputs, variables)
        case .list(let inputs):
            var elements: [InputValue] = []
            for input in inputs {
                switch value(input, variables) {
                case .ready(let value): elements.append(value)
                case let other: return other
                }
            }
            return .ready(.list(elements))
        case .path(let path):
            switch variables.find(path) {
            case .value(let value): return InputValue(value).map(CallInput.ready) ?? .absent
            case .many(let values): return .ready(.list(values.compactMap { InputValue($0) }))
            case .text(let text): return .ready(.string(text))
            case .absent: return .absent
            case .unknown(let unknown): return .unknown(unknown)
            }
        }
    }
}
