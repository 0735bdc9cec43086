import PostureGraph
import PostureModel
import PosturePipeline
import ReportWriters

/// The demo's answer: what the estate is, how it stands, what is worst, where its two faces disagree, and what to try next.
struct DemoReport {
    let outcome: DemoRun.Outcome
    /// Where the estate's files are.
    let folder: String
    /// The store that was named; nil where it is gone afterwards.
    let store: String?
    /// The program as it was called.
    let program: String
    let style: TerminalStyle
    let language: LocalizedText.Language

    /// Findings that are told with their evidence.
    private static let worst = 12
    /// Things about which code and account disagree that are told.
    private static let disagreements = 16

    /// One failure a line, the worst first; both faces.
    var json: [String] {
        let failures = (outcome.code + outcome.live).flatMap { $0.findings.filter { $0.status == .fail } }
        return FindingList.ranked(failures).map { FindingLine($0, language: language).json }
    }

    var lines: [String] {
        header + [""] + counts + [""] + worstFindings + disagreements + [""] + notKnown + [""] + next
    }

    private func say(_ english: String, _ japanese: String) -> String { language == .japanese ? japanese : english }

    private func title(_ english: String, _ japanese: String, _ remark: String = "") -> String {
        style.paint(say(english, japanese), .bold) + (remark.isEmpty ? "" : "  " + style.paint(remark, .dim))
    }

    private var header: [String] {
        let formats = Set(outcome.code.compactMap { if case .declared(let origin) = $0.asset.origin { origin.format } else { nil } })
        let names = [(DeclaredOrigin.Format.terraform, "Terraform"), (.cloudformation, "CloudFormation"), (.kubernetes, "Kubernetes")]
            .filter { formats.contains($0.0) }.map(\.1).joined(separator: ", ")
        return [
            title("Kawase Payments, an example estate", "Kawase Payments(サンプル環境)"),
            say(
                "  code     \(outcome.code.count) assets in \(names)", "  コード   \(names) のアセット \(outcome.code.count) 件"),
            "           " + style.paint("\(folder)/code", .cyan),
            say(
                "  account  \(outcome.live.count) assets of AWS account \(outcome.account), recorded \(outcome.recorded)",
                "  実環境   AWS アカウント \(outcome.account) のアセット \(outcome.live.count) 件(\(outcome.recorded) に記録)"),
        ]
    }

    private var counts: [String] {
        let severities = Severity.allCases.reversed()
        var lines = ["           " + severities.map { style.severity($0, width: 10) }.joined() + say("passed", "合格")]
        for (label, faces) in [(say("code", "コード"), outcome.code), (say("account", "実環境"), outcome.live)] {
            let findings = faces.flatMap(\.findings)
            let cells = severities.map { severity in
                TerminalText.padded("\(findings.count { $0.status == .fail && $0.severity == severity })", to: 10)
            }
            let passed = findings.count { $0.status == .pass }
            lines.append("  " + TerminalText.padded(label, to: 9) + cells.joined() + "\(passed)")
        }
        return lines
    }

    private var worstFindings: [String] {
        let all = outcome.comparison.findings
        let list = FacedFindingList(style: style, language: language)
        var lines = [
            title(
                "The worst \(min(Self.worst, all.count)) of \(all.count)", "最も深刻な \(min(Self.worst, all.count)) 件(全 \(all.count) 件)",
                say("one entry per control and asset", "コードと実環境を突き合わせて表示"))
        ]
        for finding in all.prefix(Self.worst) { lines += list.lines(finding) + [""] }
        return lines
    }

    private var disagreements: [String] {
        let comparison = outcome.comparison
        let list = DisagreementList(style: style, language: language)
        let all = comparison.disagreements
        var lines = [
            title(
                "Where code and account disagree", "コードと実環境の不一致",
                say(
                    "\(all.count) assets differ; \(comparison.agreeingCount) of the \(comparison.pairCount) in both agree",
                    "\(all.count) 件。両方にある \(comparison.pairCount) 件のうち \(comparison.agreeingCount) 件は一致"))
        ]
        for disagreement in all.prefix(Self.disagreements) { lines += list.lines(disagreement) }
        if all.count > Self.disagreements {
            lines.append(say("         and \(all.count - Self.disagreements) more", "         ほか \(all.count - Self.disagreements) 件"))
        }
        return lines
    }

    private var notKnown: [String] {
        func unknown(_ faces: [EstateFace]) -> Int { faces.flatMap(\.findings).count { $0.status == .unknown || $0.status == .error } }
        let calls = outcome.coverage.failedCalls
        var lines = [title("Not known", "不明な項目")]
        lines.append(
            say(
                "  \(unknown(outcome.code)) verdicts on code hang on values that are known only when it is applied; "
                    + "\(unknown(outcome.live)) on the account",
                "  コードの判定 \(unknown(outcome.code)) 件は適用時まで値が決まりません。実環境では \(unknown(outcome.live)) 件が不明です"))
        if !outcome.comparison.undecided.isEmpty {
            let count = outcome.comparison.undecided.count
            lines.append(
                say("  \(count) declared assets have no name to find them by in the account", "  \(count) 件は実環境の対応するアセットを特定できません"))
        }
        for call in calls.prefix(3) {
            lines.append("  \(call.call): \(TerminalText.cut(TerminalText.safe(call.message.isEmpty ? call.code : call.message), to: 90))")
        }
        if calls.count > 3 {
            lines.append(say("  and \(calls.count - 3) more calls without an answer", "  ほか \(calls.count - 3) 件の呼び出しが失敗しました"))
        }
        return lines
    }

    private var next: [String] {
        var lines = [title("To try next", "次に試すこと"), "  export KAMAE_STORE=\(Self.quoted(store ?? "sqlite:demo.db"))"]
        if store == nil { lines.append("  \(program) demo --store $KAMAE_STORE") }
        lines += [
            "  \(program) findings --severity high --face live", "  \(program) show kawase-prod-payments",
            "  \(program) find 'failing(\"aws/s3\") && asset.name.contains(\"prod\")'",
        ]
        return lines
    }

    /// As a shell takes it for one word.
    private static func quoted(_ text: String) -> String {
        let isPlain = text.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || "0123456789/:._-~".unicodeScalars.contains($0) }
        return isPlain ? text : "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
