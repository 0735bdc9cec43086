import SourceText

/// Puts macros and lists in their places, and comparisons into the language.
struct FalcoResolver {
    let items: FalcoItems
    let options: TranslationOptions
    /// Fields of the rule at hand.
    private(set) var fields: Set<String> = []

    /// Items that all lists together may stand for in one comparison.
    static let itemLimit = 20_000
    /// Macros in macros.
    static let nestingLimit = 50

    private struct Known {
        var expression: RuleExpression
        var fields: Set<String>
    }

    /// The file of the rule at hand: places elsewhere are shown where the rule names the macro.
    private var home: SourceFile?
    private var parsed: [String: FalcoExpression] = [:]
    /// Macros as rules of the file at hand see them.
    private var known: [String: Known] = [:]
    private var pending: [String] = []

    init(items: FalcoItems, options: TranslationOptions) {
        self.items = items
        self.options = options
    }

    mutating func begin(in file: SourceFile) {
        fields = []
        pending = []
        if home !== file {
            home = file
            known = [:]
        }
    }

    mutating func expression(_ rule: FalcoItems.Rule) throws(Diagnostic) -> RuleExpression {
        var parser = FalcoParser(rule.condition)
        let use = rule.text.range(rule.value)
        let condition = try resolve(parser.parse(), use)
        var exceptions: [RuleExpression] = []
        for exception in rule.exceptions { exceptions += try expressions(exception, use) }
        return exceptions.isEmpty ? condition : .all([condition, .not(.any(exceptions))])
    }

    /// - Parameter use: the place in the rule's file that stands for places elsewhere.
    private mutating func resolve(_ expression: FalcoExpression, _ use: SourceRange) throws(Diagnostic) -> RuleExpression {
        switch expression {
        case .any(let parts):
            var resolved: [RuleExpression] = []
            for part in parts { resolved.append(try resolve(part, use)) }
            return .any(resolved)
        case .all(let parts):
            var resolved: [RuleExpression] = []
            for part in parts { resolved.append(try resolve(part, use)) }
            return .all(resolved)
        case .not(let part): return .not(try resolve(part, use))
        case .macro(let name, let place): return try macro(name, place, use)
        case .check(let check):
            return try self.check(check, check.place.file === home ? check.place.range : use)
        }
    }

    private mutating func macro(_ name: String, _ place: FalcoPlace, _ use: SourceRange) throws(Diagnostic) -> RuleExpression {
        if let known = known[name] {
            fields.formUnion(known.fields)
            return known.expression
        }
        guard let pieces = items.macros[name] else {
            throw place.failure("falco-macro", "there is no macro '\(name)'", hint: "load the file that defines it as well")
        }
        guard !pending.contains(name) else {
            throw place.failure("falco-macro", "the macro '\(name)' stands for itself: \((pending + [name]).joined(separator: " → "))")
        }
        guard pending.count < FalcoResolver.nestingLimit else {
            throw place.failure("rule-too-large", "macros are nested more than \(FalcoResolver.nestingLimit) levels deep")
        }
        pending.append(name)
        defer { pending.removeLast() }
        let outer = fields
        fields = []
        defer { fields.formUnion(outer) }
        if parsed[name] == nil {
            var parser = FalcoParser(pieces)
            parsed[name] = try parser.parse()
        }
        guard let condition = parsed[name] else { return .constant(false) }
        let expression = try resolve(condition, place.file === home ? place.range : use)
        known[name] = Known(expression: expression, fields: fields)
        return expression
    }

    // MARK: exceptions

    private mutating func expressions(_ exception: FalcoException, _ use: SourceRange) throws(Diagnostic) -> [RuleExpression] {
        var rows: [RuleExpression] = []
        for row in exception.rows {
            let place = FalcoPlace(file: row.place.text.file, range: row.place.text.range(row.place.value))
            guard row.cells.count == exception.fields.count else {
                throw place.failure(
                    "falco-exception",
                    "the exception '\(exception.name)' has \(exception.fields.count) fields, and \(row.cells.count) values here")
            }
            var parts: [RuleExpression] = []
            for index in exception.fields.indices {
                var parser = FalcoParser(field: exception.fields[index], place)
                let operand = try parser.parseOperand()
                let comparison = exception.comparisons[index]
                guard FalcoParser.comparisons.contains(comparison) else {
                    throw place.failure("falco-operator", "there is no comparison '\(comparison)'")
                }
                let isList = ["in", "intersects", "pmatch"].contains(comparison)
                guard isList || row.cells[index].count == 1 else {
                    throw place.failure("falco-exception", "'\(comparison)' wants one value")
                }
                let check = FalcoCheck(
                    left: operand, comparison: comparison,
                    right: isList ? .words(row.cells[index]) : .word(row.cells[index][0]), place: place)
                parts.append(try self.check(check, place.file === home ? place.range : use))
            }
            rows.append(.all(parts))
        }
        return rows
    }

    // MARK: fields and lists

    /// A field's value as an expression, and whether it is compared as a network.
    mutating func subject(_ operand: FalcoCheck.Operand) throws(Diagnostic) -> (text: String, isNetwork: Bool) {
        switch operand {
        case .field(let field, let place):
            fields.insert(field.text)
            guard let (subject, where_) = options.subject(field) else {
                throw place.failure(
                    "rule-field-unmapped", "events have no field '\(field.text)'",
                    hint: "give it a place in the field table, or leave the rule out")
            }
            return (subject, where_.isNetwork || FalcoResolver.networkFields.contains(field.name))
        case .changed(let name, let inner, let place):
            guard let function = FalcoResolver.transformations[name] else {
                throw place.failure(
                    "falco-function", "the function '\(name)' is not supported", hint: "there are tolower, toupper, basename, b64, val")
            }
            let subject = try subject(inner)
            return (subject.text + function, function.isEmpty && subject.isNetwork)
        }
    }

    private static let transformations = [
        "val": "", "tolower": ".lowerCase()", "toupper": ".upperCase()", "basename": ".baseName()", "b64": ".decodedBase64()",
    ]

    /// Falco's own fields whose values are addresses that are held against networks.
    private static let networkFields: Set<String> = ["fd.net", "fd.cnet", "fd.snet", "fd.lnet", "fd.rnet"]

    /// Words with lists put in.
    func texts(_ words: [FalcoWord], _ place: FalcoPlace) throws(Diagnostic) -> [String] {
        var texts: [String] = []
        var budget = FalcoResolver.itemLimit
        try add(words, to: &texts, &budget, [], place)
        var seen: Set<String> = []
        return texts.filter { seen.insert($0).inserted }
    }

    private func add(
        _ words: [FalcoWord], to texts: inout [String], _ budget: inout Int, _ outer: [String], _ place: FalcoPlace
    ) throws(Diagnostic) {
        for word in words {
            budget -= 1
            guard budget >= 0 else {
                throw place.failure("rule-too-large", "the lists have more than \(FalcoResolver.itemLimit) items")
            }
            guard word.isBare, let list = items.lists[word.text] else {
                texts.append(word.text)
                continue
            }
            guard !outer.contains(word.text), outer.count < FalcoResolver.nestingLimit else {
                let way = (outer + [word.text]).prefix(10).joined(separator: " → ")
                throw place.failure("falco-list", "the list '\(word.text)' stands for itself: \(way)")
            }
            try add(list.items, to: &texts, &budget, outer + [word.text], place)
        }
    }
}
