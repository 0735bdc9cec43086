import Document
import SourceText

/// A template's sections.
struct CloudFormationTemplate {
    let file: SourceFile
    // Every node below is a part of it.
    let document: Document
    let parameters: NodePointer?
    let mappings: NodePointer?
    let conditions: NodePointer?
    let resources: NodePointer?
    /// A macro such as `AWS::Serverless-2016-10-31` rewrites the template: it may hold names that no section says.
    let hasMacro: Bool
    /// Somewhere a map has members that a loop or a transform makes.
    let hasMadeMembers: Bool
    private(set) var diagnostics: [Diagnostic] = []

    init(document: Document, file: SourceFile) {
        self.file = file
        self.document = document
        var found: [Diagnostic] = []
        func section(_ name: String) -> NodePointer? {
            guard let node = member(document.rootPointer, name), node.pointee.kind != .null else { return nil }
            guard node.pointee.kind == .map else {
                found.append(
                    Diagnostic(
                        .error, code: "template-section", "the section \(name) is not a map",
                        location: document.origin(of: node).map { file.location($0.range) }))
                return nil
            }
            return node
        }
        parameters = section("Parameters")
        mappings = section("Mappings")
        conditions = section("Conditions")
        resources = section("Resources")
        hasMacro = Self.hasMacro(document)
        hasMadeMembers = file.bytes.withUnsafeBytes {
            ContentSniff.find("Fn::ForEach", in: $0) != nil || ContentSniff.find("Fn::Transform", in: $0) != nil
        }
        if resources == nil, found.isEmpty {
            found.append(
                Diagnostic(
                    .warning, code: "template-without-resources", "the template has no resources",
                    location: SourceLocation(path: file.path)))
        }
        diagnostics = found
    }

    /// Whether a document is a CloudFormation template: it says so, or it has resources with types such as `AWS::S3::Bucket`, or
    /// loops that make resources.
    static func isTemplate(_ document: Document) -> Bool {
        let root = document.root
        guard root.kind == .map else { return false }
        if root["AWSTemplateFormatVersion"] != nil { return true }
        guard let resources = root["Resources"], resources.kind == .map else { return false }
        return resources.members.contains { member in
            // A loop or a transform that makes resources.
            if Intrinsic.isLoopKey(member.key) || member.key.text == "Fn::Transform" { return true }
            guard let type = member.value["Type"]?.string else { return false }
            return type.split(separator: ":", omittingEmptySubsequences: true).count >= 2 && type.contains("::")
        }
    }

    /// `AWS::LanguageExtensions` only adds functions; every other transform rewrites.
    private static func hasMacro(_ document: Document) -> Bool {
        guard let transform = document.root["Transform"] else { return false }
        let names = transform.kind == .list ? transform.elements : [transform]
        return names.contains { $0.string != "AWS::LanguageExtensions" }
    }
}

/// The keys that every resource is asked for.
enum TemplateKey {
    static let type = Symbol("Type")
    static let properties = Symbol("Properties")
    static let condition = Symbol("Condition")
    static let metadata = Symbol("Metadata")
}

/// The child of a map with this key; nil for anything else.
func member(_ map: NodePointer, _ key: Symbol) -> NodePointer? {
    map.pointee.kind == .map ? map.child(key) : nil
}

/// The child of a map with this key; nil for anything else.
func member(_ map: NodePointer?, _ key: String) -> NodePointer? {
    guard let map, map.pointee.kind == .map, let symbol = Symbol.existing(key) else { return nil }
    return map.child(symbol)
}
