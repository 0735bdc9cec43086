import Document
import Foundation
import PostureModel
import Testing

@testable import AssetShaping

/// `Samples/*.json` are answers as an API gives them: every leaf of them must be mapped, or be on its type's `ignore` list.
@Suite struct SampleTests {
    @Test(arguments: Content.files(in: "Samples", ending: ".json"))
    func everyLeafIsMappedOrIgnored(_ file: URL) throws {
        let types = try Content.types()
        let shaper = AssetShaper(types: types)
        let sample = try Document(json: String(contentsOf: file, encoding: .utf8)).root
        let type = try #require(types.first { $0.name == sample["type"]?.string })
        let whole = try shaper.shape(try Example.observed(type, sample)).properties?.description
        for path in LeafPath.all(in: sample) where !isIgnored(path, type) {
            let changed = try Document(json: Self.changed(sample, at: path.steps[...])).root
            let other = try shaper.shape(try Example.observed(type, changed)).properties?.description
            #expect(whole != other, "\(file.lastPathComponent): \(path.rule.joined(separator: ".")) is neither mapped nor ignored")
        }
    }

    private func isIgnored(_ path: LeafPath, _ type: AssetType) -> Bool {
        (type.live?.ignored ?? []).contains { path.rule.starts(with: $0) }
    }

    /// The sample as JSON with another value at one place.
    private static func changed(_ value: DocumentValue, at path: ArraySlice<LeafPath.Step>) -> String {
        switch path.first {
        case nil:
            switch value.kind {
            case .bool: return value.bool == true ? "false" : "true"
            case .int, .double: return "987654"
            case .list: return "[\"another\"]"
            case .map: return "{\"Another\": \"value\"}"
            default:
                // A policy stays one, a bucket's grantee another grantee, a state the other state.
                let other = ["Enabled": "Disabled", "enabled": "disabled", "READ": "WRITE", "running": "stopped"]
                let text = value.string ?? ""
                if text.hasPrefix("{") { return "\"{\\\"Version\\\": \\\"2008-10-17\\\", \\\"Statement\\\": []}\"" }
                return "\"\(other[text] ?? "another")\""
            }
        case .member(let name)?:
            let members = value.members.map { key, member in
                "\"\(key.text)\": \(key.text == name ? changed(member, at: path.dropFirst()) : member.description)"
            }
            return "{\(members.joined(separator: ", "))}"
        case .element(let index)?:
            let elements = value.elements.enumerated().map { number, element in
                number == index ? changed(element, at: path.dropFirst()) : element.description
            }
            return "[\(elements.joined(separator: ", "))]"
        }
    }
}

/// The place of one leaf in a sample.
struct LeafPath {
    enum Step {
        case member(String)
        case element(Int)
    }

    var steps: [Step]

    /// As rules and ignore lists write it: without `answers` and without the numbers of elements.
    var rule: [String] {
        let names = steps.compactMap { step in
            if case .member(let name) = step { name } else { nil }
        }
        return names.first == "answers" ? Array(names.dropFirst()) : names
    }

    static func all(in sample: DocumentValue) -> [LeafPath] {
        var found: [LeafPath] = []
        collect(sample["item"], [.member("item")], &found)
        for (name, answer) in sample["answers"]?.members ?? [] {
            collect(answer, [.member("answers"), .member(name.text)], &found)
        }
        return found
    }

    private static func collect(_ value: DocumentValue?, _ steps: [Step], _ found: inout [LeafPath]) {
        guard let value, !value.isNull else { return }
        switch value.kind {
        case .map: for (key, member) in value.members { collect(member, steps + [.member(key.text)], &found) }
        case .list: for (index, element) in value.elements.enumerated() { collect(element, steps + [.element(index)], &found) }
        default: found.append(LeafPath(steps: steps))
        }
    }
}
