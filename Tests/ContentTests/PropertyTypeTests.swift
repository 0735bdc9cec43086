import AccessPolicy
import CEL
import Content
import ContentCatalog
import Document
import Foundation
import PolicyEngine
import PostureModel
import PosturePipeline
import SourceText
import Testing

/// Controls are checked against the schemas; so the schemas must tell slips, and assets must keep to them.
@Suite struct PropertyTypeTests {
    static let posture = ContentTests.posture
    static let controls = ContentTests.controls

    /// One letter too many in any property of any control is told, with the right word; but where a schema leaves open what may
    /// stand there.
    @Test func aSlipInAnyPathIsTold() throws {
        let engine = try #require(Self.posture).engine
        var told = 0
        var untold: [String] = []
        for control in Self.controls {
            for place in Self.fields(of: control.require.text) {
                let word = control.require.text[place]
                let slip = control.require.text.replacingCharacters(in: place, with: word + "x")
                let messages = engine.compile(Self.control(control, require: slip))
                if messages.isEmpty { untold.append("\(control.id): \(word)") }
                if messages.contains(where: { $0.hint == "did you mean '\(word)'?" }) { told += 1 }
                #expect(messages.count <= 1, "\(control.id): \(messages)")
            }
        }
        #expect(told > 400)
        #expect(untold.sorted() == Self.open.sorted(), "tells \(told)")
    }

    /// Fields below what a published schema leaves open.
    static let open: [String] = [
        // Related assets may be of several types.
        "aws/cloudtrail/trail-bucket-access-logging: LoggingConfiguration", "aws/cloudtrail/trail-bucket-not-public: PolicyDocument",
        "aws/cloudtrail/trail-bucket-not-public: PublicAccessBlockConfiguration",
        "aws/cloudtrail/trail-bucket-not-public: PublicAccessBlockConfiguration", "aws/cloudtrail/trail-bucket-not-public: properties",
        "aws/cloudtrail/trail-bucket-not-public: properties", "aws/cloudtrail/trail-bucket-not-public: properties",
        "aws/ec2/instance-admin-ports-closed: CidrIpv6", "aws/ec2/instance-admin-ports-closed: properties",
        "aws/rds/instance-not-reachable: CidrIpv6", "aws/rds/instance-not-reachable: properties",
        // Names of condition operators are keys of a map.
        "aws/lambda/function-not-public: Bool", "aws/lambda/function-not-public: StringEquals",
    ]

    /// The fields that an expression reads: words behind a dot that no parenthesis follows.
    private static func fields(of text: String) -> [Range<String.Index>] {
        text.matches(of: /\.\??([A-Za-z][A-Za-z0-9_]*)\b(?!\()/).map { $0.1.startIndex..<$0.1.endIndex }
            .filter { !isQuoted($0.lowerBound, in: text) }
    }

    private static func isQuoted(_ index: String.Index, in text: String) -> Bool {
        let line = text[..<index].split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
        return line.count { $0 == "'" } % 2 == 1 || line.count { $0 == "\"" } % 2 == 1
    }

    private static func control(_ control: Control, require: String) -> Control {
        Control(
            id: control.id, title: control.title, severity: control.severity, assetTypes: control.assetTypes, applies: nil,
            require: Control.Predicate(text: require, range: control.require.range), message: control.message, why: control.why,
            objectives: control.objectives, remedy: control.remedy, cases: control.cases, file: control.file)
    }

    /// What the shapers make of every example keeps to the schema that controls are checked against.
    @Test(arguments: controls.map(\.id))
    func assetsKeepToTheirSchemas(id: String) throws {
        let posture = try #require(Self.posture)
        let control = try #require(Self.controls.first { $0.id == id })
        let check = ControlCheck(posture: posture)
        for example in control.cases {
            for asset in try check.assets(of: example, control: control) {
                guard let schema = posture.catalog.schema(of: asset.type), let properties = asset.properties else { continue }
                let faults = SchemaCheck(schema: schema.schema).faults(of: properties, node: schema.root, path: "")
                #expect(faults.isEmpty, "\(asset.type) in \(control.file.location(example.range)): \(faults)")
                for (key, _) in asset.document.root.members {
                    let question = Self.control(control, require: "has(asset.\(key.text))")
                    #expect(posture.engine.compile(question).isEmpty, "controls can't ask for \(key.text)")
                }
            }
        }
    }
}

/// Holds a value against a schema.
private struct SchemaCheck {
    let schema: PropertySchema

    func faults(of value: DocumentValue, node index: Int, path: String) -> [String] {
        let node = schema[index]
        if value.kind.isUnknown { return [] }
        if node.function == "policy" { return policyFaults(of: value, .object("Policy"), path) }
        if node.function != nil { return [] }
        switch (node.kind, value.kind) {
        case (.any, _), (.number, .int), (.number, .double), (.string, .string), (.boolean, .bool), (.integer, .int): return []
        case (.list, .list):
            guard let element = node.element else { return [] }
            return value.elements.flatMap { faults(of: $0, node: element, path: path + "[]") }
        case (.map, .map):
            guard let element = node.element else { return [] }
            return value.members.flatMap { faults(of: $0.value, node: element, path: "\(path).\($0.key)") }
        case (.object, .map):
            if node.members.isEmpty { return [] }
            return value.members.flatMap { key, member -> [String] in
                if member.kind.isUnknown { return [] }
                guard let next = node.members[key.text] else { return ["\(path).\(key) is not in the schema"] }
                return faults(of: member, node: next, path: "\(path).\(key)")
            }
        case (.object, _) where node.members.isEmpty: return []
        default: return ["\(path) is \(value.kind), the schema says \(node.kind)"]
        }
    }

    /// The canonical policy has the fields that are declared beside its functions.
    private func policyFaults(of value: DocumentValue, _ type: ValueType, _ path: String) -> [String] {
        if value.kind.isUnknown { return [] }
        switch (type, value.kind) {
        case (.string, .string): return []
        case (.list(let element), .list): return value.elements.flatMap { policyFaults(of: $0, element, path + "[]") }
        case (.map(_, let element), .map): return value.members.flatMap { policyFaults(of: $0.value, element, "\(path).\($0.key)") }
        case (.object(let name), .map):
            guard let fields = AccessPolicyFunctions.types.first(where: { $0.name == name })?.fields else { return ["no type \(name)"] }
            return value.members.flatMap { key, member in
                fields[key.text].map { policyFaults(of: member, $0, "\(path).\(key)") } ?? ["\(path).\(key) is no element of a policy"]
            }
        default: return ["\(path) is \(value.kind), which is no \(type)"]
        }
    }
}
