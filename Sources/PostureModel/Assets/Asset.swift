public import Document
public import SourceText

/// One thing of the estate, as declared by code or as observed in an account.
///
/// All that a policy can ask stands in one document: `id`, `type`, `provider`, `account`, `region`, `name`, `address`, `tags`
/// (a map), and `properties` in the provider's published schema. The Swift properties are views of it.
public struct Asset: Sendable {
    public let document: Document
    public let origin: AssetOrigin

    public let id: String
    /// In the provider's own registry: `AWS::S3::Bucket`, a Kubernetes `kind.group`.
    public let type: String

    /// - Parameter document: a map with at least `id` and `type`, as ``AssetBuilder`` makes it.
    /// - Throws: `asset-incomplete`.
    public init(document: Document, origin: AssetOrigin) throws(Diagnostic) {
        guard let id = document.root["id"]?.string, let type = document.root["type"]?.string else {
            throw Diagnostic(.error, code: "asset-incomplete", "an asset has no id or no type")
        }
        self.document = document
        self.origin = origin
        self.id = id
        self.type = type
    }

    /// `aws`, `kubernetes`, `azure`, `gcp`.
    public var provider: String { text("provider") ?? "" }
    /// Nil where code does not say it.
    public var account: String? { text("account") }
    /// Nil for global assets and where code does not say it.
    public var region: String? { text("region") }
    /// What people call it; the id where it has no name.
    public var name: String { text("name") ?? id }
    /// Where it stands in code: `module.a["x"].aws_s3_bucket.b[0]`, a logical id, `Deployment/shop/web`. Nil for observed assets.
    public var address: String? { text("address") }
    public var tags: DocumentValue? { document.root["tags"] }
    public var properties: DocumentValue? { document.root["properties"] }

    private func text(_ key: String) -> String? { document.root[key]?.string }
}

/// How an asset became known.
public enum AssetOrigin: Sendable, Hashable {
    case declared(DeclaredOrigin)
    case observed(ObservedOrigin)

    public var isDeclared: Bool {
        if case .declared = self { return true }
        return false
    }

    /// Where it stands in code; nil for observed assets.
    public var location: SourceLocation? {
        if case .declared(let origin) = self { return origin.location }
        return nil
    }
}

public struct DeclaredOrigin: Sendable, Hashable {
    public enum Format: String, Sendable, Hashable {
        case terraform, cloudformation, kubernetes
    }

    public var format: Format
    /// The block, template resource or manifest.
    public var location: SourceLocation
    /// The calls that led into the module it stands in, outermost first; empty in a root.
    public var moduleCalls: [SourceLocation]

    public init(format: Format, location: SourceLocation, moduleCalls: [SourceLocation] = []) {
        self.format = format
        self.location = location
        self.moduleCalls = moduleCalls
    }
}

public struct ObservedOrigin: Sendable, Hashable {
    /// `aws`, `kubernetes`.
    public var collector: String
    /// When it was read: RFC 3339, UTC.
    public var time: String

    public init(collector: String, time: String) {
        self.collector = collector
        self.time = time
    }
}
