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

    /// What is said of it stands behind it where the line has room for both, else below.
    private func title(_ english: String, _ japanese: String, _ remark: String = "") -> [String] {
        let title = say(english, japanese)
        guard !remark.isEmpty else { return [style.paint(title, .bold)] }
        if TerminalText.width(title) + 2 + TerminalText.width(remark) <= style.width ?? .max {
            return [style.paint(title, .bold) + "  " + style.paint(remark, .dim)]
        }
        return [style.paint(title, .bold)] + hanging(remark, behind: 2).map { style.paint($0, .dim) }
    }

    /// A text in as many lines as the terminal asks for, all of them indented.
    private func hanging(_ text: String, behind indent: Int) -> [String] {
        TerminalText.wrapped(text, to: style.width.map { $0 - indent }).map { String(repeating: " ", count: indent) + $0 }
    }

    /// `  code     72 assets …`
    private func labelled(_ label: String, _ text: String) -> [String] {
        let lines = hanging(text, behind: Self.labelWidth)
        return ["  " + TerminalText.padded(label, to: Self.labelWidth - 2) + lines[0].dropFirst(Self.labelWidth)] + lines.dropFirst()
    }

    private static let labelWidth = 11
    private var codeLabel: String { say("code", "コード") }
    private var accountLabel: String { say("account", "実環境") }

    private var header: [String] {
        let formats = Set(outcome.code.compactMap { if case .declared(let origin) = $0.asset.origin { origin.format } else { nil } })
        let names = [(DeclaredOrigin.Format.terraform, "Terraform"), (.cloudformation, "CloudFormation"), (.kubernetes, "Kubernetes")]
            .filter { formats.contains($0.0) }.map(\.1).joined(separator: ", ")
        let code = say("\(outcome.code.count) assets in \(names)", "\(names) のアセット \(outcome.code.count) 件")
        let account = say(
            "\(outcome.live.count) assets of AWS account \(outcome.account), recorded \(outcome.recorded)",
            "AWS アカウント \(outcome.account) のアセット \(outcome.live.count) 件（\(outcome.recorded) に記録）")
        return title("Kawase Payments, an example estate", "Kawase Payments（サンプル環境）") + labelled(codeLabel, code)
            + [place] + labelled(accountLabel, account)
    }

    /// A path to copy stays whole; where it is too long for its column, it begins further left.
    private var place: String {
        let path = "\(folder)/code"
        let isFitting = Self.labelWidth + TerminalText.width(path) <= style.width ?? .max
        return String(repeating: " ", count: isFitting ? Self.labelWidth : 2) + style.paint(path, .cyan)
    }

    /// Severities side by side, or below each other where the terminal is too narrow.
    private var counts: [String] {
        let severities = Severity.allCases.reversed()
        let faces = [(codeLabel, outcome.code), (accountLabel, outcome.live)].map { ($0, $1.flatMap(\.findings)) }
        func failed(_ findings: [Finding], _ severity: Severity) -> String {
            TerminalText.padded("\(findings.count { $0.status == .fail && $0.severity == severity })", to: 10)
        }
        func passed(_ findings: [Finding]) -> String { "\(findings.count { $0.status == .pass })" }
        let space = String(repeating: " ", count: Self.labelWidth)
        if let width = style.width, width < 70 {
            var lines = [space + faces.map { TerminalText.padded($0.0, to: 10) }.joined()]
            for severity in severities {
                lines.append("  \(style.severity(severity, width: Self.labelWidth - 2))" + faces.map { failed($0.1, severity) }.joined())
            }
            let label = TerminalText.padded(say("passed", "合格"), to: Self.labelWidth - 2)
            return lines + ["  \(label)" + faces.map { TerminalText.padded(passed($0.1), to: 10) }.joined()]
        }
        let head = space + severities.map { style.severity($0, width: 10) }.joined() + say("passed", "合格")
        return [head]
            + faces.map { label, findings in
                "  " + TerminalText.padded(label, to: Self.labelWidth - 2) + severities.map { failed(findings, $0) }.joined()
                    + passed(findings)
            }
    }

    private var worstFindings: [String] {
        let all = outcome.comparison.findings
        let list = FacedFindingList(style: style, language: language)
        var lines = title(
            "The worst \(min(Self.worst, all.count)) of \(all.count)", "最も深刻な \(min(Self.worst, all.count)) 件（全 \(all.count) 件）",
            say("one entry per control and asset", "コードと実環境を突き合わせて表示"))
        for finding in all.prefix(Self.worst) { lines += list.lines(finding) + [""] }
        return lines
    }

    private var disagreements: [String] {
        let comparison = outcome.comparison
        let list = DisagreementList(style: style, language: language)
        let all = comparison.disagreements
        var lines = title(
            "Where code and account disagree", "コードと実環境の不一致",
            say(
                "\(all.count) assets differ; \(comparison.agreeingCount) of the \(comparison.pairCount) in both agree",
                "\(all.count) 件。両方にある \(comparison.pairCount) 件のうち \(comparison.agreeingCount) 件は一致"))
        for disagreement in all.prefix(Self.disagreements) { lines += list.lines(disagreement) }
        if all.count > Self.disagreements {
            lines.append(say("         and \(all.count - Self.disagreements) more", "         ほか \(all.count - Self.disagreements) 件"))
        }
        return lines
    }

    private var notKnown: [String] {
        func unknown(_ faces: [EstateFace]) -> Int { faces.flatMap(\.findings).count { $0.status == .unknown || $0.status == .error } }
        let calls = outcome.coverage.failedCalls
        var said = [
            say(
                "\(unknown(outcome.code)) verdicts on code hang on values that are known only when it is applied; "
                    + "\(unknown(outcome.live)) on the account",
                "コードでは \(unknown(outcome.code)) 件の判定が、適用時まで決まらない値に依存するため不明です。実環境では \(unknown(outcome.live)) 件が不明です")
        ]
        if !outcome.comparison.undecided.isEmpty {
            let count = outcome.comparison.undecided.count
            said.append(say("\(count) declared assets have no name to find them by in the account", "コードのアセット \(count) 件は、実環境のどのアセットに対応するか特定できません"))
        }
        for call in calls.prefix(3) {
            said.append("\(call.call): \(TerminalText.cut(TerminalText.safe(call.message.isEmpty ? call.code : call.message), to: 90))")
        }
        if calls.count > 3 {
            said.append(say("and \(calls.count - 3) more calls without an answer", "ほか \(calls.count - 3) 件の呼び出しが失敗しました"))
        }
        return title("Not known", "不明な項目") + said.flatMap { hanging($0, behind: 2) }
    }

    private var next: [String] {
        var lines = title("To try next", "次に試すこと") + ["  export KAMAE_STORE=\(Self.quoted(store ?? "sqlite:demo.db"))"]
        if store == nil { lines.append("  \(program) demo --store $KAMAE_STORE") }
        lines += [
            "  \(program) findings --severity high --face live", "  \(program) show kawase-prod-payments",
            "  \(program) find 'failing(\"aws/s3\") && asset.name.contains(\"prod\")'",
        ]
        return lines
    }

    /// As a shell takes it for one word.
    private static func quoted(_ text: String) -> String {
        let isPlain = text.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || "0123456789/:._-".unicodeScalars.contains($0) }
        guard !isPlain || text.isEmpty else { return text }
        return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
