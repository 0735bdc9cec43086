/// A pattern with policy variables: `arn:aws:s3:::home/${aws:username}/*`.
///
/// Nothing here knows a request, so a variable may stand for any text; `${*}`, `${?}` and `${$}` are those characters themselves.
/// Source: `reference_policies_variables.html`.
struct VariablePattern {
    private static let star: UInt16 = 0x100
    private static let mark: UInt16 = 0x101

    private var elements: [UInt16] = []
    /// A variable's value is part of what must match.
    private(set) var hasVariable = false

    /// Nil where the pattern has no variables.
    init?(_ pattern: UnsafeRawBufferPointer) {
        guard VariablePattern.hasVariables(pattern) else { return nil }
        var index = 0
        while index < pattern.count {
            let byte = pattern[index]
            if byte == UInt8(ascii: "$"), index + 1 < pattern.count, pattern[index + 1] == UInt8(ascii: "{"),
                let end = pattern[index...].firstIndex(of: UInt8(ascii: "}"))
            {
                if end == index + 3, [UInt8(ascii: "*"), UInt8(ascii: "?"), UInt8(ascii: "$")].contains(pattern[index + 2]) {
                    elements.append(UInt16(pattern[index + 2]))
                } else {
                    elements.append(VariablePattern.star)
                    hasVariable = true
                }
                index = end + 1
                continue
            }
            switch byte {
            case UInt8(ascii: "*"): elements.append(VariablePattern.star)
            case UInt8(ascii: "?"): elements.append(VariablePattern.mark)
            default: elements.append(UInt16(byte))
            }
            index += 1
        }
    }

    static func hasVariables(_ pattern: UnsafeRawBufferPointer) -> Bool {
        guard var from = pattern.firstIndex(of: UInt8(ascii: "$")) else { return false }
        while from + 1 < pattern.count {
            if pattern[from] == UInt8(ascii: "$"), pattern[from + 1] == UInt8(ascii: "{") {
                return pattern[from...].contains(UInt8(ascii: "}"))
            }
            from += 1
        }
        return false
    }

    /// No: whatever the variables are. Unknown: it depends on them.
    func matches(_ text: UnsafeRawBufferPointer) -> PolicyVerdict {
        var p = 0
        var t = 0
        var lastStar = -1
        var resume = 0
        while t < text.count {
            if p < elements.count, elements[p] == VariablePattern.star {
                lastStar = p
                resume = t
                p += 1
            } else if p < elements.count, elements[p] == VariablePattern.mark || elements[p] == UInt16(text[t]) {
                p += 1
                t += 1
            } else if lastStar >= 0 {
                p = lastStar + 1
                resume += 1
                t = resume
            } else {
                return .no
            }
        }
        while p < elements.count, elements[p] == VariablePattern.star { p += 1 }
        return p < elements.count ? .no : hasVariable ? .unknown : .yes
    }
}
