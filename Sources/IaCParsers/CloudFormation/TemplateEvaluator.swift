import Document
import SourceText

/// Evaluates one template's values. Nothing in it fails: what can't be said becomes an unknown, with a diagnostic where the
/// template is at fault.
final class TemplateEvaluator {
    let template: CloudFormationTemplate
    let builder: DocumentBuilder
    var diagnostics: [Diagnostic]
    /// Evaluated parameters; see `parameter(_:)`.
    var parameterValues: [String: TemplateValue] = [:]
    var truths: [String: Truth] = [:]
    var conditionsUnderWay: Set<String> = []
    /// Parameters' `AllowedValues`, by the symbol their unknowns have.
    var allowedTexts: [String: Set<String>] = [:]
    /// Defaults of parameters that are not echoed, by the symbol their unknowns have: conditions are decided by them, and that is all.
    var secretTexts: [String: String] = [:]
    /// What the variables of the loops around the value now stand for.
    var loopValues: [String: String] = [:]
    /// Turns that loops have taken so far.
    var loopTurns = 0
    /// Logical ids that loops make.
    var madeResources: Set<String> = []
    /// Resources whose condition does not hold.
    var leftOut: Set<String> = []
    private var budget: Int
    private var reported: Set<Diagnostic> = []

    /// How deep values, references and conditions may lead into one another.
    static let depthLimit = 600
    /// Faults one template may report.
    static let diagnosticLimit = 200

    init(template: CloudFormationTemplate, limits: DocumentLimits) {
        self.template = template
        builder = DocumentBuilder(limits: limits)
        diagnostics = template.diagnostics
        // Long texts that are referred to often are what can grow without end.
        budget = limits.bytes &* 2
    }

    // MARK: Values

    /// The value of a node: functions are followed until something stands there that is none.
    func value(of node: NodePointer, depth: Int) -> TemplateValue {
        guard let call = Intrinsic.call(node) else { return .template(node) }
        guard depth < Self.depthLimit else {
            report(.error, "template-too-deep", "the value leads more than \(Self.depthLimit) deep", at: node)
            return fault(node)
        }
        guard spend(1) else { return fault(node) }
        guard let function = call.function else { return unknownFunction(call, node) }
        let argument = call.argument
        switch function {
        case .ref: return reference(argument, node, depth)
        case .getAtt: return attribute(argument, node, depth)
        case .sub: return substitution(argument, node, depth)
        case .join: return join(argument, node, depth)
        case .choose: return choice(argument, node, depth)
        case .findInMap: return mapping(argument, node, depth)
        case .select: return selection(argument, node, depth)
        case .split: return split(argument, node, depth)
        case .base64: return base64(argument, node, depth)
        case .cidr: return blocks(argument, node, depth)
        case .getAZs: return zones(argument, node, depth)
        case .importValue: return importValue(argument, node, depth)
        case .getStackOutput: return stackOutput(argument, node, depth)
        case .length: return length(argument, node, depth)
        case .toJSONString: return jsonText(argument, node, depth)
        case .transform:
            report(.note, "template-transform", "what Fn::Transform makes is not known before the stack is deployed", at: node)
            return .unknown(placed("Fn::Transform", node), origin(node), isOptional: true)
        case .equals, .and, .or, .not:
            report(.error, "template-function", "\(function.rawValue) can stand in conditions only", at: node)
            return fault(node)
        }
    }

    private func unknownFunction(_ call: Intrinsic.Call, _ node: NodePointer) -> TemplateValue {
        report(
            template.hasMacro ? .note : .error, "template-function", "there is no function \(call.name.text)", at: node)
        return fault(node)
    }

    // MARK: Helpers

    func origin(_ node: NodePointer) -> Origin? { template.document.origin(of: node) }

    /// An unknown that nothing else in the template equals: named for where it stands.
    func placed(_ name: String, _ node: NodePointer, why: String = "CloudFormation says it when the stack is deployed") -> Unknown {
        let position = origin(node).map { template.file.position(at: $0.range.start) }
        let place = position.map { "@\($0.line):\($0.column)" } ?? ""
        return .knownAfterApply(name + place, why)
    }

    /// The value of something that is wrong in the template.
    func fault(_ node: NodePointer) -> TemplateValue {
        let name = Intrinsic.call(node)?.name.text ?? "value"
        return .unknown(placed(name, node, why: "the template is at fault here"), origin(node))
    }

    func report(_ severity: Diagnostic.Severity, _ code: String, _ message: String, at node: NodePointer, hint: String? = nil) {
        guard diagnostics.count < Self.diagnosticLimit else { return }
        let location = origin(node).map { template.file.location($0.range) } ?? SourceLocation(path: template.file.path)
        let diagnostic = Diagnostic(severity, code: code, message, location: location, hint: hint)
        // A value that several others lead to is evaluated for each.
        guard reported.insert(diagnostic).inserted else { return }
        diagnostics.append(diagnostic)
        if diagnostics.count == Self.diagnosticLimit {
            diagnostics.append(
                Diagnostic(
                    .error, code: "too-many-diagnostics", "the template has more faults than are listed here",
                    location: SourceLocation(path: template.file.path)))
        }
    }

    /// Takes from what the template may cost; false when it is used up.
    func spend(_ amount: Int) -> Bool {
        guard budget > 0 else { return false }
        budget -= amount
        if budget <= 0 {
            diagnostics.append(
                Diagnostic(
                    .error, code: "template-too-large", "the template's values grow past the limit; the rest is not known",
                    location: SourceLocation(path: template.file.path)))
        }
        return budget > 0
    }
}
