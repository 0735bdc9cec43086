import Document
public import PostureModel
import SourceText

/// A finding as one line of JSON: the form every command and the API answer with.
///
/// `id control title severity status asset{…} location{file startLine endLine} evidence[{path actual operator expected source}]
/// reason origin firstSeen lastSeen muted requirements[]`; what is not known is null.
public struct FindingLine {
    public var finding: Finding
    public var history: FindingHistory?
    public var language: LocalizedText.Language

    public init(_ finding: Finding, history: FindingHistory? = nil, language: LocalizedText.Language = .english) {
        self.finding = finding
        self.history = history
        self.language = language
    }

    /// One line, without the line break.
    public var json: String {
        let builder = DocumentBuilder()
        write(to: builder)
        guard let document = try? builder.finish() else { return "{}" }
        return document.root.description
    }

    private func write(to builder: DocumentBuilder) {
        builder.map {
            builder.say("id", finding.id)
            builder.say("control", finding.control)
            builder.say("title", finding.title[language])
            builder.say("severity", finding.severity.rawValue)
            builder.say("status", finding.status.rawValue)
            builder.key("asset")
            asset(finding.asset, builder)
            builder.key("location")
            location(builder)
            builder.key("evidence")
            builder.beginList()
            for item in finding.evidence { evidence(item, builder) }
            builder.endList()
            builder.say("reason", finding.reason[language])
            builder.say("origin", finding.origin.rawValue)
            builder.say("firstSeen", history?.firstSeen)
            builder.say("lastSeen", history?.lastSeen)
            builder.key("muted")
            builder.bool(history?.isMuted ?? false)
            builder.key("requirements")
            builder.beginList()
            builder.endList()
        }
    }

    private func asset(_ asset: AssetReference, _ builder: DocumentBuilder) {
        builder.map {
            builder.say("id", asset.id)
            builder.say("type", asset.type)
            builder.say("provider", asset.provider)
            builder.say("account", asset.account)
            builder.say("region", asset.region)
            builder.say("name", asset.name)
            builder.say("address", asset.address)
        }
    }

    private func location(_ builder: DocumentBuilder) {
        guard let location = finding.location else { return builder.null() }
        builder.map {
            builder.say("file", location.path)
            builder.key("startLine")
            if let start = location.start { builder.int(start.line) } else { builder.null() }
            builder.key("endLine")
            if let end = location.end ?? location.start { builder.int(end.line) } else { builder.null() }
        }
    }

    private func evidence(_ evidence: Evidence, _ builder: DocumentBuilder) {
        builder.map {
            builder.say("path", evidence.path)
            // Only where the value is a related asset's.
            if let asset = evidence.relatedAsset { builder.say("asset", asset) }
            builder.say("actual", evidence.actual)
            builder.say("operator", evidence.relation)
            builder.say("expected", evidence.expected)
            builder.say("source", evidence.source?.description)
        }
    }
}

/// When a finding was seen, and whether somebody muted it. Times are RFC 3339, UTC.
public struct FindingHistory: Sendable, Hashable {
    public var firstSeen: String
    public var lastSeen: String
    public var isMuted: Bool

    public init(firstSeen: String, lastSeen: String, isMuted: Bool = false) {
        self.firstSeen = firstSeen
        self.lastSeen = lastSeen
        self.isMuted = isMuted
    }
}
