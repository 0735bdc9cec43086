import Document
import Foundation
import IaCParsers
import PostureModel
import SourceText
import Testing

/// Each test has a folder of its own.
@Suite final class SourceTreeTests {
    private let root: URL

    init() throws {
        root = FileManager.default.temporaryDirectory.appending(path: "kamae-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: root) }

    private func write(_ path: String, _ text: String) throws { try write(path, Data(text.utf8)) }

    private func write(_ path: String, _ data: Data) throws {
        let url = root.appending(path: path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: url)
    }

    private func link(_ path: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: root.appending(path: path).path, withDestinationPath: target)
    }

    private func relative(_ path: String) -> String { String(path.dropFirst(root.path.count + 1)) }

    private func discover(_ limits: SourceTree.Limits = .init()) -> SourceTree {
        SourceTree.discover([root.path], limits: limits)
    }

    private let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n"

    @Test func filesAreSortedAndOtherFoldersLeftOut() throws {
        for path in [
            "b.yaml", "a/z.tf", "a/a.tf.json", "a.json", "node_modules/x.json", ".git/config.json", ".terraform/m.tf", "c.txt",
            "x.auto.tfvars", "t.template", "main.tofu", "._b.yaml",
        ] { try write(path, "{}") }
        let tree = discover()
        #expect(
            tree.files.map { relative($0.path) } == [
                "a.json", "a/a.tf.json", "a/z.tf", "b.yaml", "main.tofu", "t.template", "x.auto.tfvars",
            ])
        #expect(tree.files.map(\.kind) == [.json, .terraform, .terraform, .yaml, .terraform, .either, .terraformVariables])
        #expect(tree.diagnostics.isEmpty)
    }

    @Test func linksAreFollowedInsideTheRootOnce() throws {
        try write("real/x.yaml", pod)
        try link("loop", to: ".")
        try link("real/up", to: "..")
        try link("again", to: "real")
        try link("copy.yaml", to: "real/x.yaml")
        try link("zero.yaml", to: "/dev/zero")
        try link("etc", to: "/etc")
        try link("gone.yaml", to: "nowhere")
        let tree = discover()
        #expect(tree.files.map { relative($0.path) } == ["real/x.yaml"])
        #expect(tree.diagnostics.map(\.code).sorted() == ["symlink-broken", "symlink-outside-root", "symlink-outside-root"])
    }

    @Test func aLinkIntoAFolderThatIsLeftOutIsFollowed() throws {
        try write(".shared/x.yaml", pod)
        try link("shared", to: ".shared")
        #expect(discover().files.map { relative($0.path) } == ["shared/x.yaml"])
    }

    @Test func walksAreBounded() throws {
        for index in 0..<50 { try write("f\(index).yaml", "a: 1") }
        let few = discover(SourceTree.Limits(files: 10))
        #expect(few.files.count == 10)
        #expect(few.diagnostics.map(\.code) == ["too-many-files"])
        #expect(discover(SourceTree.Limits(entries: 20)).diagnostics.map(\.code) == ["too-many-files"])
        try write((0..<20).map { "d\($0)" }.joined(separator: "/") + "/x.yaml", pod)
        #expect(discover(SourceTree.Limits(depth: 10)).diagnostics.map(\.code) == ["folder-too-deep"])
    }

    @Test func namedPathsAreReadWhateverTheyAreCalled() throws {
        try write("manifest.txt", pod)
        try write("empty.yaml", "")
        let named = IaCParsers.parse(paths: [root.appending(path: "manifest.txt").path])
        #expect(named.programs.first?.resources.map(\.address) == ["Pod/a"])
        let empty = IaCParsers.parse(paths: [root.appending(path: "empty.yaml").path])
        #expect(empty.diagnostics.map(\.code) == ["file-not-recognised"])
        #expect(IaCParsers.parse(paths: [root.path]).diagnostics.isEmpty)
        #expect(SourceTree.discover(["/dev/zero"]).diagnostics.map(\.code) == ["file-not-regular"])
        #expect(SourceTree.discover([root.path + "/none"]).diagnostics.map(\.code) == ["path-not-found"])
        let twice = SourceTree.discover([root.path, root.appending(path: "empty.yaml").path])
        #expect(twice.files.filter { $0.path.hasSuffix("empty.yaml") }.map(\.isNamed) == [true])
    }

    @Test func badFilesAreSaidAndTheRestIsRead() throws {
        try write("good.yaml", pod)
        try write("latin.yaml", Data("apiVersion: v1\nkind: Pod\nmetadata: {name: caf".utf8) + Data([0xE9]) + Data("}\n".utf8))
        try write("latin.json", Data(#"{"apiVersion": "v1", "kind": "Pod", "x": ""#.utf8) + Data([0xE9]) + Data(#""}"#.utf8))
        try write("wide.yaml", Data([0xFF, 0xFE]) + Data(pod.utf8.flatMap { [$0, 0] }))
        try write("broken.json", #"{"AWSTemplateFormatVersion": "2010-09-09", "Resources": {"#)
        try write("package.json", #"{"name": "x", "#)
        try write("notes.yaml", "just: [broken")
        let result = IaCParsers.parse(paths: [root.path])
        #expect(result.programs.flatMap(\.resources).map(\.address) == ["Pod/a"])
        let told = result.diagnostics.map { "\(relative($0.location?.path ?? "")) \($0.code) \($0.severity)" }
        #expect(
            told == [
                "broken.json json-syntax error", "latin.json file-not-utf8 error", "latin.yaml file-not-utf8 error",
                "wide.yaml file-not-utf8 warning",
            ])
        #expect(result.diagnostics.first { $0.code == "file-not-utf8" }?.location?.start?.line == 1)
    }

    @Test func largeFilesAreNotLoaded() throws {
        let filler = String(repeating: "# filler filler filler filler\n", count: 700_000)
        try write("big.yaml", "AWSTemplateFormatVersion: '2010-09-09'\n" + filler)
        try write("data.json", "{}" + filler)
        let result = IaCParsers.parse(paths: [root.path])
        #expect(result.programs.isEmpty)
        #expect(result.diagnostics.map { "\($0.code) \($0.severity)" } == ["file-too-large error", "file-too-large note"])
    }

    @Test func orderIsThatOfThePaths() throws {
        for index in 0..<100 {
            let number = String(index + 100)
            try write("t\(number).yaml", "Resources: {R\(number): {Type: AWS::X::Y}}")
            try write("p\(number).yaml", pod)
        }
        let result = IaCParsers.parse(paths: [root.path])
        #expect(result.programs.dropLast().map { $0.resources.first?.address } == (100..<200).map { "R\($0)" })
        #expect(result.programs.last?.resources.count == 100)
        #expect(result.programs.last?.resources.last?.address == "Pod/a#100")
        #expect(result.readCount == 200)
    }
}
