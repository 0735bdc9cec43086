import Document
import SourceText

/// What a run set out to see, and what it saw, as JSON.
enum ScopeText {
    static func write(_ scope: RunScope) throws(Diagnostic) -> String {
        try ColumnText.write { builder in
            builder.beginMap()
            builder.member("provider", scope.provider)
            builder.member("paths", scope.paths)
            builder.member("accounts", scope.accounts)
            builder.member("regions", scope.regions)
            builder.member("types", scope.types)
            builder.endMap()
        }
    }

    static func readScope(_ text: String) throws(Diagnostic) -> RunScope {
        let value = try ColumnText.read(text)
        return RunScope(
            provider: value.text("provider"), paths: value.texts("paths"), accounts: value.texts("accounts"),
            regions: value.texts("regions"), types: value.texts("types"))
    }

    static func write(_ covered: [CoveredScope]) throws(Diagnostic) -> String {
        try ColumnText.write { builder in
            builder.beginList()
            for scope in covered {
                builder.beginMap()
                switch scope {
                case .listing(let type, let account, let region):
                    builder.member("type", type)
                    builder.member("account", account)
                    builder.member("region", region)
                case .program(let path): builder.member("program", path)
                case .folder(let path): builder.member("folder", path)
                }
                builder.endMap()
            }
            builder.endList()
        }
    }

    static func readCovered(_ text: String?) throws(Diagnostic) -> [CoveredScope] {
        guard let text else { return [] }
        return try ColumnText.read(text).elements.compactMap { scope in
            if let type = scope.text("type") {
                return .listing(type: type, account: scope.text("account"), region: scope.text("region"))
            }
            if let path = scope.text("program") { return .program(path) }
            return scope.text("folder").map { .folder($0) }
        }
    }
}
