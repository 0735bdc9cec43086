import Document
import Foundation
import SourceText

/// A JSON Schema, as far as the schemas of content files use it (draft 7); a word that it doesn't know is a fault of the schema.
struct FormatSchema {
    let root: DocumentValue

    init(file: URL) throws { root = try Document(json: [UInt8](Data(contentsOf: file))).root }

    /// What is wrong with a value; empty where nothing is.
    func faults(of value: JSONTree) -> [String] { faults(of: value, root, "") }

    private static let silent: Set<String> = ["$schema", "title", "description", "examples", "definitions", "then", "else"]

    private func faults(of value: JSONTree, _ schema: DocumentValue, _ path: String) -> [String] {
        var result: [String] = []
        for (word, rule) in schema.members where !Self.silent.contains(word.text) {
            result += faults(of: value, word.text, rule, schema, path)
        }
        return result
    }

    private func isGood(_ value: JSONTree, _ schema: DocumentValue) -> Bool { faults(of: value, schema, "").isEmpty }

    private func faults(
        of value: JSONTree, _ word: String, _ rule: DocumentValue, _ schema: DocumentValue, _ path: String
    ) -> [String] {
        let fault = ["\(path): \(word)"]
        switch word {
        case "$ref":
            let name = rule.string?.split(separator: "/").last.map(String.init) ?? ""
            guard let definition = root["definitions"]?[name] else { return ["the schema has no definition \(name)"] }
            return faults(of: value, definition, path)
        case "type":
            let names = rule.string.map { [$0] } ?? rule.elements.compactMap(\.string)
            return names.contains { value.isOf(type: $0) } ? [] : fault
        case "enum": return rule.elements.contains { JSONTree($0) == value } ? [] : fault
        case "anyOf": return rule.elements.contains { isGood(value, $0) } ? [] : fault
        case "oneOf": return rule.elements.count { isGood(value, $0) } == 1 ? [] : fault
        case "if":
            guard let next = schema[isGood(value, rule) ? "then" : "else"] else { return [] }
            return faults(of: value, next, path)
        default: break
        }
        switch value {
        case .text(let text): return faults(ofText: text, word, rule) ? fault : []
        case .list(let elements): return faults(ofList: elements, word, rule, path) ?? fault
        case .map(let members): return faults(ofMap: members, word, rule, schema, path) ?? fault
        default: return Self.words.contains(word) ? [] : ["the schema says \(word)"]
        }
    }

    private static let words: Set<String> = [
        "pattern", "minItems", "items", "required", "properties", "additionalProperties", "minProperties", "maxProperties",
    ]

    private func faults(ofText text: String, _ word: String, _ rule: DocumentValue) -> Bool {
        guard word == "pattern" else { return !Self.words.contains(word) }
        return text.range(of: rule.string ?? "", options: .regularExpression) == nil
    }

    private func faults(ofList elements: [JSONTree], _ word: String, _ rule: DocumentValue, _ path: String) -> [String]? {
        switch word {
        case "minItems": elements.count >= Int(rule.int ?? 0) ? [] : nil
        case "items": elements.enumerated().flatMap { faults(of: $0.element, rule, "\(path)[\($0.offset)]") }
        default: Self.words.contains(word) ? [] : nil
        }
    }

    private func faults(
        ofMap members: [JSONTree.Member], _ word: String, _ rule: DocumentValue, _ schema: DocumentValue, _ path: String
    ) -> [String]? {
        let keys = Set(members.map(\.key))
        switch word {
        case "required": return rule.elements.allSatisfy { keys.contains($0.string ?? "") } ? [] : nil
        case "minProperties": return keys.count >= Int(rule.int ?? 0) ? [] : nil
        case "maxProperties": return keys.count <= Int(rule.int ?? 0) ? [] : nil
        case "properties":
            return members.flatMap { member in rule[member.key].map { faults(of: member.value, $0, "\(path).\(member.key)") } ?? [] }
        case "additionalProperties":
            let others = members.filter { schema["properties"]?[$0.key] == nil }
            if rule.bool == false { return others.map { "\(path) has no key \($0.key)" } }
            return others.flatMap { faults(of: $0.value, rule, "\(path).\($0.key)") }
        default: return Self.words.contains(word) ? [] : nil
        }
    }
}

extension JSONTree {
    fileprivate func isOf(type: String) -> Bool {
        switch self {
        case .null: type == "null"
        case .bool: type == "boolean"
        case .number: type == "number" || type == "integer"
        case .text: type == "string"
        case .list: type == "array"
        case .map: type == "object"
        }
    }
}
