import ArgumentParser
import ContentCatalog
import PostureModel
import PosturePipeline
import ReportWriters
import SourceText

/// Collects a run's findings, writes them as they were asked for, and knows how the run ends.
struct FindingReport {
    private let answer: Answer
    private let options: FindingOptions
    private let common: CommonOptions
    private let catalog: ContentCatalog
    private var summary = RunSummary()
    private var shown: [Finding] = []
    private var assetCount = 0
    private var unknownTypes: [String: Int] = [:]

    init(answer: Answer, options: FindingOptions, common: CommonOptions, catalog: ContentCatalog) {
        self.answer = answer
        self.options = options
        self.common = common
        self.catalog = catalog
    }

    mutating func add(_ judged: JudgedAsset) {
        assetCount += 1
        for finding in judged.findings where options.concerns(finding) {
            summary.count(finding)
            if options.statuses.contains(finding.status) { shown.append(finding) }
        }
    }

    mutating func add(unknownTypes more: [String: Int]) {
        unknownTypes.merge(more, uniquingKeysWith: +)
    }

    /// Writes everything: findings to the answer, what could not be read and the last line to standard error.
    ///
    /// - Throws: `output-unwritable`.
    func finish(_ coverage: Coverage, readCount: Int, duration: Duration) throws(Diagnostic) {
        let ranked = FindingList.ranked(shown)
        switch common.format {
        case .json:
            for finding in ranked { answer.line(FindingLine(finding, language: common.textLanguage).json) }
        case .table:
            let list = FindingList(style: common.style, language: common.textLanguage)
            for finding in ranked {
                for line in list.lines(finding, remedy: catalog.control(finding.control)?.remedy.text) { answer.line(line) }
                answer.line("")
            }
            answer.line(summary.line(style: common.style, language: common.textLanguage) + " · " + extent(readCount, duration))
        }
        Remarks.say(coverage.diagnostics, options: common)
        try answer.finish()
        if common.verbose, !unknownTypes.isEmpty {
            let types = unknownTypes.sorted { $0.key < $1.key }.map { "\($0.key) ×\($0.value)" }.joined(separator: ", ")
            Remarks.say("no asset type is made of: \(types)")
        }
    }

    private func extent(_ readCount: Int, _ duration: Duration) -> String {
        let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
        let time = "\(Int(seconds * 100) / 100).\(Int(seconds * 100) % 100 < 10 ? "0" : "")\(Int(seconds * 100) % 100) s"
        if common.textLanguage == .japanese { return "アセット \(assetCount) 件、\(readCount) 件を読み取り、\(time)" }
        return "\(assetCount) assets, \(readCount) read, \(time)"
    }

    /// Ends the command with the status that its answers call for.
    func exit(_ coverage: Coverage, failOn: FindingOptions.FailOn) throws {
        if coverage.diagnostics.contains(where: { $0.code == "path-not-found" }) { throw ExitStatus.failed }
        let least: Severity? =
            switch failOn {
            case .never: nil
            case .any: .info
            case .severity(let severity): severity
            }
        if let least, summary.failures(atLeast: least) > 0 { throw ExitStatus.findings }
        if coverage.isIncomplete || summary.count(of: .error) > 0 { throw ExitStatus.incomplete }
    }
}
