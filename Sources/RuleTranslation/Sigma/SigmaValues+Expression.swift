import CEL
import SourceText

extension SigmaValues {
    /// The item as tests of a field.
    ///
    /// - Parameters:
    ///   - subject: what is asked, as an expression.
    ///   - other: another field as an expression.
    ///   - exists: the question whether the field is there.
    func expression(
        _ subject: String, _ other: (String) throws(Diagnostic) -> String, exists: () -> RuleTest
    ) throws(Diagnostic) -> RuleExpression {
        var groups: [RuleExpression] = []
        if isAll {
            for group in self.groups { groups.append(try any(group, subject, other, exists)) }
            return .all(groups)
        }
        return try any(self.groups.flatMap { $0 }, subject, other, exists)
    }

    /// One of the values: those that the same function looks for become one question.
    private func any(
        _ values: [SigmaValue], _ subject: String, _ other: (String) throws(Diagnostic) -> String, _ exists: () -> RuleTest
    ) throws(Diagnostic) -> RuleExpression {
        var parts: [RuleExpression] = []
        var tests: [RuleTest] = []
        var places: [String: Int] = [:]
        for value in values {
            switch value {
            case .exists(let wanted): parts.append(wanted ? .test(exists()) : .not(.test(exists())))
            case .field(let name, let way):
                tests.append(RuleTest(subject: subject, function: cased(way.rawValue), values: [try other(name)], range: range))
            case .comparison(let function, let number):
                // Each has one bound of its own.
                tests.append(RuleTest(subject: subject, function: function, values: [ConstantText.number(number)], range: range))
            default:
                let (function, values) = try question(value)
                if let place = places[function] {
                    tests[place].values += values
                } else {
                    places[function] = tests.count
                    tests.append(RuleTest(subject: subject, function: function, values: values, range: range))
                }
            }
        }
        return .any(tests.map { .test($0) } + parts)
    }

    private func cased(_ function: String) -> String { isCased ? function + "Exactly" : function }

    private func question(_ value: SigmaValue) throws(Diagnostic) -> (function: String, values: [String]) {
        switch value {
        case .text(let text, _): return textQuestion(text)
        case .number(_, let literal, let raw):
            // 10.0 is 10 in one log and "10.0" in another.
            let isPlain = Int64(literal).map { String($0) == raw } ?? false
            return (cased("is"), isPlain || raw.isEmpty ? [literal] : [literal, ConstantText.quoted(raw)])
        case .bool(let value): return (cased("is"), [value ? "true" : "false"])
        case .null: return ("isNull", [])
        case .pattern(let pattern, let flags): return ("hasMatch", [ConstantText.quoted(try checked(pattern, flags))])
        case .dashed(let text): return ("hasMatch", [ConstantText.quoted(try checked(SigmaValues.dashes(text, isCased: isCased), []))])
        case .network(let network): return ("inNetwork", [ConstantText.quoted(network)])
        case .bytes:
            throw failure(
                "sigma-modifier", "a text in UTF-16 is not found in events, which are text",
                hint: "follow it by 'base64' or 'base64offset'")
        case .comparison, .field, .exists:
            throw failure("sigma-modifier", "these modifiers do not go together")
        }
    }

    private func textQuestion(_ text: WildcardText) -> (function: String, values: [String]) {
        if let plain = text.plain { return (cased("is"), [ConstantText.quoted(plain)]) }
        let parts = text.parts
        if parts.count == 2, case (.text(let start), .run) = (parts[0], parts[1]) { return (cased("begins"), [ConstantText.quoted(start)]) }
        if parts.count == 2, case (.run, .text(let end)) = (parts[0], parts[1]) { return (cased("ends"), [ConstantText.quoted(end)]) }
        if parts.count == 3, case (.run, .text(let part), .run) = (parts[0], parts[1], parts[2]) {
            return (cased("includes"), [ConstantText.quoted(part)])
        }
        return (cased("like"), [ConstantText.quoted(text.written)])
    }

