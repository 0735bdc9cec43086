import ContentCatalog
import PostureModel
import Testing

@Suite("Which call says a property")
struct LiveCallTests {
    private func call(_ type: String, _ path: String) throws -> String? {
        let catalog = try ContentCatalog(path: DataFaces.content)
        return try #require(catalog.assetType(type)?.live).call(filling: path.split(separator: ".").map(String.init))?.name
    }

    @Test(arguments: [
        ("BucketName", "s3:ListBuckets"), ("LoggingConfiguration", "s3:GetBucketLogging"),
        ("LoggingConfiguration.TargetBucket", "s3:GetBucketLogging"), ("BucketEncryption", "s3:GetBucketEncryption"),
        ("BucketEncryption.ServerSideEncryptionConfiguration.BucketKeyEnabled", "s3:GetBucketEncryption"),
        ("WebsiteConfiguration", "s3:GetBucketWebsite"), ("WebsiteConfiguration.IndexDocument", "s3:GetBucketWebsite"),
        ("MFADelete", "s3:GetBucketVersioning"), ("AccessControl", "s3:GetBucketAcl"), ("Tags", "s3:GetBucketTagging"),
        ("LifecycleConfiguration.Rules.Status", "s3:GetBucketLifecycleConfiguration"),
        ("ObjectLockEnabled", "s3:GetObjectLockConfiguration"), ("PolicyDocument.isPublic", "s3:GetBucketPolicy"),
    ])
    func buckets(path: String, expected: String) throws { #expect(try call("AWS::S3::Bucket", path) == expected) }

    @Test func aPropertyOfTwoCallsOrOfNoneNamesNone() throws {
        #expect(try call("AWS::Lambda::Function", "FunctionUrls") == nil)
        #expect(try call("AWS::S3::Bucket", "NoSuchProperty") == nil)
        #expect(try call("AWS::S3::Bucket", "") == nil)
    }

    @Test func whatAnItemSaysByNameIsTheListings() throws {
        #expect(try call("AWS::EC2::Volume", "Encrypted") == "ec2:DescribeVolumes")
    }

    @Test func propertiesOfACall() throws {
        let catalog = try ContentCatalog(path: DataFaces.content)
        let live = try #require(catalog.assetType("AWS::S3::Bucket")?.live)
        #expect(live.properties(filledBy: "s3:GetBucketVersioning") == ["VersioningConfiguration", "MFADelete"])
        #expect(live.properties(filledBy: "s3:GetBucketLocation") == [])
        #expect(live.properties(filledBy: "s3:GetNothing") == nil)
    }
}
