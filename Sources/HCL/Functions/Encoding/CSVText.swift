/// Comma-separated values (RFC 4180).
enum CSVText {
    static func rows(_ text: String) throws(FunctionFailure) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var field = ""
        var isQuoted = false
        var wasQuoted = false
        var scalars = text.unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            if isQuoted {
                if scalar != "\"" {
                    field.unicodeScalars.append(scalar)
                } else if scalars.first == "\"" {
                    scalars.removeFirst()
                    field += "\""
                } else {
                    isQuoted = false
                }
                continue
            }
            switch scalar {
            case "\"":
                guard field.isEmpty, !wasQuoted else { throw .invalid("a quote stands inside a field", argument: 0) }
                isQuoted = true
                wasQuoted = true
            case ",":
                row.append(field)
                field = ""
                wasQuoted = false
            case "\r" where scalars.first == "\n": break
            case "\n":
                if !row.isEmpty || !field.isEmpty || wasQuoted { rows.append(row + [field]) }
                row = []
                field = ""
                wasQuoted = false
            default: field.unicodeScalars.append(scalar)
            }
        }
        guard !isQuoted else { throw .invalid("a quoted field never ends", argument: 0) }
        if !row.isEmpty || !field.isEmpty || wasQuoted { rows.append(row + [field]) }
        return rows
    }
}
