public import SourceText

/// The shared `config` and `credentials` files of all AWS tools: profiles, SSO sessions and service settings.
public struct SharedConfig: Sendable {
    /// Settings by name; a nested block is flattened to `s3.endpoint_url`.
    public typealias Section = [String: String]

    public private(set) var profiles: [String: Section] = [:]
    public private(set) var ssoSessions: [String: Section] = [:]
    public private(set) var services: [String: Section] = [:]
    /// Files that could not be read, and why; a missing file is none of them.
    public private(set) var problems: [Diagnostic] = []
    public let configPath: String
    public let credentialsPath: String

    /// No file is longer than this.
    private static let limit = 4 << 20

    public init(environment: AWSEnvironment) {
        configPath = environment.expand(environment["AWS_CONFIG_FILE"] ?? "~/.aws/config")
        credentialsPath = environment.expand(environment["AWS_SHARED_CREDENTIALS_FILE"] ?? "~/.aws/credentials")
        for section in read(configPath) {
            if section.name == "default" {
                merge(section.settings, into: &profiles, "default")
            } else if let name = section.name(after: "profile ") {
                merge(section.settings, into: &profiles, name)
            } else if let name = section.name(after: "sso-session ") {
                merge(section.settings, into: &ssoSessions, name)
            } else if let name = section.name(after: "services ") {
                merge(section.settings, into: &services, name)
            }
        }
        // The credentials file wins over the config file.
        for section in read(credentialsPath) { merge(section.settings, into: &profiles, section.name) }
    }

    private mutating func read(_ path: String) -> [INISection] {
        do {
            let file = try SourceFile.read(path: path, limit: SharedConfig.limit)
            return INISection.parse(String(decoding: file.bytes, as: UTF8.self))
        } catch {
            if !error.message.contains("No such file") { problems.append(error) }
            return []
        }
    }

    private func merge(_ settings: Section, into sections: inout [String: Section], _ name: String) {
        sections[name, default: [:]].merge(settings) { $1 }
    }
}

/// One `[section]` of an INI file with its settings.
struct INISection: Equatable {
    var name: String
    var settings: [String: String] = [:]

    func name(after prefix: String) -> String? {
        guard name.hasPrefix(prefix) else { return nil }
        let rest = name.dropFirst(prefix.count).drop { $0 == " " || $0 == "\t" }
        return rest.isEmpty ? nil : String(rest)
    }

    /// Reads lines: `[name]`, `key = value`, comments (`#` or `;` first on the line, or after a space), and indented lines, which
    /// belong to the setting above them: `key = value` pairs where that one is empty, more text otherwise.
    static func parse(_ text: String) -> [INISection] {
        var sections: [INISection] = []
        var parent: String?
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let content = stripComment(trim(line))
            guard let first = content.first else { continue }
            if first == "[" {
                guard let close = content.firstIndex(of: "]") else { continue }
                let inner = trim(content[content.index(after: content.startIndex)..<close])
                let words = inner.split(whereSeparator: { $0 == " " || $0 == "\t" })
                sections.append(INISection(name: unquote(words.joined(separator: " "))))
                parent = nil
                continue
            }
            guard !sections.isEmpty else { continue }
            let last = sections.count - 1
            let pair = split(content)
            if line.first == " " || line.first == "\t", let parent {
                if sections[last].settings[parent]?.isEmpty ?? false, let pair {
                    sections[last].settings["\(parent).\(pair.key)"] = pair.value
                }
                continue
            }
            guard let pair else { continue }
            sections[last].settings[pair.key] = pair.value
            parent = pair.key
        }
        return sections
    }

    private static func split(_ content: Substring) -> (key: String, value: String)? {
        guard let equals = content.firstIndex(of: "=") else { return nil }
        let key = trim(content[..<equals]).lowercased()
        return key.isEmpty ? nil : (key, String(trim(content[content.index(after: equals)...])))
    }

    private static func trim(_ text: some StringProtocol) -> Substring {
        let text = Substring(text)
        guard let first = text.firstIndex(where: { !$0.isWhitespace }), let last = text.lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return text[first...last]
    }

    private static func stripComment(_ content: Substring) -> Substring {
        if content.first == "#" || content.first == ";" { return "" }
        var previous: Character = "x"
        for index in content.indices {
            let character = content[index]
            if (character == "#" || character == ";") && (previous == " " || previous == "\t") { return trim(content[..<index]) }
            previous = character
        }
        return content
    }

    /// `profile "my name"` is the profile `my name`.
    private static func unquote(_ name: String) -> String {
        name.filter { $0 != "\"" && $0 != "'" }
    }
}
