public import Document
public import SourceText

/// One resource as code writes it, evaluated but in its own format's words: what parsers hand on to be shaped into assets.
public struct DeclaredResource: Sendable {
    /// Unique in its program: `module.a["x"].aws_s3_bucket.b[0]`, a logical id, `Deployment.apps/shop/web`.
    public var address: String
    /// The format's own type: `aws_s3_bucket`, `AWS::S3::Bucket`, `Deployment.apps` (kind.group; the core group is left out).
    public var type: String
    /// The arguments, with blocks as lists of maps; unknowns carry their symbols, values their places.
    public var body: Document
    /// The whole block, template entry or manifest.
    public var location: SourceLocation
    /// Calls that led here, outermost first.
    public var moduleCalls: [SourceLocation]
    /// The account the resource will be made in, where code says it.
    public var account: String?
    public var region: String?
    /// Tags that the resource gets from its provider's settings where it does not say them itself: a map, or unknown; whether the
    /// resource can have tags at all is another matter. Nil where there are none.
    public var defaultTags: Document?
    /// What code says to tools and people about the resource: CloudFormation's `Metadata`, as it is written. Nil where it says nothing.
    public var metadata: Document?

    public init(
        address: String, type: String, body: Document, location: SourceLocation, moduleCalls: [SourceLocation] = [],
        account: String? = nil, region: String? = nil, defaultTags: Document? = nil, metadata: Document? = nil
    ) {
        self.address = address
        self.type = type
        self.body = body
        self.location = location
        self.moduleCalls = moduleCalls
        self.account = account
        self.region = region
        self.defaultTags = defaultTags
        self.metadata = metadata
    }
}

/// All resources that are applied together: a Terraform root module with what it calls, a CloudFormation template, the
/// Kubernetes manifests of a scan. Resources refer to one another within a program only.
public struct DeclaredProgram: Sendable {
    public var format: DeclaredOrigin.Format
    /// The folder or file, as messages show it.
    public var path: String
    /// What it is called from run to run; the path where nothing better is known.
    public var identity: String
    public var resources: [DeclaredResource]
    public var diagnostics: [Diagnostic]
    /// Files that were read.
    public var fileCount: Int

    public init(
        format: DeclaredOrigin.Format, path: String, resources: [DeclaredResource] = [], diagnostics: [Diagnostic] = [],
        fileCount: Int = 0
    ) {
        self.format = format
        self.path = path
        identity = path
        self.resources = resources
        self.diagnostics = diagnostics
        self.fileCount = fileCount
    }
}
