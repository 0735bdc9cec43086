import CEL

/// Tests of one scalar: texts, and the numbers that a constant may be.
struct ScalarTest: Sendable {
    var texts: TextTest

    func matches(_ value: HostValue) -> Bool { value.withText { texts.matches($0) } }

    func cost(_ value: HostValue) -> Int { texts.cost(value.text) }
}

extension RuleFunctions {
    /// What becomes of the test's answers.
    enum Asking: Sendable { case any, only, none }

    static let textTests: [HostFunction] = [
        textTest("is", .whole), textTest("isExactly", .whole, isExact: true),
        textTest("includes", .part), textTest("includesExactly", .part, isExact: true),
        textTest("begins", .start), textTest("beginsExactly", .start, isExact: true),
        textTest("ends", .end), textTest("endsExactly", .end, isExact: true),
        textTest("like", .like), textTest("likeExactly", .like, isExact: true),
        textTest("isOnly", .whole, isExact: true, .only), textTest("differs", .whole, isExact: true, .none),
        patternTest("hasMatch"), mentions, patternTest("mentionsMatch", ValueSearch(includesKeys: true)),
    ]

    private static func textTest(_ name: String, _ way: TextTest.Way, isExact: Bool = false, _ asking: Asking = .any) -> HostFunction {
        HostFunction(
            name, [Overload("rule.\(name)", [.dynamic, .dynamic], .bool, isMember: true)], takesPartialLists: true,
            prepare: { constants in
                guard constants.count == 2, constants[0] == nil, let constant = constants[1] else { return .general }
                guard let texts = texts(of: constant) else {
                    return .invalid(argument: 1, message: "\(name)() wants texts, numbers or booleans, found \(constant)")
                }
                do throws(Pattern.Failure) {
                    let test = ScalarTest(texts: try TextTest(way, isExact: isExact, texts))
                    return .body { call in ask(asking, test, call) }
                } catch {
                    return .invalid(argument: 1, message: "the text cannot be searched for: \(error.message)")
                }
            },
            body: { call in
                // The other side is a value of the event.
                var texts: [String] = []
                switch gather(call[1], call, into: &texts) {
                case .yes, .no: break
                case let other: return other.result
                }
                guard let test = try? TextTest(way, isExact: isExact, texts) else {
                    return .error("the text cannot be searched for")
                }
                return ask(asking, ScalarTest(texts: test), call)
            })
    }

    private static func ask(_ asking: Asking, _ test: ScalarTest, _ call: borrowing HostCall) -> HostResult {
        let search = ValueSearch()
        switch asking {
        case .any: return search.any(call[0], call, { test.matches($0) }, cost: { test.cost($0) }).result
        case .only: return search.only(call[0], call, { test.matches($0) }, cost: { test.cost($0) }).result
        case .none: return search.only(call[0], call, { !test.matches($0) }, cost: { test.cost($0) }).result
        }
    }

    /// The texts of a constant, or of each constant in a list; nil where one is no scalar.
    static func texts(of constant: Value) -> [String]? {
        switch constant {
        case .string(let text): return [text]
        case .bool(let value): return [value ? "true" : "false"]
        case .int(let value): return [String(value)]
        case .uint(let value): return [String(value)]
        case .double(let value): return [NumberForm.text(value)]
        case .list(let values):
            var all: [String] = []
            for value in values {
                if case .list = value { return nil }
                guard let texts = texts(of: value) else { return nil }
                all += texts
            }
            return all
        default: return nil
        }
    }

    private static func gather(_ value: HostValue, _ call: borrowing HostCall, into texts: inout [String]) -> ValueSearch.Answer {
        var gathered: [String] = []
        let answer = ValueSearch().any(
            value, call,
            { scalar in
                gathered.append(scalar.withText { String(decoding: $0, as: UTF8.self) })
                return false
            }, cost: { 1 + $0.text.count / 16 })
        texts = gathered
        return answer
    }

    // MARK: patterns and words

    private static func patternTest(_ name: String, _ search: ValueSearch = ValueSearch()) -> HostFunction {
        HostFunction(
            name, [Overload("rule.\(name)", [.dynamic, .dynamic], .bool, isMember: true)], takesPartialLists: true,
            prepare: { constants in
                guard constants.count == 2, constants[0] == nil, let constant = constants[1], let texts = texts(of: constant) else {
                    return .invalid(argument: 1, message: "\(name)() wants constant patterns")
                }
                var test = TextTest(isExact: true)
                for text in texts {
                    do throws(Pattern.Failure) { test.add(try Pattern.compile(text)) } catch {
                        return .invalid(
                            argument: 1, message: "the regular expression is not valid: \(error.message)",
                            hint: "RE2 syntax: no look-around and no back-references")
                    }
                }
                let ready = test
                return .body { call in find(ready, search, call) }
            },
            body: { _ in .error("\(name) is asked with a constant pattern") })
    }

    private static let mentions = HostFunction(
        "mentions", [Overload("rule.mentions", [.dynamic, .dynamic], .bool, isMember: true)], takesPartialLists: true,
        prepare: { constants in
            guard constants.count == 2, constants[0] == nil, let constant = constants[1], let texts = texts(of: constant) else {
                return .invalid(argument: 1, message: "mentions() wants constant words")
            }
            do throws(Pattern.Failure) {
                let test = try TextTest(.part, isExact: false, texts)
                return .body { call in find(test, ValueSearch(includesKeys: true), call) }
            } catch {
                return .invalid(argument: 1, message: "the word cannot be searched for: \(error.message)")
            }
        },
        body: { _ in .error("mentions is asked with constant words") })

    private static func find(_ test: TextTest, _ search: ValueSearch, _ call: borrowing HostCall) -> HostResult {
        search.any(
            call[0], call, { value in value.withText { test.matches($0) } }, key: { test.matches($0) }, cost: { test.cost($0.text) }
        ).result
    }
}
