import CEL

/// File paths that stand for all below them, as Falco's `pmatch` takes them: parts are compared whole, empty parts don't count, and
/// a part may have wildcards.
enum PathText {
    static func test(_ paths: [String]) throws(Pattern.Failure) -> TextTest {
        var test = TextTest(isExact: true)
        for path in paths { test.add(try Pattern.compile(pattern(path))) }
        return test
    }

    static func pattern(_ path: String) throws(Pattern.Failure) -> String {
        var result = "(?s)^/*"
        for (index, part) in path.split(separator: "/").enumerated() {
            if index > 0 { result += "/+" }
            result += try GlobText.pattern(String(part), any: "[^/]")
        }
        return path.contains { $0 != "/" } ? result + "(?:/|$)" : result
    }
}

/// Shell patterns, as the C library's `fnmatch` takes them without flags: `*`, `?`, `[a-z]`, `[!a-z]`, and `\` before a character
/// that means itself.
enum GlobText {
    /// As a part of an RE2 expression. - `any`: what `?` and `*` stand for.
    static func pattern(_ glob: String, any: String = ".") throws(Pattern.Failure) -> String {
        var result = ""
        let characters = Array(glob.unicodeScalars)
        var index = 0
        while index < characters.count {
            let character = characters[index]
            index += 1
            switch character {
            case "*": if !result.hasSuffix("\(any)*") { result += "\(any)*" }
            case "?": result += any
            case "\\":
                guard index < characters.count else { throw Pattern.Failure(message: "the pattern ends in a backslash") }
                result += RegexText.escaped(String(characters[index]))
                index += 1
            case "[":
                if let (text, next) = try set(characters, from: index) {
                    result += text
                    index = next
                } else {
                    result += "\\["
                }
            default: result += RegexText.escaped(String(character))
            }
            if ["*", "?", "+", "@", "!"].contains(character), index < characters.count, characters[index] == "(" {
                throw Pattern.Failure(message: "'\(character)(' means different things to different versions of Falco")
            }
        }
        return result
    }

    /// The rest of `[…]`; nil where it isn't closed, and the bracket means itself.
    private static func set(_ characters: [Unicode.Scalar], from start: Int) throws(Pattern.Failure) -> (String, Int)? {
        var index = start
        var result = "["
        if index < characters.count, characters[index] == "!" || characters[index] == "^" {
            result += "^"
            index += 1
        }
        let first = index
        while index < characters.count {
            let character = characters[index]
            index += 1
            if character == "]", index - 1 > first { return (result + "]", index) }
            if character == "[", index < characters.count, [":", ".", "="].contains(characters[index]) {
                throw Pattern.Failure(message: "named sets of characters are not supported in patterns")
            }
            if character == "-" {
                result += index - 1 == first || (index < characters.count && characters[index] == "]") ? "\\-" : "-"
            } else if character == "\\", index < characters.count {
                result += characters[index] == "-" ? "\\-" : RegexText.escaped(String(characters[index]))
                index += 1
            } else {
                result += RegexText.escaped(String(character))
            }
        }
        return nil
    }
}
