import Foundation
import Testing

/// The example estate: what `kamae demo` says of it, that its weaknesses are the ones that are meant, and that its code is code.
@Suite struct DemoTests {
    private let folder = TestFolder()
    private let kamae: Kamae

    init() {
        kamae = Kamae(in: folder, environment: ["TMPDIR": folder.path])
    }

    private static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Numbers of findings are left out, which every new control changes; those that are told are told by their names.
    ///
    /// Set `UPDATE_GOLDEN=1` to write it anew.
    @Test func theOutputIsAsItWasRead() throws {
        let outcome = try kamae("demo", "--no-serve")
        #expect(outcome.status == 0)
        #expect(outcome.errors == "")
        let estate = URL(fileURLWithPath: Kamae.path).deletingLastPathComponent().path + "/kamae_DemoEstate.resources"
        let told = outcome.output.replacingOccurrences(of: estate, with: "ESTATE").replacingOccurrences(of: Kamae.path, with: "kamae")
        let output = Self.withoutCounts(told)
        let golden = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden/demo.txt")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
            try output.write(to: golden, atomically: true, encoding: .utf8)
        }
        let expected = try String(contentsOf: golden, encoding: .utf8)
        #expect(output == expected, "UPDATE_GOLDEN=1 swift test --filter DemoTests writes Golden/demo.txt anew")
    }

    private static func withoutCounts(_ text: String) -> String {
        var isTable = false
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            defer { isTable = line.contains("CRITICAL  HIGH") || (isTable && line.hasPrefix("  code")) }
            if isTable { return line.replacing(/[0-9]+/, with: "N").replacing(/\ +/, with: " ") }
            return line.replacing(/^(The worst [0-9]+ of )[0-9]+/) { "\($0.output.1)N" }
                .replacing(/^\ \ [0-9]+( verdicts on code .*; )[0-9]+/) { "  N\($0.output.1)N" }
        }
        return lines.joined(separator: "\n")
    }

    @Test func codeAndAccountDisagreeAboutWhatPeopleDidByHand() throws {
        let lines = try kamae("demo", "--language", "en").lines
        let start = try #require(lines.firstIndex { $0.hasPrefix("Where code and account disagree") })
        let end = try #require(lines.firstIndex { $0.hasPrefix("Not known") })
        let section = lines[(start + 1)..<end]
        #expect(section.count <= 40)
        let kinds = ["in no code", "differs", "not there"]
        let things = section.compactMap { line -> String? in
            let text = String(line.dropFirst(9))
            return kinds.first { text.hasPrefix($0) }.map { kind in
                "\(kind): " + (text.dropFirst(12).split(separator: " ").first ?? "")
            }
        }
        #expect(
            Set(things) == [
                "differs: kawase-prod-payments", "differs: kawase-prod-bastion", "differs: kawase-prod-receipts",
                "differs: kawase-prod-reporting", "differs: kawase-prod-trail", "differs: kawase-prod-ledger",
                "in no code: kawase-migration-dump", "in no code: launch-wizard-1", "in no code: t.mori",
                "not there: kawase-prod-fraud-scoring",
            ])
        let paths = section.filter { $0.contains(" → ") }.map { $0.trimmingCharacters(in: .whitespaces).prefix { $0 != " " } }
        for path in [
            "PolicyDocument.Statement[0].Principal.AWS", "SecurityGroupIngress[1]", "VersioningConfiguration.Status",
            "PublicAccessBlockConfiguration", "PubliclyAccessible", "IsLogging", "EnableKeyRotation",
        ] { #expect(paths.contains(path[...]), "\(path) is not told") }
    }

    /// What is meant to be wrong with the code, and nothing else is: every other asset has no failure of medium severity or worse.
    static let weaknesses: [String: [String]] = [
        "module.storage.aws_s3_bucket.status": [
            "aws/s3/bucket-policy-not-public", "aws/s3/bucket-block-public-policy", "aws/s3/bucket-no-website",
        ],
        "module.storage.aws_s3_bucket.this[\"exports\"]": ["aws/s3/bucket-versioning"],
        "module.network.aws_security_group.this[\"reporting\"]": ["aws/ec2/security-group-database-ports-closed"],
        "module.data.aws_kms_key.webhooks": ["aws/kms/key-rotation"],
        "module.data.aws_db_instance.reporting": ["aws/rds/instance-encrypted", "aws/rds/instance-deletion-protection"],
        "module.data.aws_dynamodb_table.this[\"sessions\"]": ["aws/dynamodb/table-point-in-time-recovery"],
        "module.data.aws_sqs_queue.webhooks": ["aws/sqs/queue-encrypted"],
        "module.data.aws_sns_topic.settlements": ["aws/sns/topic-encrypted"],
        "module.compute.aws_instance.bastion": ["aws/ec2/instance-imdsv2"],
        "module.compute.aws_ebs_volume.batch": ["aws/ec2/volume-encrypted"],
        "module.compute.aws_eks_cluster.main": [
            "aws/eks/cluster-endpoint-restricted", "aws/eks/cluster-control-plane-logs", "aws/eks/cluster-secrets-encrypted",
        ],
        "module.compute.aws_lambda_function.relay": ["aws/lambda/environment-without-secrets", "aws/lambda/function-url-authenticated"],
        "module.compute.aws_lambda_function.this[\"statement-pdf\"]": ["aws/lambda/runtime-supported"],
        "module.identity.aws_cloudtrail.main": ["aws/cloudtrail/trail-log-validation", "aws/cloudtrail/trail-encrypted"],
        "module.identity.aws_s3_account_public_access_block.main": ["aws/s3/account-public-access-block"],
        "module.identity.aws_iam_role.deploy": ["aws/iam/role-federation-bound", "aws/iam/role-no-administrator"],
        "module.identity.aws_iam_role.audit": ["aws/iam/role-trust-external-id"],
        "module.identity.aws_iam_policy.batch": ["aws/iam/policy-no-wildcard-service"],
        "ArtifactBucket": ["aws/s3/bucket-public-access-block", "aws/s3/bucket-encryption", "aws/s3/bucket-tls-only"],
        "NoticeTopic": ["aws/sns/topic-policy-not-public"],
        "DaemonSet.apps/operations/node-agent": [
            "kubernetes/workload/privileged-containers", "kubernetes/workload/runtime-socket", "kubernetes/workload/host-pid",
        ],
        "CronJob.batch/payments/reconcile": ["kubernetes/workload/environment-without-secrets", "kubernetes/workload/image-tag"],
        "Service/payments/reconcile-console": ["kubernetes/network/load-balancer-restricted"],
        "ClusterRoleBinding.rbac.authorization.k8s.io/deployers": ["kubernetes/rbac/cluster-admin-binding"],
    ]

    @Test func theWeaknessesAreFoundAndTheRestIsClean() throws {
        let outcome = try kamae("demo", "--format", "json")
        #expect(outcome.status == 0)
        // Whether the auditors' account is another one shows only in the account.
        #expect(
            try outcome.objects().contains {
                $0["origin"] as? String == "live" && $0["control"] as? String == "aws/iam/role-trust-external-id"
                    && ($0["asset"] as? [String: Any])?["name"] as? String == "kawase-prod-audit"
            })
        var found: [String: Set<String>] = [:]
        var grave: Set<String> = []
        for finding in try outcome.objects() where finding["origin"] as? String == "code" {
            let asset = try #require(finding["asset"] as? [String: Any])
            let address = try #require(asset["address"] as? String)
            found[address, default: []].insert(try #require(finding["control"] as? String))
            if ["critical", "high", "medium"].contains(finding["severity"] as? String) { grave.insert(address) }
        }
        for (address, controls) in Self.weaknesses {
            #expect(found[address, default: []].isSuperset(of: controls), "\(address) was to fail \(controls)")
        }
        #expect(grave.subtracting(Self.weaknesses.keys) == [], "these were to be clean")
    }

    @Test func aNamedStoreStaysAndTheCommandsToTryWork() throws {
        let outcome = try kamae("demo", "--store", "sqlite:my estate.db", "--language", "en")
        #expect(outcome.status == 0)
        #expect(FileManager.default.fileExists(atPath: folder.path + "/my estate.db"))
        let lines = outcome.lines.drop { !$0.hasPrefix("To try next") }.dropFirst().map { $0.trimmingCharacters(in: .whitespaces) }
        let export = try #require(lines.first)
        #expect(export.hasPrefix("export KAMAE_STORE="))
        #expect(lines.count == 4)
        for command in lines.dropFirst() {
            let run = try kamae.shell("\(export)\n\(command)")
            #expect(run.status == 0, "\(command): \(run.errors)")
            #expect(!run.output.isEmpty, "\(command)")
        }
    }

    @Test func nothingStaysOfATemporaryStore() throws {
        let before = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        try kamae("demo")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == before.sorted())
    }

    @Test func itSpeaksJapanese() throws {
        let outcome = try kamae("demo", "--language", "ja")
        #expect(outcome.output.contains("コードと実環境の不一致"))
        #expect(outcome.output.contains("コードにない"))
    }

    private static let terraform = ["/usr/local/bin/terraform", "/usr/bin/terraform"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    @Test(.enabled(if: terraform != nil, "there is no terraform here"))
    func terraformFindsTheCodeWellFormatted() throws {
        let program = try #require(Self.terraform)
        let path = Self.repository.appendingPathComponent("demo/code/infrastructure").path
        let outcome = try kamae.run(program, ["fmt", "-check", "-recursive", "-diff", path])
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    }

    @Test func theRecordingIsSmallAndHoldsNoSecret() throws {
        let account = Self.repository.appendingPathComponent("demo/account")
        var size = 0
        for case let file as URL in try #require(FileManager.default.enumerator(at: account, includingPropertiesForKeys: nil)) {
            guard file.pathExtension == "json" else { continue }
            let text = try String(contentsOf: file, encoding: .utf8)
            size += text.utf8.count
            for secret in ["tsubame-7741", "dnf -y install", "SecretAccessKey", "X-Amz-Security-Token"] {
                #expect(!text.contains(secret), "\(file.lastPathComponent) holds \(secret)")
            }
        }
        #expect(size > 100_000)
        #expect(size < 2_000_000)
    }
}
