import CEL
import SourceText

extension FalcoResolver {
    /// A comparison as a test.
    mutating func check(_ check: FalcoCheck, _ range: SourceRange) throws(Diagnostic) -> RuleExpression {
        let (subject, isNetwork) = try subject(check.left)
        func test(_ function: String, _ values: [String] = []) -> RuleExpression {
            .test(RuleTest(subject: subject, function: function, values: values, range: range))
        }
        switch check.right {
        case .nothing: return .not(test("isNull"))
        case .operand(let operand):
            let other = try self.subject(operand).text
            guard let function = FalcoResolver.functions[check.comparison], check.comparison != "pmatch" else {
                throw unsupported(check, "with another field")
            }
            return test(function, [other])
        case .word(let word):
            return try single(check, isNetwork, try text(word, check.place), test)
        case .words(let words):
            let texts = try texts(words, check.place)
            guard !texts.isEmpty else { return .constant(false) }
            if isNetwork, check.comparison != "pmatch" { return test("inNetwork", try networks(texts, check.place)) }
            if check.comparison == "pmatch" {
                do throws(Pattern.Failure) { _ = try PathText.test(texts) } catch {
                    throw check.place.failure("falco-pattern", "the path cannot be searched for: \(error.message)")
                }
            }
            return test(FalcoResolver.functions[check.comparison] ?? "isOnly", ConstantText.list(texts))
        }
    }

    /// Those that need no more than a name.
    private static let functions = [
        "=": "isExactly", "==": "isExactly", "!=": "differs", "contains": "includesExactly", "icontains": "includes",
        "startswith": "beginsExactly", "endswith": "endsExactly", "<": "below", "<=": "atMost", ">": "above", ">=": "atLeast",
        "in": "isOnly", "intersects": "isExactly", "pmatch": "isWithin",
    ]

    private func unsupported(_ check: FalcoCheck, _ what: String) -> Diagnostic {
        check.place.failure("falco-operator", "'\(check.comparison)' \(what) is not supported")
    }

    /// A word that is called as a list of one item stands for it.
    private func text(_ word: FalcoWord, _ place: FalcoPlace) throws(Diagnostic) -> String {
        guard word.isBare, items.lists[word.text] != nil else { return word.text }
        let texts = try texts([word], place)
        guard texts.count == 1 else {
            throw place.failure("falco-list", "the list '\(word.text)' has \(texts.count) items, and one is wanted", hint: "use 'in'")
        }
        return texts[0]
    }

    private func single(
        _ check: FalcoCheck, _ isNetwork: Bool, _ text: String, _ test: (String, [String]) -> RuleExpression
    ) throws(Diagnostic) -> RuleExpression {
        switch check.comparison {
        case "=", "==", "!=":
            guard isNetwork else { break }
            let inside = test("inNetwork", try networks([text], check.place))
            return check.comparison == "!=" ? .all([.not(test("isNull", [])), .not(inside)]) : inside
        case "<", "<=", ">", ">=":
            guard let number = FalcoResolver.number(text) else {
                throw check.place.failure("falco-operator", "'\(check.comparison)' wants a number, found '\(text)'")
            }
            return test(FalcoResolver.functions[check.comparison] ?? "below", [ConstantText.number(number)])
        case "glob", "iglob": return try glob(text, isExact: check.comparison == "glob", check, test)
        case "regex": return test("hasMatch", [ConstantText.quoted(try pattern("^(?:\(text))$", check))])
        case "bcontains", "bstartswith":
            throw check.place.failure(
                "falco-operator", "'\(check.comparison)' looks for bytes, and events are text",
                hint: "look for a text with contains or startswith")
        default: break
        }
        guard let function = FalcoResolver.functions[check.comparison] else { throw unsupported(check, "with one value") }
        return test(function, [ConstantText.quoted(text)])
    }

    /// Falco's numbers: decimal or hexadecimal.
    private static func number(_ text: String) -> Double? {
        if text.hasPrefix("0x") || text.hasPrefix("0X") { return UInt64(text.dropFirst(2), radix: 16).map { Double($0) } }
        let plain = text.hasPrefix("+") ? String(text.dropFirst()) : text
        guard let number = Array(plain.utf8).withUnsafeBytes({ NumberForm.number($0) }), number.isFinite else { return nil }
        return number
    }

    private func networks(_ texts: [String], _ place: FalcoPlace) throws(Diagnostic) -> [String] {
        for text in texts where RuleFunctions.network(text) == nil {
            throw place.failure("falco-network", "'\(text)' is not a network in CIDR notation")
        }
        return ConstantText.list(texts)
    }

    private func glob(
        _ text: String, isExact: Bool, _ check: FalcoCheck, _ test: (String, [String]) -> RuleExpression
    ) throws(Diagnostic) -> RuleExpression {
        let isPlain = !text.contains { "[\\(".contains($0) }
        if isPlain { return test(isExact ? "likeExactly" : "like", [ConstantText.quoted(text)]) }
        do throws(Pattern.Failure) {
            let inner = try GlobText.pattern(text)
            _ = try Pattern.compile(inner)
            return test("hasMatch", [ConstantText.quoted((isExact ? "(?s)" : "(?is)") + "^" + inner + "$")])
        } catch {
            throw check.place.failure("falco-pattern", "the pattern '\(text)' cannot be searched for: \(error.message)")
        }
    }

    private func pattern(_ text: String, _ check: FalcoCheck) throws(Diagnostic) -> String {
        do throws(Pattern.Failure) {
            _ = try Pattern.compile(text)
        } catch {
            throw check.place.failure("falco-pattern", "the regular expression is not valid: \(error.message)")
        }
        return text
    }
}
