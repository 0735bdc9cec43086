import Document
import PostureModel

/// A text that is put together from known and unknown parts.
///
/// Its symbol is the text itself with `${symbol}` where a part is unknown, so that the same text has the same symbol whether
/// `Fn::Sub` or `Fn::Join` made it.
struct PartialText {
    private var symbol = ""
    private var prefix = ""
    private var suffix = ""
    private var parts = 0
    private var only: Unknown?
    private var reason: Unknown.Reason?

    mutating func append(_ text: String) {
        guard !text.isEmpty else { return }
        parts += 1
        symbol += text
        if reason == nil { prefix += text } else { suffix += text }
    }

    /// - Parameter isExact: the unknown is a part of its own; otherwise more or less than it may stand here, such as an
    ///   element of a joined list that may be left out.
    mutating func append(_ unknown: Unknown, isExact: Bool = true) {
        parts += 1
        only = parts == 1 && isExact ? unknown : nil
        symbol += unknown.symbol.contains("${") ? unknown.symbol : "${\(unknown.symbol)}"
        if reason == nil {
            reason = unknown.reason
            if isExact { prefix += unknown.prefix }
        } else if unknown.isSensitive {
            // That a secret stands in the text is worth more than what else is missing of it.
            reason = unknown.reason
        }
        suffix = isExact ? unknown.suffix : ""
    }

    var byteCount: Int { symbol.utf8.count }

    enum Result {
        case known(String)
        case unknown(Unknown)
    }

    var result: Result {
        guard let reason else { return .known(prefix) }
        if parts == 1, let only { return .unknown(only) }
        return .unknown(Unknown(symbol: symbol, reason: reason, exists: true, prefix: prefix, suffix: suffix))
    }

    func value(_ origin: Origin?) -> TemplateValue {
        switch result {
        case .known(let text): .text(text, origin)
        case .unknown(let unknown): .unknown(unknown, origin)
        }
    }
}
