import Document
import PostureModel

/// Leads from references to the resources of a program that they refer to.
struct ProgramReferences {
    let program: DeclaredProgram
    private let byAddress: [String: Int]

    init(program: DeclaredProgram) {
        self.program = program
        byAddress = Dictionary(
            program.resources.enumerated().map { ($0.element.address, $0.offset) }, uniquingKeysWith: { first, _ in first })
    }

    /// The resource that a symbol such as `module.a["x"].aws_s3_bucket.b[0].id` begins with.
    func resource(in symbol: String) -> Int? { find(symbol)?.number }

    /// What the resource says that a reference is the name of, as it is; nil for what is computed from a reference, or refers to
    /// nothing of this program.
    func referent(of unknown: Unknown) -> RawValue? {
        // Whether it is this resource or nothing may hang on a condition.
        guard case .knownAfterApply = unknown.reason, unknown.exists, let found = find(unknown.symbol) else { return nil }
        let attribute = unknown.symbol[found.end...]
        guard attribute.first == ".", attribute.dropFirst().allSatisfy({ $0.isLetter || $0 == "_" }) else { return nil }
        return RawValue(program.resources[found.number].body.root)
    }

    private func find(_ symbol: String) -> (number: Int, end: String.Index)? {
        var end = symbol.endIndex
        while true {
            if let number = byAddress[String(symbol[..<end])] { return (number, end) }
            guard let dot = symbol[..<end].lastIndex(where: { $0 == "." || $0 == "[" }) else { return nil }
            end = dot
        }
    }
}

extension RawValue {
    /// The step that leads on from references to what they refer to: `attached.policy_arn.referent.policy`. What is known to be no
    /// reference leads nowhere; of what is not known there may be something or nothing.
    func referents(_ references: ProgramReferences?) -> RawValue {
        switch self {
        case .absent, .text, .part: return .absent
        case .unknown(let unknown, let rest):
            if !rest, let found = references?.referent(of: unknown) { return found }
            return .unknown(unknown, rest: true)
        case .many(let values): return .collected(values.map { $0.referents(references) })
        case .value(let value):
            return value.kind == .list ? .collected(value.elements.map { RawValue($0).referents(references) }) : .absent
        }
    }
}