    /// A regular expression with its flags, if it is one.
    func checked(_ pattern: String, _ flags: Set<Character>) throws(Diagnostic) -> String {
        let full = flags.isEmpty ? pattern : "(?\(String(flags.sorted())))" + pattern
        do throws(Pattern.Failure) {
            _ = try Pattern.compile(full)
        } catch {
            throw failure(
                "sigma-pattern", "the regular expression is not valid: \(error.message)",
                hint: "RE2 syntax: no look-around and no back-references")
        }
        return full
    }

    /// A text as an expression in which a dash or slash that begins a word is any kind of dash.
    static func dashes(_ text: WildcardText, isCased: Bool) -> String {
        var parts = text.parts
        let (isOpenStart, isOpenEnd) = (parts.first == .run, parts.last == .run)
        if isOpenStart { parts.removeFirst() }
        if isOpenEnd, !parts.isEmpty { parts.removeLast() }
        var result = (isCased ? "(?s)" : "(?is)") + (isOpenStart ? "" : "^")
        for part in parts {
            switch part {
            case .run: result += ".*"
            case .single: result += "."
            case .text(let literal):
                let characters = Array(literal.unicodeScalars)
                for (index, character) in characters.enumerated() {
                    let isWordBefore = index > 0 && isWord(characters[index - 1])
                    let isWordAfter = index + 1 < characters.count && isWord(characters[index + 1])
                    if character == "-" || character == "/", !isWordBefore, isWordAfter {
                        result += "[-/\u{2013}\u{2014}\u{2015}]"
                    } else {
                        result += RegexText.escaped(String(character))
                    }
                }
            }
        }
        return result + (isOpenEnd ? "" : "$")
    }

    private static func isWord(_ character: Unicode.Scalar) -> Bool {
        character == "_" || character.properties.isAlphabetic || character.properties.numericType != nil
    }
}

/// Values without a field: words that are looked for in the whole event.
struct SigmaKeywords {
    let text: RuleText
    let event: String

    func expression(_ values: SigmaValues) throws(Diagnostic) -> RuleExpression {
        var groups: [[RuleTest]] = []
        for group in values.groups {
            var tests: [RuleTest] = []
            for value in group { tests.append(try test(value, values)) }
            groups.append(tests)
        }
        if values.isAll { return .all(groups.map { .any($0.map { .test($0) }) }) }
        var merged: [RuleTest] = []
        for test in groups.joined() {
            if let place = merged.firstIndex(where: { $0.function == test.function }) {
                merged[place].values += test.values
            } else {
                merged.append(test)
            }
        }
        return .any(merged.map { .test($0) })
    }

    private func test(_ value: SigmaValue, _ values: SigmaValues) throws(Diagnostic) -> RuleTest {
        func test(_ function: String, _ constant: String) -> RuleTest {
            RuleTest(subject: event, function: function, values: [ConstantText.quoted(constant)], range: values.range)
        }
        switch value {
        case .text(let text, _):
            // Runs at the ends say nothing where the whole event is searched.
            let inner = WildcardText(parts: text.parts.trimmingRuns)
            guard !inner.parts.isEmpty else { break }
            if let plain = inner.plain, !values.isCased { return test("mentions", plain) }
            return test("mentionsMatch", try values.checked(inner.pattern(isExact: values.isCased, isPart: true), []))
        case .number(_, _, let raw): return test("mentions", raw)
        case .pattern(let pattern, let flags): return test("mentionsMatch", try values.checked(pattern, flags))
        case .dashed(let text):
            let inner = WildcardText(parts: [.run] + text.parts + [.run])
            return test("mentionsMatch", try values.checked(SigmaValues.dashes(inner, isCased: values.isCased), []))
        default: break
        }
        throw values.failure(
            "sigma-keyword", "a value without a field is a word to look for in the whole event",
            hint: "name the field that the value is for")
    }
}

extension [WildcardText.Part] {
    var trimmingRuns: [WildcardText.Part] {
        var parts = self[...]
        while parts.first == .run { parts = parts.dropFirst() }
        while parts.last == .run { parts = parts.dropLast() }
        return Array(parts)
    }
}
