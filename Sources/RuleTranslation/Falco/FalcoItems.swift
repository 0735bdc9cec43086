import Document
import SourceText

/// What rule files define, with appended and replaced parts in their places. Nothing is looked into before everything is read.
struct FalcoItems {
    /// A piece of a condition.
    struct Piece {
        var text: RuleText
        var value: DocumentValue
    }

    struct Rule {
        var name: String
        var text: RuleText
        var value: DocumentValue
        var condition: [Piece] = []
        /// Texts: `desc`, `output`, `priority`, `source`.
        var members: [String: String] = [:]
        var tags: [String] = []
        var isEnabled = true
        var exceptions: [FalcoException] = []
    }

    struct List {
        var items: [FalcoWord] = []
        var place: Piece
    }

    private(set) var rules: [String: Rule] = [:]
    private(set) var ruleOrder: [String] = []
    private(set) var macros: [String: [Piece]] = [:]
    private(set) var lists: [String: List] = [:]

    mutating func take(_ item: DocumentValue, _ text: RuleText) throws(Diagnostic) {
        guard item.kind == .map else { throw text.failure("falco-not-a-rule", "an item is a map", item) }
        if let name = text.text(item["rule"]) { return try take(rule: name, item, text) }
        if let name = text.text(item["macro"]) { return try take(macro: name, item, text) }
        if let name = text.text(item["list"]) { return try take(list: name, item, text) }
        let known = ["required_engine_version", "required_plugin_versions"]
        guard item.members.contains(where: { known.contains($0.key.text) }) else {
            throw text.failure("falco-not-a-rule", "an item is a rule, a macro, a list or a required version", item)
        }
    }

    // MARK: how an item meets the one of its name

    private enum Meeting { case replace, append, override([String: String]) }

    private func meeting(_ item: DocumentValue, _ text: RuleText, isKnown: Bool, _ what: String) throws(Diagnostic) -> Meeting {
        var meeting = Meeting.replace
        if let override = item["override"] {
            var ways: [String: String] = [:]
            for (key, value) in override.members {
                guard let way = text.text(value), way == "append" || way == "replace" else {
                    throw text.failure("falco-override", "'override' says append or replace for each part", value)
                }
                ways[key.text] = way
            }
            meeting = .override(ways)
        } else if item["append"]?.bool == true {
            meeting = .append
        }
        if case .replace = meeting { return meeting }
        guard isKnown else {
            throw text.failure(
                "falco-override", "there is no \(what) of this name to change", item,
                hint: "define it before, or first load the file that does")
        }
        return meeting
    }

    private mutating func take(macro name: String, _ item: DocumentValue, _ text: RuleText) throws(Diagnostic) {
        guard let condition = item["condition"], text.scalar(condition) != nil else {
            throw text.failure("falco-condition", "the macro '\(name)' has no condition", item)
        }
        let piece = Piece(text: text, value: condition)
        switch try meeting(item, text, isKnown: macros[name] != nil, "macro") {
        case .append: macros[name, default: []].append(piece)
        case .override(let ways) where ways["condition"] == "append": macros[name, default: []].append(piece)
        default: macros[name] = [piece]
        }
    }

    private mutating func take(list name: String, _ item: DocumentValue, _ text: RuleText) throws(Diagnostic) {
        guard let values = item["items"], values.kind == .list || values.kind == .null else {
            throw text.failure("falco-list", "the list '\(name)' has no items", item)
        }
        var words: [FalcoWord] = []
        for value in values.elements {
            guard let spelled = text.scalar(value) else { throw text.failure("falco-list", "an item of a list is a text", value) }
            guard let word = FalcoWord(item: spelled) else { throw text.failure("falco-list", "the quotes are not closed", value) }
            words.append(word)
        }
        let meeting = try meeting(item, text, isKnown: lists[name] != nil, "list")
        let place = Piece(text: text, value: item)
        switch meeting {
        case .append: lists[name]?.items += words
        case .override(let ways) where ways["items"] == "append": lists[name]?.items += words
        default: lists[name] = List(items: words, place: place)
        }
    }

    private mutating func take(rule name: String, _ item: DocumentValue, _ text: RuleText) throws(Diagnostic) {
        let known = rules[name]
        var ways: [String: String] = [:]
        switch try meeting(item, text, isKnown: known != nil, "rule") {
        case .append: ways = ["condition": "append", "exceptions": "append"]
        case .override(let given): ways = given
        case .replace:
            // A rule that only says whether it is enabled changes nothing else.
            if item["condition"] == nil, var rule = known, let isEnabled = item["enabled"]?.bool {
                rule.isEnabled = isEnabled
                rules[name] = rule
                return
            }
            guard item["condition"] != nil else { throw text.failure("falco-condition", "the rule '\(name)' has no condition", item) }
        }
        let isNew = ways.isEmpty
        var rule = isNew ? Rule(name: name, text: text, value: item) : known ?? Rule(name: name, text: text, value: item)
        for (key, value) in item.members where isNew || ways[key.text] != nil {
            let isAppended = ways[key.text] == "append"
            switch key.text {
            case "condition":
                guard text.scalar(value) != nil else { throw text.failure("falco-condition", "the condition is a text", value) }
                rule.condition = (isAppended ? rule.condition : []) + [Piece(text: text, value: value)]
            case "desc", "output", "priority", "source":
                guard let given = text.scalar(value) else { continue }
                rule.members[key.text] = isAppended ? (rule.members[key.text].map { $0 + " " } ?? "") + given : given
            case "tags": rule.tags = (isAppended ? rule.tags : []) + text.texts(value)
            case "enabled": rule.isEnabled = value.bool ?? true
            case "exceptions":
                let read = try FalcoException.read(value, text)
                rule.exceptions = isAppended ? FalcoException.merged(rule.exceptions, read) : read
            default: break
            }
        }
        if known == nil { ruleOrder.append(name) }
        rules[name] = rule
    }
}
