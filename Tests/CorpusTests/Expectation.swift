import Foundation
import Testing

/// What a file of the corpus says must come out: `# kamae: fail aws/s3/bucket-encryption aws_s3_bucket.a aws_s3_bucket.b`.
///
/// Without addresses it is about every asset that the control concerns. `quiet` is neither a failure nor unknown: the control
/// passes, or does not concern the asset.
struct Expectation {
    var status: String
    var control: String
    /// Addresses of assets; empty for all.
    var addresses: [String]

    static let statuses: Set<String> = ["pass", "fail", "unknown", "error", "quiet"]

    init?(line: Substring) {
        guard line.hasPrefix("# kamae: ") else { return nil }
        let words = line.split(separator: " ").dropFirst(2).map(String.init)
        guard words.count >= 2, Self.statuses.contains(words[0]) else { return nil }
        status = words[0]
        control = words[1]
        addresses = Array(words[2...])
    }
}

/// One unit of the corpus: a Terraform folder, a template or a manifest, with what is expected of it.
struct CorpusUnit: CustomTestStringConvertible, Sendable {
    var url: URL

    var testDescription: String { url.deletingLastPathComponent().lastPathComponent + "/" + url.lastPathComponent }

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(path: "Corpus")

    static let all: [CorpusUnit] = ["terraform", "cloudformation", "kubernetes"].flatMap { kind in
        let folder = root.appending(path: kind)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { !$0.hasSuffix(".expect") }.sorted().map { CorpusUnit(url: folder.appending(path: $0)) }
    }

    /// Beside the comments of its own files, JSON has a file `NAME.expect`.
    func expectations() -> [Expectation] {
        var files = [url.path, url.path + ".expect"]
        if let inner = FileManager.default.enumerator(atPath: url.path) {
            files += inner.compactMap { $0 as? String }.map { url.appending(path: $0).path }
        }
        return files.flatMap { path in
            ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").split(separator: "\n").compactMap(Expectation.init(line:))
        }
    }
}
