import Document
import PostureModel
import SourceText

/// A run's coverage report as JSON.
enum CoverageText {
    static func write(_ coverage: Coverage) throws(Diagnostic) -> String {
        try ColumnText.write { builder in
            builder.beginMap()
            builder.member("readCount", coverage.readCount)
            builder.key("failedCalls")
            builder.beginList()
            for call in coverage.failedCalls {
                builder.beginMap()
                builder.member("call", call.call)
                builder.member("region", call.region)
                builder.member("asset", call.asset)
                builder.member("code", call.code)
                builder.member("message", call.message)
                builder.member("permission", call.permission)
                if call.count != 1 { builder.member("count", call.count) }
                builder.endMap()
            }
            builder.endList()
            builder.key("diagnostics")
            builder.beginList()
            for diagnostic in coverage.diagnostics {
                builder.beginMap()
                builder.member("severity", diagnostic.severity.rawValue)
                builder.member("code", diagnostic.code)
                builder.member("message", diagnostic.message)
                builder.member("hint", diagnostic.hint)
                if let location = diagnostic.location { builder.members(of: location) }
                builder.endMap()
            }
            builder.endList()
            builder.endMap()
        }
    }

    static func read(_ text: String) throws(Diagnostic) -> Coverage {
        let value = try ColumnText.read(text)
        var coverage = Coverage()
        coverage.readCount = value.number("readCount") ?? 0
        coverage.failedCalls = (value["failedCalls"]?.elements ?? []).map { call in
            Coverage.FailedCall(
                call: call.text("call") ?? "", region: call.text("region"), asset: call.text("asset"),
                code: call.text("code") ?? "", message: call.text("message") ?? "", permission: call.text("permission"),
                count: call.number("count") ?? 1)
        }
        coverage.diagnostics = (value["diagnostics"]?.elements ?? []).map { item in
            Diagnostic(
                item.text("severity").flatMap(Diagnostic.Severity.init) ?? .error, code: item.text("code") ?? "",
                item.text("message") ?? "", location: item.location, hint: item.text("hint"))
        }
        return coverage
    }
}
