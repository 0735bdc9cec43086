public import SourceText

/// What names mean outside an expression: variables, locals, resources, the files around.
public protocol Scope {
    /// Resolves a reference such as `var.name`, `local.tags["a"]`, `aws_s3_bucket.logs.arn`, `each.value`.
    ///
    /// Called when the value is needed and not before, so it may evaluate other expressions; it guards against cycles itself.
    /// - Parameter evaluator: the one that asks; its session is to be used for whatever has to be evaluated.
    func resolve(_ reference: Reference, _ evaluator: Evaluator) -> Resolution

    /// A function beyond ``FunctionLibrary/standard``; nil where there is none of that name.
    func function(named name: String) -> HCLFunction?

    /// What functions reach outside for.
    var host: any FunctionHost { get }
}

extension Scope {
    public func function(named name: String) -> HCLFunction? { nil }
    public var host: any FunctionHost { NoHost() }
}

/// What became of a reference.
public enum Resolution: Sendable {
    /// The value that the first `steps` steps lead to; the evaluator takes the others itself.
    case value(HCLValue, steps: Int)
    /// Nothing of that name is declared. The message says what is missing.
    case undeclared(String)
}

/// A root name and the steps that follow it, index keys already evaluated.
public struct Reference: Sendable {
    public enum Step: Sendable {
        case attribute(String)
        case index(HCLValue)
    }

    public let root: String
    /// Up to the first splat.
    public let steps: [Step]
    public let range: SourceRange

    /// The name of a step that is an attribute.
    public func name(_ index: Int) -> String? {
        if steps.indices.contains(index), case .attribute(let name) = steps[index] { name } else { nil }
    }

    /// As it would be written: `aws_instance.web[0].id`. An index that is not known is written as its symbol.
    public var symbol: String { symbol(steps: steps.count) }

    /// The symbol of the root and so many steps.
    public func symbol(steps count: Int) -> String {
        steps.prefix(count).reduce(root) { $0 + $1.text }
    }
}

extension Reference.Step {
    var text: String {
        switch self {
        case .attribute(let name): return ".\(name)"
        case .index(let key):
            switch key.kind {
            case .string(let text): return "[\"\(text)\"]"
            case .number(let number): return "[\(number)]"
            case .unknown(let unknown): return "[\(unknown.symbol)]"
            default: return "[…]"
            }
        }
    }
}

/// A scope in which nothing is declared.
public struct EmptyScope: Scope {
    public init() {}

    public func resolve(_ reference: Reference, _ evaluator: Evaluator) -> Resolution {
        .undeclared("nothing of the name \"\(reference.root)\" is declared here")
    }
}
