import Document
import Foundation
import PostureModel
import SourceText
import Testing

@testable import AssetShaping

/// What is not known must stay so: neither a pass nor a failure may come of it.
@Suite struct UnknownTests {
    private let shaper: AssetShaper
    private let types: [AssetType]

    init() throws {
        types = try Content.types()
        shaper = AssetShaper(types: types)
    }

    private func terraform(_ resources: String) throws -> ShapedProgram {
        let file = SourceFile(path: "resources.yaml", text: resources)
        let root = try #require(YAMLReader().read(file).documents.first).document.root
        return shaper.shape(try Example.program(.terraform, root))
    }

    private func properties(_ address: String, _ program: ShapedProgram) throws -> DocumentValue {
        try #require(program.assets.first { $0.address == address }?.properties, "there is no \(address)")
    }

    // MARK: Joins

    @Test func twoUnknownNamesAreNotOne() throws {
        let program = try terraform(
            """
            - {address: aws_s3_bucket.a, type: aws_s3_bucket, body: {bucket: {$var: var.a}}}
            - {address: aws_s3_bucket_versioning.v, type: aws_s3_bucket_versioning, body: {bucket: {$var: var.b}, versioning_configuration: [{status: Enabled}]}}
            """)
        let bucket = try properties("aws_s3_bucket.a", program)
        #expect(bucket.at("VersioningConfiguration.Status")?.unknown?.symbol == "var.b")
        #expect(bucket.at("PublicAccessBlockConfiguration") == nil, "nothing else of it is in doubt")
    }

    @Test func theSameUnknownNameIsOne() throws {
        let program = try terraform(
            """
            - {address: aws_s3_bucket.a, type: aws_s3_bucket, body: {bucket: {$var: var.a}}}
            - {address: aws_s3_bucket.b, type: aws_s3_bucket, body: {bucket: {$var: var.b}}}
            - {address: aws_s3_bucket_versioning.v, type: aws_s3_bucket_versioning, body: {bucket: {$var: var.a}, versioning_configuration: [{status: Enabled}]}}
            """)
        #expect(try properties("aws_s3_bucket.a", program).at("VersioningConfiguration.Status")?.string == "Enabled")
        #expect(try properties("aws_s3_bucket.b", program).at("VersioningConfiguration.Status") == nil)
    }

    @Test func aPartOfAnUnknownBucketIsInDoubtInItsOwnModuleOnly() throws {
        let program = try terraform(
            """
            - {address: aws_s3_bucket.a, type: aws_s3_bucket, body: {bucket: a}}
            - {address: module.m.aws_s3_bucket.b, type: aws_s3_bucket, body: {bucket: b}}
            - {address: module.m.aws_s3_bucket_policy.p, type: aws_s3_bucket_policy, body: {bucket: {$var: module.m.var.bucket}, policy: "{}"}}
            """)
        #expect(try properties("aws_s3_bucket.a", program)["PolicyDocument"] == nil)
        #expect(try properties("module.m.aws_s3_bucket.b", program)["PolicyDocument"]?.unknown != nil)
    }

    @Test func aSecondSinglePartIsSaid() throws {
        let program = try terraform(
            """
            - {address: aws_s3_bucket.a, type: aws_s3_bucket, body: {bucket: a}}
            - {address: aws_s3_bucket_versioning.v, type: aws_s3_bucket_versioning, body: {bucket: a, versioning_configuration: [{status: Enabled}]}}
            - {address: aws_s3_bucket_versioning.w, type: aws_s3_bucket_versioning, body: {bucket: a, versioning_configuration: [{status: Suspended}]}}
            """)
        #expect(program.diagnostics.map(\.code) == ["part-said-twice"])
    }

    // MARK: Lists

    @Test func aListKeepsWhatIsKnown() throws {
        let program = try terraform(
            """
            - address: aws_security_group.g
              type: aws_security_group
              body:
                ingress:
                  - {protocol: tcp, from_port: 22, to_port: 22, cidr_blocks: [0.0.0.0/0, {$rest: var.more}]}
                  - {protocol: tcp, from_port: 80, to_port: 80, cidr_blocks: {$var: var.cidrs}}
                  - {$rest: dynamic}
            """)
        let rules = try #require(try properties("aws_security_group.g", program)["SecurityGroupIngress"]).elements
        #expect(rules.count == 4)
        #expect(rules[0]["CidrIp"]?.string == "0.0.0.0/0")
        #expect(rules[1]["CidrIp"]?.unknown?.symbol == "var.more")
        #expect(rules[2]["CidrIp"]?.unknown?.symbol == "var.cidrs")
        #expect(rules[2]["FromPort"]?.int == 80)
        #expect(rules[3].unknown?.symbol == "dynamic" && rules[3].pointer.pointee.isRest)
    }

