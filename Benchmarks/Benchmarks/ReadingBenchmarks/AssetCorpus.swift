/// Assets as JSON texts.
struct AssetCorpus: Sendable {
    /// Texts of about 1 KB.
    let texts: [[UInt8]]
    /// Bytes of all texts.
    let byteCount: Int

    init(count: Int) {
        texts = (0..<count).map { Array(Self.asset($0).utf8) }
        byteCount = texts.reduce(0) { $0 + $1.count }
    }

    /// Many assets as one list.
    static func list(count: Int) -> [UInt8] {
        Array("[\((0..<count).map(asset).joined(separator: ",\n"))]".utf8)
    }

    private static func asset(_ number: Int) -> String {
        """
        {"id": "arn:aws:s3:::orders-\(number)", "type": "AWS::S3::Bucket", "account": "123456789012", "region": "eu-central-1",
         "name": "orders-\(number)", "tags": {"owner": "platform", "cost-centre": "\(4711 + number)", "env": "production"},
         "properties": {"BucketName": "orders-\(number)", "CreationDate": "2024-11-0\(1 + number % 9)T08:15:30Z",
          "PublicAccessBlockConfiguration": {"BlockPublicAcls": true, "BlockPublicPolicy": \(number % 3 == 0),
            "IgnorePublicAcls": true, "RestrictPublicBuckets": false},
          "VersioningConfiguration": {"Status": "Enabled"}, "ObjectLockEnabled": false,
          "BucketEncryption": {"ServerSideEncryptionConfiguration": [{"BucketKeyEnabled": true,
            "ServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": "alias/orders-\(number)"}}]},
          "LifecycleConfiguration": {"Rules": [{"Id": "old", "Status": "Enabled", "ExpirationInDays": \(30 + number % 300),
            "TransitionInDays": 7.5, "Prefix": "logs/\\u00e9"}]},
          "Note": "line one\\nline two of \\"orders\\""}}
        """
    }
}
