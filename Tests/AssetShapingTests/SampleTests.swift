import Document
import Foundation
import PostureModel
import Testing

@testable import AssetShaping

/// `Samples/*.json` are answers as an API gives them: every leaf of them must be mapped, or be on its type's `ignore` list.
///
/// A leaf is mapped where another value in its place, or none, makes other properties; in one sample of the type is enough.
@Suite struct SampleTests {
    @Test func everyLeafIsMappedOrIgnored() throws {
        let types = try Content.types()
        let shaper = AssetShaper(types: types)
        var samples: [String: [DocumentValue]] = [:]
        for file in Content.files(in: "Samples", ending: ".json") {
            let sample = try Document(json: String(contentsOf: file, encoding: .utf8)).root
            samples[try #require(sample["type"]?.string), default: []].append(sample)
        }
        #expect(samples.count > 10)
        for (name, samples) in samples {
            let type = try #require(types.first { $0.name == name })
            let unnoticed = try samples.map { try leaves(of: $0, type, shaper) }
            let noticed = unnoticed.reduce(into: Set<String>()) { $0.formUnion($1.noticed) }
            let missed = unnoticed.reduce(into: Set<String>()) { $0.formUnion($1.missed) }.subtracting(noticed)
            #expect(missed.isEmpty, "\(name): neither mapped nor ignored: \(missed.sorted())")
        }
    }

    private func leaves(
        of sample: DocumentValue, _ type: AssetType, _ shaper: AssetShaper
    ) throws -> (noticed: Set<String>, missed: Set<String>) {
        func properties(_ sample: DocumentValue) throws -> String? {
            try shaper.shape(try Example.observed(type, sample)).properties?.description
        }
        let whole = try properties(sample)
        var leaves: (noticed: Set<String>, missed: Set<String>) = ([], [])
        for path in LeafPath.all(in: sample) where !isIgnored(path, type) {
            let isNoticed = try [Self.another, { _ in "null" }].contains { mutation in
                let changed = try Document(json: Self.changed(sample, at: path.steps[...], mutation)).root
                return try properties(changed) != whole
            }
            if isNoticed {
                leaves.noticed.insert(path.rule.joined(separator: "."))
            } else {
                leaves.missed.insert(path.rule.joined(separator: "."))
            }
        }
        return leaves
    }

    private func isIgnored(_ path: LeafPath, _ type: AssetType) -> Bool {
        (type.live?.ignored ?? []).contains { path.rule.starts(with: $0) }
    }

    private typealias Mutation = (DocumentValue) -> String

    /// Another value of the same sort, as JSON.
    private static func another(_ value: DocumentValue) -> String {
        switch value.kind {
        case .bool: return value.bool == true ? "false" : "true"
        case .int, .double: return "987654"
        default:
            // A policy stays one, a state becomes the other state.
            let other = ["Enabled": "Disabled", "enabled": "disabled", "READ": "WRITE"]
            let text = value.string ?? ""
            if text.hasPrefix("{") { return "\"{\\\"Version\\\": \\\"2008-10-17\\\", \\\"Statement\\\": []}\"" }
            return "\"\(other[text] ?? "another")\""
        }
    }

    /// The sample as JSON with one leaf changed.
    private static func changed(_ value: DocumentValue, at path: ArraySlice<LeafPath.Step>, _ mutation: Mutation) -> String {
        switch path.first {
        case nil: return mutation(value)
        case .member(let name)?:
            let members = value.members.map { key, member in
                "\"\(key.text)\": \(key.text == name ? changed(member, at: path.dropFirst(), mutation) : member.description)"
            }
            return "{\(members.joined(separator: ", "))}"
        case .element(let index)?:
            let elements = value.elements.enumerated().map { number, element in
                number == index ? changed(element, at: path.dropFirst(), mutation) : element.description
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
