import AssetShaping
import ContentCatalog
import Document
import IaCParsers
import PolicyEngine
public import PostureModel
public import SourceText

/// Runs a control's own cases: each example must get the verdict it says.
public struct ControlCheck {
    private let posture: Posture

    public init(posture: Posture) { self.posture = posture }

    /// A case that came out otherwise.
    public struct Failure: Sendable {
        public var control: String
        public var location: SourceLocation
        public var expected: FindingStatus
        /// One sentence: what came out, with the evidence.
        public var message: String
    }

    /// What a control's cases came to.
    public struct Outcome: Sendable {
        public var caseCount = 0
        public var failures: [Failure] = []
        /// The control itself does not compile.
        public var diagnostics: [Diagnostic] = []
    }

    public func run(_ control: Control) -> Outcome {
        var outcome = Outcome()
        let engine = PolicyEngine(controls: [control], vocabulary: posture.vocabulary, relations: posture.engine.relations)
        outcome.diagnostics = engine.compile(control)
        // A control that does not compile judges no case; that is one fault, not one for each of them.
        guard outcome.diagnostics.isEmpty else { return outcome }
        let judge = engine.judge()
        for example in control.cases {
            outcome.caseCount += 1
            if let fault = self.check(example, of: control, judge) {
                outcome.failures.append(
                    Failure(
                        control: control.id, location: fault.location ?? control.file.location(example.range),
                        expected: example.expected, message: fault.message))
            }
        }
        return outcome
    }

    /// The assets of the control's types that a case describes.
    ///
    /// - Throws: what is wrong with the example's text.
    public func assets(of example: ControlCase, control: Control) throws(Diagnostic) -> [Asset] {
        try CaseAssets(posture: posture, control: control).assets(of: example).judged
    }

    /// What is wrong with a case, and where, if that is known better than the case itself.
    private typealias Fault = (message: String, location: SourceLocation?)

    /// Nil where a case came out as it says.
    private func check(_ example: ControlCase, of control: Control, _ judge: Judge) -> Fault? {
        do {
            let made = try CaseAssets(posture: posture, control: control).assets(of: example)
            return compare(made, with: example, of: control, judge).map { ($0, nil) }
        } catch {
            let place = ExamplePlace(example: example, file: control.file).location(error.location)
            return ("the example could not be read: \(error.message)" + (error.hint.map { "; \($0)" } ?? ""), place)
        }
    }

    private func compare(
        _ made: CaseAssets.Example, with example: ControlCase, of control: Control, _ judge: Judge
    ) -> String? {
        guard !made.judged.isEmpty else { return "the example has no asset of the control's types" }
        var findings: [Finding] = []
        for asset in made.judged {
            let own = judge.findings(of: asset, in: made.estate).filter { $0.control == control.id }
            if own.isEmpty { return "the control did not judge \(asset.name)" }
            findings += own
        }
        for finding in findings where finding.status != example.expected {
            let evidence = finding.evidence.map { "\($0.path) is \($0.actual)" }.joined(separator: "; ")
            let why = evidence.isEmpty ? finding.reason.english : evidence
            return "expected \(example.expected.rawValue), got \(finding.status.rawValue) for \(finding.asset.name)"
                + (why.isEmpty ? "" : ": \(why)")
        }
        let evidence = findings.flatMap(\.evidence)
        for wanted in example.evidence where !evidence.contains(where: { $0.path == wanted || $0.isWithin(wanted) }) {
            return "the evidence does not show \(wanted), but \(Set(evidence.map(\.path)).sorted().joined(separator: ", "))"
        }
        return nil
    }
}
