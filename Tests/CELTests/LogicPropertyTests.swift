import CEL
import Document
import Testing

/// `&&`, `||`, `!`, `?:` and the quantifiers against a model of their own, on random trees over true, false, unknown and error.
@Suite struct LogicPropertyTests {
    indirect enum Tree {
        case leaf(Verdict)
        case and([Tree]), or([Tree]), not(Tree), choose(Tree, Tree, Tree), all([Tree]), exists([Tree])
    }

    static func random(_ depth: Int, _ generator: inout SeededGenerator) -> Tree {
        let choice = depth == 0 ? 0 : Int.random(in: 0...6, using: &generator)
        func many(_ generator: inout SeededGenerator) -> [Tree] {
            (0..<Int.random(in: 2...4, using: &generator)).map { _ in random(depth - 1, &generator) }
        }
        switch choice {
        case 1: return .and(many(&generator))
        case 2: return .or(many(&generator))
        case 3: return .not(random(depth - 1, &generator))
        case 4: return .choose(random(depth - 1, &generator), random(depth - 1, &generator), random(depth - 1, &generator))
        case 5: return .all(many(&generator))
        case 6: return .exists(many(&generator))
        default: return .leaf([.true, .false, .unknown, .error].randomElement(using: &generator) ?? .true)
        }
    }

    static func text(_ tree: Tree) -> String {
        switch tree {
        case .leaf(.true): "a.yes"
        case .leaf(.false): "(a.known == 2)"
        case .leaf(.unknown): "a.hole"
        case .leaf(.error): "(a.known / 0 == 1)"
        case .and(let parts): "(\(parts.map(text).joined(separator: " && ")))"
        case .or(let parts): "(\(parts.map(text).joined(separator: " || ")))"
        case .not(let part): "!\(text(part))"
        case .choose(let condition, let then, let otherwise): "(\(text(condition)) ? \(text(then)) : \(text(otherwise)))"
        case .all(let parts): quantifier("all", parts)
        case .exists(let parts): quantifier("exists", parts)
        }
    }

    /// A loop whose n-th element has the n-th part as its answer.
    static func quantifier(_ name: String, _ parts: [Tree]) -> String {
        let choices = parts.indices.dropLast().map { "i == \($0) ? \(text(parts[$0])) : " }.joined()
        return "[\(parts.indices.map(String.init).joined(separator: ", "))].\(name)(i, \(choices)\(text(parts[parts.count - 1])))"
    }

    static func model(_ tree: Tree) -> Verdict {
        switch tree {
        case .leaf(let verdict): return verdict
        case .and(let parts), .all(let parts):
            let values = parts.map(model)
            if values.contains(.false) { return .false }
            return values.contains(.unknown) ? .unknown : values.contains(.error) ? .error : .true
        case .or(let parts), .exists(let parts):
            let values = parts.map(model)
            if values.contains(.true) { return .true }
            return values.contains(.unknown) ? .unknown : values.contains(.error) ? .error : .false
        case .not(let part):
            let value = model(part)
            return value == .true ? .false : value == .false ? .true : value
        case .choose(let condition, let then, let otherwise):
            let value = model(condition)
            return value == .true ? model(then) : value == .false ? model(otherwise) : value
        }
    }

    @Test func randomTreesAgreeWithTheModel() throws {
        var generator = SeededGenerator(state: 7)
        let evaluation = try UnknownTests.evaluation()
        let activation = evaluation.activation()
        for _ in 0..<3000 {
            let tree = Self.random(4, &generator)
            let text = Self.text(tree)
            let program = try evaluation.program(text)
            let expected = Self.model(tree)
            #expect(program.judge(activation) == expected, "\(text)")
            let explanation = program.explain(activation)
            #expect(explanation.verdict == expected)
            // Every unknown has a leaf that says what isn't known.
            if expected == .unknown {
                #expect(explanation.evidence.contains { if case .unknown = $0.actual { true } else { false } }, "\(text)")
            }
        }
    }
}
