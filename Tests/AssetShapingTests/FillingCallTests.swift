import PostureModel
import Testing

/// Which call would have filled a property: the evidence of what is absent names it.
@Suite struct FillingCallTests {
    @Test(arguments: [
        ("AWS::S3::Bucket", "LoggingConfiguration", "s3:GetBucketLogging"),
        ("AWS::S3::Bucket", "PublicAccessBlockConfiguration.BlockPublicAcls", "s3:GetPublicAccessBlock"),
        // A rule further down than the property.
        ("AWS::S3::Bucket", "BucketEncryption", "s3:GetBucketEncryption"),
        // The first of an object's rules.
        ("AWS::S3::Bucket", "WebsiteConfiguration", "s3:GetBucketWebsite"),
        ("AWS::S3::Bucket", "WebsiteConfiguration.RedirectAllRequestsTo", "s3:GetBucketWebsite"),
        ("AWS::S3::Bucket", "BucketName", "s3:ListBuckets"),
        ("AWS::DynamoDB::Table", "DeletionProtectionEnabled", "dynamodb:DescribeTable"),
        // Members of one object that two calls fill.
        ("AWS::DynamoDB::Table", "PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled", "dynamodb:DescribeContinuousBackups"),
        ("AWS::DynamoDB::Table", "SSEKeyManager", "kms:DescribeKey"),
        // No rule names it; the item's own members meet the schema.
        ("AWS::RDS::DBInstance", "DeletionProtection", "rds:DescribeDBInstances"),
        // The description goes before the listing that may say it too.
        ("AWS::IAM::Role", "RoleLastUsed", "iam:GetRole"),
        ("AWS::IAM::User", "LoginProfile", "iam:GetLoginProfile"),
        ("AWS::Lambda::Function", "FunctionUrls", "lambda:ListFunctionUrlConfigs"),
    ])
    func theCallThatWouldHaveSaidIt(type: String, path: String, call: String) throws {
        let face = try #require(try Content.types().first { $0.name == type }?.live)
        #expect(face.call(filling: path.split(separator: ".").map(String.init))?.name == call)
    }

    @Test func whatNoCallFillsHasNone() throws {
        let face = try #require(try Content.types().first { $0.name == "AWS::S3::Bucket" }?.live)
        #expect(face.call(filling: ["AnalyticsConfigurations"]) == nil)
        #expect(face.call(filling: []) == nil)
    }

    @Test func propertiesOfACall() throws {
        let face = try #require(try Content.types().first { $0.name == "AWS::S3::Bucket" }?.live)
        #expect(face.properties(filledBy: "s3:GetBucketVersioning") == ["VersioningConfiguration", "MFADelete"])
        #expect(face.properties(filledBy: "s3:GetBucketLocation") == [])
        #expect(face.properties(filledBy: "s3:GetNothing") == nil)
    }
}
