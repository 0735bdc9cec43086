import Foundation
import Testing

/// What the example estate's findings say about where they come from: the file and line, or the call that answered so.
@Suite struct DemoEvidenceTests {
    private let folder = TestFolder()
    private let kamae: Kamae

    init() { kamae = Kamae(in: folder) }

    private struct Line {
        var control: String
        var asset: String
        var path: String
        var actual: String
        /// The call without its time, the file without its folder.
        var source: String
    }

    private func evidence() throws -> [Line] {
        try kamae("demo", "--no-serve", "--format", "json").objects().flatMap { finding in
            let asset = finding["asset"] as? [String: Any]
            return (finding["evidence"] as? [[String: Any]] ?? []).map { evidence in
                let source = evidence["source"] as? String ?? ""
                return Line(
                    control: finding["control"] as? String ?? "",
                    asset: asset?["address"] as? String ?? asset?["name"] as? String ?? "",
                    path: evidence["path"] as? String ?? "", actual: evidence["actual"] as? String ?? "",
                    source: source.components(separatedBy: " at ")[0].components(separatedBy: "/").last ?? "")
            }
        }
    }

    @Test(arguments: [
        ("aws/s3/bucket-no-website", "kawase-prod-status-page", "WebsiteConfiguration.RedirectAllRequestsTo", "s3:GetBucketWebsite"),
        (
            "aws/s3/bucket-no-website", "module.storage.aws_s3_bucket.status", "WebsiteConfiguration.RedirectAllRequestsTo",
            "status_page.tf:11:1"
        ),
        ("aws/s3/bucket-access-logging", "kawase-prod-status-page", "LoggingConfiguration", "s3:GetBucketLogging"),
        ("aws/s3/bucket-access-logging", "module.storage.aws_s3_bucket.status", "LoggingConfiguration", "status_page.tf:3:1"),
        ("aws/s3/bucket-mfa-delete", "kawase-prod-statements", "MFADelete", "s3:GetBucketVersioning"),
        ("aws/sqs/queue-encrypted", "kawase-prod-webhooks", "KmsMasterKeyId", "sqs:GetQueueAttributes"),
        ("aws/sqs/queue-encrypted", "module.data.aws_sqs_queue.webhooks", "KmsMasterKeyId", "messaging.tf:20:1"),
        ("aws/sns/topic-encrypted", "kawase-prod-settlements", "KmsMasterKeyId", "sns:GetTopicAttributes"),
    ])
    func namesThePlaceOrTheCall(control: String, asset: String, path: String, source: String) throws {
        let lines = try evidence().filter { $0.control == control && $0.asset == asset && $0.path == path }
        #expect(lines.map(\.source) == [source])
    }

    @Test func noListingAnswersForACallThatWasMade() throws {
        let lines = try evidence()
        let absent = lines.filter { $0.path.hasPrefix("PublicAccessBlockConfiguration") && !$0.source.contains(".tf:") }
        #expect(absent.contains { $0.actual == "absent" && $0.source == "s3:GetPublicAccessBlock" })
        // Nothing that a control asks of these is in the answers of their listings.
        for listing in ["s3:ListBuckets", "sqs:ListQueues", "sns:ListTopics", "kms:ListKeys", "eks:ListClusters", "dynamodb:ListTables"] {
            #expect(!lines.contains { $0.source == listing }, "\(lines.filter { $0.source == listing })")
        }
        // The time is nobody's answer.
        #expect(lines.contains { $0.path == "now" } && lines.allSatisfy { $0.path != "now" || $0.source.isEmpty })
    }

    @Test func aPolicyIsToldByThePartThatDecided() throws {
        let policies = try evidence().filter { $0.path.hasPrefix("PolicyDocument") && $0.actual != "absent" }
        #expect(policies.contains { $0.path == "PolicyDocument.Statement[0].Principal.AWS[0]" })
        #expect(policies.allSatisfy { $0.path != "PolicyDocument" && !$0.actual.hasPrefix("{") })
    }

    @Test func theAccountAnswersFromNoRecordersMachine() throws {
        try kamae("demo", "--no-serve", "--store", "demo.db")
        let queues = try kamae("find", "asset.type == 'AWS::SQS::Queue'", "--face", "live", "--store", "demo.db", "--format", "json")
        #expect(queues.lines.count == 4 && !queues.output.contains("127.0.0.1"))
        #expect(queues.output.contains("https://sqs.ap-northeast-1.amazonaws.com/123456789012/kawase-prod-payments"))
    }

    @Test func aManifestsTypeIsSaidOnce() throws {
        let output = try kamae("demo", "--no-serve").output
        #expect(output.contains("DaemonSet.apps/operations/node-agent\n"))
    }
}
