import ContentCatalog
import Document
import Foundation
import PostureModel
import SourceText
import Testing

@testable import AssetShaping

/// The repository's own content, and the examples beside the tests.
enum Content {
    static let tests = URL(filePath: #filePath).deletingLastPathComponent()
    static let root = tests.deletingLastPathComponent().deletingLastPathComponent().appending(path: "content")

    static func types() throws -> [AssetType] {
        let catalog = try ContentCatalog(path: root.path)
        let types = catalog.assetTypes()
        for fault in catalog.diagnostics { Issue.record("\(fault.location?.description ?? "") \(fault.message)") }
        return types
    }

    static func files(in folder: String, ending: String) -> [URL] {
        let all = try? FileManager.default.contentsOfDirectory(at: tests.appending(path: folder), includingPropertiesForKeys: nil)
        return (all ?? []).filter { $0.lastPathComponent.hasSuffix(ending) }.sorted { $0.path < $1.path }
    }

    static func yaml(_ file: URL) throws -> DocumentValue {
        let result = YAMLReader().read(try SourceFile.read(path: file.path))
        for fault in result.diagnostics { Issue.record("\(file.lastPathComponent): \(fault.message)") }
        return try #require(result.documents.first).document.root
    }
}

/// Builds what parsers and collectors would hand on. In examples `{$ref: aws_s3_bucket.b.id}` is a reference that is known after
/// apply, `{$var: var.x}` a value that nothing is known of, and `{$rest: var.x}` in a list further elements that are not known.
enum Example {
    static func document(_ value: DocumentValue) throws -> Document {
        let builder = DocumentBuilder()
        write(value, to: builder)
        return try builder.finish()
    }

    private static func write(_ value: DocumentValue, to builder: DocumentBuilder) {
        switch value.kind {
        case .map:
            if let symbol = value["$ref"]?.string { return builder.unknown(.knownAfterApply(symbol, "made when applied", exists: true)) }
            if let symbol = value["$var"]?.string { return builder.unknown(.knownAfterApply(symbol, "no default")) }
            if let symbol = value["$rest"]?.string { return builder.unknown(.knownAfterApply(symbol, "no default"), rest: true) }
            builder.beginMap()
            for (key, member) in value.members {
                builder.key(key)
                write(member, to: builder)
            }
            builder.endMap()
        case .list:
            builder.beginList()
            for element in value.elements { write(element, to: builder) }
            builder.endList()
        default: builder.copy(value)
        }
    }

    static func program(_ format: DeclaredOrigin.Format, _ resources: DocumentValue) throws -> DeclaredProgram {
        let declared = try resources.elements.map { resource in
            DeclaredResource(
                address: try #require(resource["address"]?.string), type: try #require(resource["type"]?.string),
                body: try document(try #require(resource["body"])), location: SourceLocation(path: "example"))
        }
        return DeclaredProgram(format: format, path: "example", resources: declared)
    }

    /// - Parameter denied: calls of the type that are not collected.
    static func observed(_ type: AssetType, _ sample: DocumentValue, denied: Set<String> = []) throws -> ObservedResource {
        var answers: [String: ObservedResource.Answer] = [:]
        for call in type.live?.calls ?? [] {
            if denied.contains(call.name) {
                answers[call.name] = .notCollected(.notCollected(call: call.call.name, error: "AccessDenied"))
            } else if let answer = sample["answers"]?[call.name], !answer.isNull {
                answers[call.name] = .document(try document(answer))
            } else {
                answers[call.name] = .absent
            }
        }
        let item = sample["item"]
        return ObservedResource(
            type: type.name, partition: "aws", account: "123456789012", region: "us-east-1",
            item: try item.flatMap { $0.isNull ? nil : try document($0) }, answers: answers, time: "2026-01-01T00:00:00Z",
            collector: "aws")
    }
}

/// Whether a value is what an example expects: `{$unknown: symbol}` is an unknown, `{$rest: symbol}` one that ends a list.
func matches(_ actual: DocumentValue?, _ expected: DocumentValue) -> Bool {
    guard let actual else { return expected.isNull }
    if let symbol = expected["$unknown"]?.string { return actual.unknown?.symbol == symbol && !actual.pointer.pointee.isRest }
    if let symbol = expected["$rest"]?.string { return actual.unknown?.symbol == symbol && actual.pointer.pointee.isRest }
    switch expected.kind {
    case .list:
        return actual.kind == .list && actual.count == expected.count
            && zip(actual.elements, expected.elements).allSatisfy { matches($0, $1) }
    case .map:
        return actual.kind == .map && actual.count == expected.count
            && expected.members.allSatisfy { matches(actual[$0.key], $0.value) }
    default: return actual == expected
    }
}

extension DocumentValue {
    /// A value below, by a path of names with dots between.
    func at(_ path: String) -> DocumentValue? {
        path.split(separator: ".").reduce(Optional(self)) { $0?[String($1)] }
    }
}
