import ArgumentParser
import ContentCatalog
import PostureModel
import SourceText

/// Which findings are shown, and which make a run fail.
struct FindingOptions: ParsableArguments {
    enum FailOn: Equatable, ExpressibleByArgument {
        case never
        case any
        case severity(Severity)

        init?(argument: String) {
            switch argument {
            case "never": self = .never
            case "any": self = .any
            default:
                guard let severity = Severity(rawValue: argument) else { return nil }
                self = .severity(severity)
            }
        }

        /// The least severe failure that makes a run fail; nil: none does.
        var leastSeverity: Severity? {
            switch self {
            case .never: nil
            case .any: .info
            case .severity(let severity): severity
            }
        }

        static var allValueStrings: [String] { ["any", "critical", "high", "medium", "low", "info", "never"] }
    }

    @Option(
        name: .customLong("fail-on"),
        help: ArgumentHelp(
            "End with status 1 where a failure is at least this severe: any, critical, high, medium, low, info, never.",
            valueName: "severity"))
    var failOn: FailOn?

    @Option(
        help: ArgumentHelp("Verdicts to list, with commas: fail (default), unknown, error, pass, notApplicable, all.", valueName: "status"))
    var status: String?

    @Option(help: ArgumentHelp("Only findings at least this severe.", valueName: "severity"))
    var severity: String?

    @Option(help: ArgumentHelp("Only these controls, with commas; a path's beginning names all below it.", valueName: "control"))
    var control: String?

    func validate() throws {
        if let severity, Severity(rawValue: severity) == nil {
            throw ValidationError("the severity is critical, high, medium, low or info, not '\(severity)'")
        }
        for name in status?.split(separator: ",") ?? [] where name != "all" && FindingStatus(rawValue: String(name)) == nil {
            throw ValidationError(
                "there is no status '\(name)'; there are \(FindingStatus.allCases.map(\.rawValue).joined(separator: ", "))")
        }
    }

    /// Says controls that are none: a slip would pass for a clean run.
    func check(_ catalog: ContentCatalog) throws(Diagnostic) {
        for name in control?.split(separator: ",") ?? [] { _ = try catalog.controlIDs(under: String(name)) }
    }

    var statuses: Set<FindingStatus> {
        guard let status else { return [.fail] }
        let names = status.split(separator: ",").map(String.init)
        return names.contains("all") ? Set(FindingStatus.allCases) : Set(names.compactMap(FindingStatus.init(rawValue:)))
    }

    /// Whether a finding is one of those that were asked for, whatever its status.
    func concerns(_ finding: Finding) -> Bool {
        if let severity, let least = Severity(rawValue: severity), finding.severity < least { return false }
        guard let control else { return true }
        return control.split(separator: ",").contains { ContentCatalog.isControl(finding.control, under: $0) }
    }
}
