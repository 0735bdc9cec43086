import CSimdJSON

/// Assets as JSON texts, each followed by the bytes that simdjson may read over a text's end.
struct AssetCorpus: Sendable {
    /// Texts of about 1 KB.
    let texts: [[UInt8]]
    /// Bytes of all texts, without padding.
    let byteCount: Int

    init(count: Int) {
        let padding = [UInt8](repeating: 0x20, count: ksj_padding())
        texts = (0..<count).map { Array(Self.asset($0).utf8) + padding }
        byteCount = texts.reduce(0) { $0 + $1.count - padding.count }
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