    @Test func aReferenceInAListOfManyIsOneElement() throws {
        let program = try terraform(
            """
            - {address: aws_iam_user.u, type: aws_iam_user, body: {name: u}}
            - {address: aws_iam_user_policy_attachment.a, type: aws_iam_user_policy_attachment, body: {user: u, policy_arn: {$ref: aws_iam_policy.p.arn}}}
            - {address: aws_iam_user_group_membership.m, type: aws_iam_user_group_membership, body: {user: u, groups: {$var: var.groups}}}
            """)
        let user = try properties("aws_iam_user.u", program)
        #expect(user["ManagedPolicyArns"]?[0].map { $0.unknown != nil && !$0.pointer.pointee.isRest } == true)
        #expect(user["Groups"]?[0]?.pointer.pointee.isRest == true, "a variable may be any number of groups")
    }

    @Test func aRuleWithoutAPeerIsSaid() throws {
        let program = try terraform(
            """
            - address: aws_security_group.g
              type: aws_security_group
              body: {ingress: [{protocol: tcp, from_port: 22, to_port: 22, cidrs: [0.0.0.0/0]}]}
            """)
        #expect(program.diagnostics.map(\.code) == ["asset-mapping"])
        #expect(try properties("aws_security_group.g", program)["SecurityGroupIngress"]?.count == 1)
    }

    // MARK: Owners made elsewhere

    @Test(arguments: [
        "sg-0123", "{$ref: data.aws_security_group.shared.id}", "{$ref: \"aws_eks_cluster.c.vpc_config[0].cluster_security_group_id\"}",
    ])
    func aRuleOnAGroupFromElsewhereIsAnAssetKnownInPart(_ group: String) throws {
        let program = try terraform(
            """
            - {address: aws_security_group.own, type: aws_security_group, body: {name: own}}
            - {address: aws_eks_cluster.c, type: aws_eks_cluster, body: {name: c}}
            - {address: aws_security_group_rule.r, type: aws_security_group_rule, body: {security_group_id: \(group), type: ingress,
                protocol: tcp, from_port: 22, to_port: 22, cidr_blocks: [0.0.0.0/0]}}
            """)
        let partial = try properties("aws_security_group_rule.r", program)
        let rules = try #require(partial["SecurityGroupIngress"]).elements
        #expect(rules.first?["CidrIp"]?.string == "0.0.0.0/0")
        #expect(rules.last?.pointer.pointee.isRest == true)
        #expect(partial["SecurityGroupEgress"]?[0]?.pointer.pointee.isRest == true)
        #expect(partial["GroupName"]?.unknown != nil)
        #expect(try properties("aws_security_group.own", program)["SecurityGroupIngress"]?.count == 0, "the own group is not in doubt")
    }

    // MARK: Calls that were denied

    /// Each call takes exactly its own properties with it.
    @Test(arguments: [
        ("publicAccess", ["PublicAccessBlockConfiguration"]), ("policy", ["PolicyDocument"]), ("acl", ["AccessControl"]),
        ("versioning", ["MFADelete", "VersioningConfiguration"]), ("website", ["WebsiteConfiguration"]),
        ("encryption", ["BucketEncryption.ServerSideEncryptionConfiguration"]), ("logging", ["LoggingConfiguration"]),
        ("tagging", ["Tags"]), ("lock", ["ObjectLockEnabled"]), ("ownership", ["OwnershipControls"]), ("cors", ["CorsConfiguration"]),
        ("replication", ["ReplicationConfiguration"]),
        ("lifecycle", ["LifecycleConfiguration.Rules", "LifecycleConfiguration.TransitionDefaultMinimumObjectSize"]),
    ])
    func aDeniedCallTakesItsOwnPropertiesOnly(_ call: String, _ expected: [String]) throws {
        let type = try #require(types.first { $0.name == "AWS::S3::Bucket" })
        let sample = try Document(json: #"{"item": {"Name": "b"}, "answers": {"acl": {"Grants": []}, "versioning": {}}}"#).root
        let asset = try shaper.shape(try Example.observed(type, sample, denied: [call]))
        #expect(unknownPaths(try #require(asset.properties), "").sorted() == expected)
    }

    private func unknownPaths(_ value: DocumentValue, _ path: String) -> [String] {
        if value.unknown != nil { return [path] }
        switch value.kind {
        case .map: return value.members.flatMap { unknownPaths($1, path.isEmpty ? $0.text : "\(path).\($0.text)") }
        case .list: return Array(Set(value.elements.flatMap { unknownPaths($0, path) }))
        default: return []
        }
    }

    /// Every part could belong to every owner: one unknown says it for all of them.
    @Test func manyPartsOfNobodyAreSettledOnce() throws {
        var text = ""
        for number in 0..<2_000 { text += "- {address: 'aws_s3_bucket.b[\(number)]', type: aws_s3_bucket, body: {}}\n" }
        for number in 0..<2_000 {
            text += "- {address: 'aws_s3_bucket_policy.p[\(number)]', type: aws_s3_bucket_policy, body: {bucket: {$var: var.b}, policy: '{}'}}\n"
        }
        let program = try terraform(text)
        // The owner of the parts may be made elsewhere too.
        #expect(program.assets.count == 2_001)
        #expect(program.assets.dropLast().allSatisfy { $0.properties?["PolicyDocument"]?.unknown?.symbol == "var.b" })
    }
}
