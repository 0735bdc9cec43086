import CEL
import Document
import PostureModel
import SourceText

/// Makes a finding of a status: reason, evidence, and the place that caused it.
struct FindingWriter {
    let control: CompiledControl
    let asset: Asset
    let liveFace: (String) -> LiveFace?
    let look: RelatedLook

    /// - Parameter explain: evaluates a program once more and says what decided.
    func finding(_ status: FindingStatus, _ explain: (Program) -> Explanation) -> Finding {
        var evidence: [PostureModel.Evidence] = []
        var unknowns: [Unknown] = []
        var failure: String?
        if status == .fail || status == .unknown || status == .error {
            for program in [control.applies, control.require].compactMap({ $0 }) {
                let explanation = explain(program)
                // An `applies` that held decided nothing.
                if program !== control.require, explanation.verdict == .true { continue }
                let writer = EvidenceWriter(asset: asset, liveFace: liveFace, look: look, source: program.source)
                for item in explanation.evidence.map(writer.evidence) where !evidence.contains(where: { $0.says(item) }) {
                    evidence.append(item)
                }
                unknowns += explanation.evidence.compactMap { if case .unknown(let unknown) = $0.actual { unknown } else { nil } }
                failure = failure ?? explanation.failure?.description
                if program !== control.require { break }
            }
        }
        // That a value is there goes without saying where a part of it decided.
        let all = evidence
        evidence.removeAll { item in item.saysOnlyPresence && all.contains { $0.isWithin(item.path) } }
        let origin: FindingOrigin = asset.origin.isDeclared ? .code : .live
        return Finding(
            id: FindingID.make(control: control.control.id, asset: assetKey, origin: origin),
            control: control.control.id, title: control.control.title, severity: control.control.severity, status: status,
            asset: AssetReference(asset), location: location(evidence), evidence: evidence,
            reason: reason(status, evidence, unknowns, failure), origin: origin)
    }

    /// Declared assets are told apart by their place in code, which stays when names change.
    private var assetKey: String {
        guard asset.origin.isDeclared, let address = asset.address else { return asset.id }
        return "\(asset.document.root["program"]?.string ?? "")#\(address)"
    }

    /// The value that decided, if it stands in a file; else the asset's own block.
    private func location(_ evidence: [PostureModel.Evidence]) -> SourceLocation? {
        for item in evidence { if case .file(let place)? = item.source { return place } }
        return asset.origin.location
    }

    private func reason(
        _ status: FindingStatus, _ evidence: [PostureModel.Evidence], _ unknowns: [Unknown], _ failure: String?
    ) -> LocalizedText {
        switch status {
        case .pass, .notApplicable: return LocalizedText(english: "", japanese: "")
        case .fail:
            let paths = unique(evidence.map(\.path)).joined(separator: ", ")
            return LocalizedText(
                english: control.control.message.english.filling("{paths}", with: paths),
                japanese: control.control.message.japanese.filling("{paths}", with: paths))
        case .unknown:
            let causes = unique(unknowns.map(\.description)).joined(separator: "; ")
            return LocalizedText(
                english: causes.isEmpty ? "it hangs on a value that is not known" : causes,
                japanese: causes.isEmpty ? "判定に必要な値が不明です" : "判定に必要な値が不明です: \(causes)")
        case .error:
            let failure = failure ?? "the control could not be evaluated"
            return LocalizedText(english: failure, japanese: "コントロールを評価できません: \(failure)")
        }
    }

    private func unique(_ texts: [String]) -> [String] {
        var seen: Set<String> = []
        return texts.filter { !$0.isEmpty && seen.insert($0).inserted }
    }
}

extension PostureModel.Evidence {
    /// Neither held against anything nor asked for more than being there.
    fileprivate var saysOnlyPresence: Bool { expected.isEmpty && ["", "has", "hasValue"].contains(relation) }

    /// Whether it tells a reader all that the other one tells.
    fileprivate func says(_ other: PostureModel.Evidence) -> Bool {
        path == other.path && actual == other.actual && source == other.source && relatedAsset == other.relatedAsset
            && (other.relation.isEmpty || relation == other.relation && expected == other.expected)
    }
}

extension String {
    /// With a blank such as `{paths}` filled in wherever it stands. Every failed finding asks for it, and the standard library's
    /// `replacing` takes longer than judging the asset does.
    fileprivate func filling(_ blank: String, with text: String) -> String {
        var filled = ""
        var rest = self[...]
        while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")) {
            let isBlank = rest.utf8[open...].starts(with: blank.utf8)
            let end = rest.utf8.index(open, offsetBy: isBlank ? blank.utf8.count : 1)
            filled += rest[..<open]
            filled += isBlank ? text[...] : rest[open..<end]
            rest = rest[end...]
        }
        return filled + rest
    }
}
