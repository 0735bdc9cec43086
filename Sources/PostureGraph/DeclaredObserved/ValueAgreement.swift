import Document
import PostureModel

/// Whether what code says can be what the account has.
enum ValueAgreement {
    /// - Parameters:
    ///   - declared: unknowns agree with whatever they may still become.
    ///   - observed: nil where the account has nothing there. Unknowns decide nothing.
    static func holds(_ declared: DocumentValue, _ observed: DocumentValue?) -> Bool {
        guard let observed else { return declared.unknown.map { !$0.exists } ?? declared.isNothing }
        if observed.unknown != nil { return true }
        if let unknown = declared.unknown { return observed.string.map { mayBecome(unknown, $0) } ?? true }
        switch (declared.kind, observed.kind) {
        case (.map, .map):
            // What the account says beyond it is its own affair: ids, defaults, states.
            return declared.members.allSatisfy { $0.key == .rest || holds($0.value, observed[$0.key]) }
        case (.list, .list):
            let match = ListMatch(declared.elements, observed.elements)
            return match.declaredLeft.isEmpty && match.observedLeft.isEmpty
        case (.string, .string):
            return declared == observed || isSameName(declared.string ?? "", observed.string ?? "")
        case (.null, _): return observed.isNothing
        default: return declared == observed
        }
    }

    /// As a principal, an account's number stands for its root: policies are canonical with the number, which an ARN that is known in
    /// part can't be brought to.
    private static func mayBecome(_ unknown: Unknown, _ text: String) -> Bool {
        if unknown.mayEqual(text) { return true }
        guard text.utf8.count == 12, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
        return ["aws", "aws-cn", "aws-us-gov"].contains { unknown.mayEqual("arn:\($0):iam::\(text):root") }
    }

    /// Code may name a thing by its name where the account says the whole ARN, and the other way round.
    static func isSameName(_ a: String, _ b: String) -> Bool {
        func ends(_ arn: String, in name: String) -> Bool {
            guard arn.hasPrefix("arn:"), !name.isEmpty, !name.hasPrefix("arn:"), arn.hasSuffix(name) else { return false }
            return [":", "/"].contains(arn.dropLast(name.count).last)
        }
        return ends(a, in: b) || ends(b, in: a)
    }
}

/// The elements of two lists brought together without regard to their order.
struct ListMatch {
    private(set) var declaredLeft: [Int] = []
    private(set) var observedLeft: [Int] = []

    /// Comparing all with all is for lists of people's size; longer ones are told apart by equality alone.
    private static let mostComparisons = 100_000

    init(_ declared: [DocumentValue], _ observed: [DocumentValue]) {
        var free: [String: [Int]] = [:]
        for (index, element) in observed.enumerated() where !element.isRest { free[element.description, default: []].append(index) }
        var open: [Int] = []
        var taken: Set<Int> = []
        for (index, element) in declared.enumerated() where !element.isRest {
            if element.unknown == nil, let same = free[element.description]?.first {
                free[element.description]?.removeFirst()
                taken.insert(same)
            } else {
                open.append(index)
            }
        }
        var rest = observed.indices.filter { !taken.contains($0) && !observed[$0].isRest }
        // What is known goes first: an unknown fits almost everything.
        let isBounded = open.count &* rest.count <= Self.mostComparisons
        for index in open.sorted(by: { (declared[$0].unknown == nil ? 0 : 1, $0) < (declared[$1].unknown == nil ? 0 : 1, $1) }) {
            if isBounded, let found = rest.firstIndex(where: { ValueAgreement.holds(declared[index], observed[$0]) }) {
                rest.remove(at: found)
            } else {
                declaredLeft.append(index)
            }
        }
        declaredLeft.sort()
        // A rest on one side may be anything of the other.
        if observed.contains(where: \.isRest) { declaredLeft = [] }
        observedLeft = declared.contains(where: \.isRest) ? [] : rest
    }
}
