import Document

/// What is known of a value that is one of two.
///
/// Equal parts stay known; a key that only one side has is an unknown that may be absent; lists of unequal length keep what
/// both have beside an unknown rest.
struct ValueMerge {
    let evaluator: TemplateEvaluator
    let why: String
    let origin: Origin?

    /// - Parameters: evaluated through and through (``TemplateEvaluator/forced(_:_:)``).
    ///   - symbol: of the whole, if it can't be told; parts add their path.
    func merged(_ a: TemplateValue, _ b: TemplateValue, symbol: String) -> TemplateValue {
        guard evaluator.spend(1) else { return unknown(symbol, a, b) }
        switch (a, b) {
        case (.absent, .absent):
            return .absent
        case (.map(let first, let place), .map(let second, _)):
            return .map(members(first, second, symbol: symbol), place)
        case (.list(let first, let place), .list(let second, _)):
            if first.count == second.count {
                return .list(
                    zip(first, second).enumerated().map { merged($1.0, $1.1, symbol: "\(symbol)[\($0)]") }, place)
            }
            return .list(elements(first, second, symbol: symbol), place)
        default:
            return isSame(a, b) ? a : unknown(symbol, a, b)
        }
    }

    /// Whether two lists or maps are equal; unknown where a part of either is.
    func isCertainlySame(_ a: TemplateValue, _ b: TemplateValue) -> Truth {
        if isSame(a, b) { return .yes }
        return hasUnknown(a) || hasUnknown(b) ? .unknown : .no
    }

    private func hasUnknown(_ value: TemplateValue) -> Bool {
        switch value {
        case .unknown: true
        case .list(let elements, _): elements.contains(where: hasUnknown)
        case .map(let members, _): members.contains { hasUnknown($0.value) }
        case .template, .text, .absent: false
        }
    }

    private func members(
        _ first: [(key: Symbol, value: TemplateValue)], _ second: [(key: Symbol, value: TemplateValue)], symbol: String
    ) -> [(key: Symbol, value: TemplateValue)] {
        let others = Dictionary(second.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
        var keys = Set<Symbol>()
        var result: [(key: Symbol, value: TemplateValue)] = []
        for (key, value) in first {
            keys.insert(key)
            result.append((key, merged(value, others[key] ?? .absent, symbol: "\(symbol).\(key)")))
        }
        for (key, value) in second where !keys.contains(key) {
            result.append((key, merged(.absent, value, symbol: "\(symbol).\(key)")))
        }
        return result
    }

    /// Comparing all with all is bounded; longer lists count as different.
    private static let comparisons = 4096

    private func elements(_ first: [TemplateValue], _ second: [TemplateValue], symbol: String) -> [TemplateValue] {
        let rest = TemplateValue.unknown(.knownAfterApply("\(symbol)[…]", why), origin, isOptional: true)
        guard first.count * second.count <= Self.comparisons else { return [rest] }
        return first.filter { element in second.contains { isSame(element, $0) } } + [rest]
    }

    private func unknown(_ symbol: String, _ a: TemplateValue, _ b: TemplateValue) -> TemplateValue {
        let isOptional = mayBeAbsent(a) || mayBeAbsent(b)
        let prefix = isOptional ? "" : commonPrefix(a, b)
        return .unknown(
            .knownAfterApply(symbol, why, exists: exists(a) && exists(b), prefix: prefix), origin, isOptional: isOptional)
    }

    private func mayBeAbsent(_ value: TemplateValue) -> Bool {
        if case .absent = value { return true }
        return TemplateEvaluator.isOptional(value)
    }

    private func exists(_ value: TemplateValue) -> Bool {
        switch value {
        case .absent: false
        case .unknown(let unknown, _, _): unknown.exists
        case .template(let node): node.pointee.kind != .null
        case .text, .list, .map: true
        }
    }

    private func commonPrefix(_ a: TemplateValue, _ b: TemplateValue) -> String {
        func start(_ value: TemplateValue) -> String {
            switch evaluator.text(value) {
            case .known(let text): text
            case .unknown(let unknown): unknown.prefix
            case nil: ""
            }
        }
        return String(zip(start(a), start(b)).prefix { $0 == $1 }.map(\.0))
    }

    private func isSame(_ a: TemplateValue, _ b: TemplateValue) -> Bool {
        guard evaluator.spend(1) else { return false }
        switch (a, b) {
        case (.absent, .absent): return true
        case (.unknown(let first, _, let isFirst), .unknown(let second, _, let isSecond)):
            return first.symbol == second.symbol && isFirst == isSecond
        case (.list(let first, _), .list(let second, _)):
            return first.count == second.count && zip(first, second).allSatisfy(isSame)
        case (.map(let first, _), .map(let second, _)):
            let others = Dictionary(second.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
            return first.count == second.count
                && first.allSatisfy { member in others[member.key].map { isSame(member.value, $0) } ?? false }
        case (.template(let first), .template(let second)) where first.pointee.kind == .null || second.pointee.kind == .null:
            return first.pointee.kind == second.pointee.kind
        case (.template, .template), (.template, .text), (.text, .template), (.text, .text):
            guard case .known(let first)? = evaluator.text(a), case .known(let second)? = evaluator.text(b) else { return false }
            return first == second
        default: return false
        }
    }
}
