import Document
import PostureModel
import SourceText

/// Compares the properties of an asset's two faces, path by path.
///
/// The rules stand in docs/decisions/declared-observed.md.
struct PropertyComparison {
    private let knowable: Set<String>
    private let writeOnly: Set<String>
    private let declaredFallback: EvidenceSource?
    private let observedFallback: EvidenceSource?
    private(set) var differences: [PropertyDifference] = []

    /// - Parameter type: what says which properties an account can tell at all; nil: all.
    init(type: AssetType?, declared: Asset, observed: Asset) {
        knowable = Set((type?.live?.rules ?? []).filter { !$0.source.saysNothing }.compactMap(\.path.firstName))
        writeOnly = Set(type?.schema.writeOnly.map(\.description) ?? [])
        declaredFallback = declared.origin.location.map { .file($0) }
        observedFallback =
            if case .observed(let origin) = observed.origin { .call(origin.collector, time: origin.time) } else { nil }
        for (key, value) in declared.properties?.members ?? [] where key != .rest && key.text != "Tags" {
            let other = observed.properties?[key]
            // Where an account never says it, or only sometimes, silence is no answer.
            guard other != nil || (knowable.contains(key.text) && !writeOnly.contains(key.text)) else { continue }
            compare(value, other, key.text)
        }
        // Answers that never hold tags do not say that there are none.
        let saysNothing = type?.live?.rules.contains { $0.path.firstName == "Tags" && $0.source.saysNothing } ?? false
        let tellsTags = type?.live.map { $0.matchesAll && !saysNothing || knowable.contains("Tags") } ?? true
        guard tellsTags || observed.tags?.isNothing == false else { return }
        for (key, value) in declared.tags?.members ?? [] where key != .rest {
            compare(value, observed.tags?[key], "tags.\(key.text)")
        }
    }

    private mutating func compare(_ declared: DocumentValue, _ observed: DocumentValue?, _ path: String) {
        if let unknown = observed?.unknown {
            guard !declared.isNothing || declared.unknown != nil else { return }
            note(path, .unknown, declared, PropertyDifference.Side(value: unknown.description, source: observedFallback))
            return
        }
        guard !ValueAgreement.holds(declared, observed) else { return }
        guard let observed else {
            // What the provider makes of silence has no place in code: both are silent.
            if declared.origin == nil, declared.isScalar { return }
            if !writeOnly.contains(Self.general(path)) { note(path, .missing, declared, nil) }
            return
        }
        switch (declared.kind, observed.kind) {
        case (.map, .map):
            for (key, value) in declared.members where key != .rest { compare(value, observed[key], "\(path).\(key.text)") }
        case (.list, .list):
            compareLists(declared, observed, path)
        default:
            note(path, .changed, declared, observed.side(observedFallback))
        }
    }

    private mutating func compareLists(_ declared: DocumentValue, _ observed: DocumentValue, _ path: String) {
        let (ours, theirs) = (declared.elements, observed.elements)
        let match = ListMatch(ours, theirs)
        // A list of texts is read as a whole.
        guard (ours + theirs).contains(where: { $0.kind == .map }) else {
            note(path, .changed, declared, observed.side(observedFallback))
            return
        }
        var left = match.observedLeft
        for index in match.declaredLeft {
            if let partner = Self.partner(of: ours[index], among: left.map { theirs[$0] }, alone: match.declaredLeft.count == 1) {
                let other = left.remove(at: partner)
                compare(ours[index], theirs[other], "\(path)[\(other)]")
            } else {
                note("\(path)[\(index)]", .missing, ours[index], nil)
            }
        }
        for index in left {
            differences.append(
                PropertyDifference(
                    path: "\(path)[\(index)]", kind: .added, declared: nil, observed: theirs[index].side(observedFallback)))
        }
    }

    /// The element that is meant to be this one, though it says something else: it has the same name, or each is the only one left.
    private static func partner(of element: DocumentValue, among others: [DocumentValue], alone: Bool) -> Int? {
        for name in ["Sid", "Id", "Key", "Name", "PolicyName", "RuleNumber", "DeviceName", "AttributeName", "IndexName"] {
            guard let own = element[name], own.unknown == nil else { continue }
            return others.firstIndex { $0[name] == own }
        }
        return alone && others.count == 1 ? 0 : nil
    }

    private mutating func note(
        _ path: String, _ kind: PropertyDifference.Kind, _ declared: DocumentValue, _ observed: PropertyDifference.Side?
    ) {
        differences.append(
            PropertyDifference(path: path, kind: kind, declared: declared.side(declaredFallback), observed: observed))
    }

    /// A path for all elements of its lists.
    private static func general(_ path: String) -> String {
        var result = ""
        var isInside = false
        for character in path {
            if character == "[" { isInside = true }
            if !isInside || character == "[" || character == "]" { result.append(character) }
            if character == "]" { isInside = false }
        }
        return result
    }
}

extension PropertyPath {
    fileprivate var firstName: String? {
        if case .member(let name)? = steps.first { name } else { nil }
    }
}

extension ValueSource {
    /// `[]` in an asset file: the property is dropped.
    fileprivate var saysNothing: Bool {
        if case .first(let sources) = self { sources.isEmpty } else { false }
    }
}
