import Document
import PostureModel

/// Reads `relationships:` of an asset type's file: `vpc: {path: VpcId, to: AWS::EC2::VPC}`, `subnets: {from: AWS::EC2::Subnet.vpc}`.
struct RelationshipReader {
    let fields: ContentFields
    let schema: PropertySchema

    func read(_ map: DocumentValue?) -> [Relationship] {
        (fields.map(map, "'relationships'")?.members ?? []).compactMap { name, value in
            kind(value).map { Relationship(name: name.text, kind: $0) }
        }
    }

    /// Properties that others call an asset of the type by.
    func aliases(_ value: DocumentValue?) -> [PropertyPath] { paths(value, "'aliases'") }

    private func kind(_ value: DocumentValue) -> Relationship.Kind? {
        guard let map = value.isNull ? nil : fields.map(value, "a relationship") else {
            if value.isNull { fields.complain("content-wrong-type", "a relationship must be a map of keys", at: value) }
            return nil
        }
        fields.check(map, keys: ["path", "to", "by", "within", "from"], of: "a relationship")
        if let from = map["from"] {
            for key in ["path", "to", "by", "within"] where map[key] != nil {
                fields.complain("asset-relationship", "a relationship has 'from' alone, or 'path' and 'to'", at: map[key])
            }
            let inverses = fields.texts(from, "'from'").compactMap { inverse($0, at: from) }
            return inverses.isEmpty ? nil : .inverse(inverses)
        }
        let path = fields.required(map, "path", of: "a relationship")
        let targets = fields.texts(fields.required(map, "to", of: "a relationship"), "'to'")
        let by = fields.texts(map["by"], "'by'").map { PropertyPath($0) }
        return .reference(.init(paths: paths(path, "'path'"), targets: targets, by: by, reach: reach(map["within"])))
    }

    /// `AWS::EC2::Subnet.vpc`: the last word is the relationship, as types of Kubernetes have dots of their own.
    private func inverse(_ text: String, at value: DocumentValue) -> Relationship.Inverse? {
        guard let dot = text.lastIndex(of: "."), dot > text.startIndex, text.index(after: dot) < text.endIndex else {
            fields.complain("asset-relationship", "'from' is written Type.relationship, not '\(text)'", at: value)
            return nil
        }
        return Relationship.Inverse(type: String(text[..<dot]), relationship: String(text[text.index(after: dot)...]))
    }

    private func paths(_ value: DocumentValue?, _ what: String) -> [PropertyPath] {
        fields.texts(value, what).compactMap { text in
            let path = PropertyPath(text)
            if schema.node(at: path) == nil, !schema.isFreeForm(path) {
                fields.complain("asset-schema", "the schema has no path '\(path)'", at: value)
                return nil
            }
            return path
        }
    }

    private func reach(_ value: DocumentValue?) -> Relationship.Reach {
        guard let value else { return .anywhere }
        guard let reach = value.string.flatMap(Relationship.Reach.init) else {
            let known = Relationship.Reach.allCases.map(\.rawValue).joined(separator: ", ")
            fields.complain("asset-relationship", "'within' is one of \(known)", at: value)
            return .anywhere
        }
        return reach
    }
}
