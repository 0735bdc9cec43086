import Document
import PostureModel
import Testing

@Suite("KMS, CloudTrail, SQS, SNS and EKS on three faces")
struct DataServiceTests {
    private static let policy =
        #"{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"*\", \"Resource\": \"*\"}]}"#
    private static let statement = "PolicyDocument.Statement.0.Effect"

    @Test("A key, its policy from a resource of its own, and who manages it")
    func key() throws {
        let terraform = try DataFaces.terraform(
            ("aws_kms_key.k", "aws_kms_key", #"{"description": "d", "enable_key_rotation": true, "tags": {"a": "b"}}"#),
            (
                "aws_kms_key_policy.p", "aws_kms_key_policy",
                #"{"key_id": {"$ref": "aws_kms_key.k.id"}, "policy": "\#(Self.policy)"}"#
            ))
        let cloudFormation = try DataFaces.cloudFormation(
            (
                "K", "AWS::KMS::Key",
                """
                {"Description": "d", "EnableKeyRotation": "true", "Tags": [{"Key": "a", "Value": "b"}],
                 "KeyPolicy": {"Statement": [{"Effect": "Allow"}]}}
                """
            ))
        let live = try DataFaces.live(
            "AWS::KMS::Key", item: #"{"KeyId": "1", "KeyArn": "arn:aws:kms:eu-west-1:111122223333:key/1"}"#,
            [
                "key": """
                {"KeyMetadata": {"KeyId": "1", "Description": "d", "Enabled": true, "KeyManager": "CUSTOMER", "KeyState": "Enabled",
                 "KeySpec": "SYMMETRIC_DEFAULT", "KeyUsage": "ENCRYPT_DECRYPT", "Origin": "AWS_KMS", "MultiRegion": false}}
                """,
                "policy": #"{"Policy": "\#(Self.policy)"}"#, "rotation": #"{"KeyRotationEnabled": true}"#,
                "tags": #"{"Tags": [{"TagKey": "a", "TagValue": "b"}]}"#,
            ])
        expectEqual(
            [terraform, cloudFormation, live],
            at: [
                "Description", "EnableKeyRotation", "KeyManager", "KeySpec", "KeyUsage", "Origin", "Enabled", "MultiRegion", "Tags",
                "KeyPolicy.Statement.0.Effect",
            ])
        #expect(live.id == "arn:aws:kms:eu-west-1:111122223333:key/1")
        let managed = try DataFaces.live(
            "AWS::KMS::Key", item: #"{"KeyId": "2"}"#, ["key": #"{"KeyMetadata": {"KeyManager": "AWS"}}"#, "rotation": "absent"])
        #expect(managed.says("KeyManager") == "\"AWS\"" && managed.says("EnableKeyRotation") == nil)
    }

    @Test("A trail logs where code says nothing, and in the account where its status says so")
    func trail() throws {
        let terraform = try DataFaces.terraform(
            (
                "aws_cloudtrail.t", "aws_cloudtrail",
                """
                {"name": "all", "s3_bucket_name": "logs", "is_multi_region_trail": true, "enable_log_file_validation": true,
                 "kms_key_id": "arn:aws:kms:eu-west-1:111122223333:key/1",
                 "event_selector": [{"read_write_type": "All", "include_management_events": true,
                  "data_resource": [{"type": "AWS::S3::Object", "values": ["arn:aws:s3"]}]}]}
                """
            ))
        let cloudFormation = try DataFaces.cloudFormation(
            (
                "T", "AWS::CloudTrail::Trail",
                """
                {"TrailName": "all", "S3BucketName": "logs", "IsMultiRegionTrail": true, "EnableLogFileValidation": true, "IsLogging": true,
                 "KMSKeyId": "arn:aws:kms:eu-west-1:111122223333:key/1",
                 "EventSelectors": [{"ReadWriteType": "All", "IncludeManagementEvents": true,
                  "DataResources": [{"Type": "AWS::S3::Object", "Values": ["arn:aws:s3"]}]}]}
                """
            ))
        let item = """
            {"Name": "all", "TrailARN": "arn:aws:cloudtrail:eu-west-1:111122223333:trail/all", "S3BucketName": "logs",
             "IsMultiRegionTrail": true, "LogFileValidationEnabled": true, "KmsKeyId": "arn:aws:kms:eu-west-1:111122223333:key/1"}
            """
        let live = try DataFaces.live(
            "AWS::CloudTrail::Trail", item: item,
            [
                "status": #"{"IsLogging": true}"#,
                "selectors": """
                {"EventSelectors": [{"ReadWriteType": "All", "IncludeManagementEvents": true,
                  "DataResources": [{"Type": "AWS::S3::Object", "Values": ["arn:aws:s3"]}]}]}
                """,
                "tags": #"{"ResourceTagList": [{"ResourceId": "x", "TagsList": [{"Key": "a", "Value": "b"}]}]}"#,
            ])
        expectEqual(
            [terraform, cloudFormation, live],
            at: [
                "TrailName", "S3BucketName", "IsMultiRegionTrail", "EnableLogFileValidation", "KMSKeyId", "IsLogging", "EventSelectors",
            ])
        #expect(terraform.id == live.id)
        #expect(live.says("Tags") == #"[{"Key":"a","Value":"b"}]"#)
        #expect(try DataFaces.live("AWS::CloudTrail::Trail", item: item, ["status": nil]).says("IsLogging") == "unknown: status")
    }

    @Test("A queue's attributes come as texts in a map; its policy may stand in a resource of its own")
    func queue() throws {
        let terraform = try DataFaces.terraform(
            ("aws_sqs_queue.q", "aws_sqs_queue", #"{"name": "q", "kms_master_key_id": "alias/q", "sqs_managed_sse_enabled": false}"#),
            (
                "aws_sqs_queue_policy.p", "aws_sqs_queue_policy",
                #"{"queue_url": {"$ref": "aws_sqs_queue.q.id"}, "policy": "\#(Self.policy)"}"#
            ))
        let cloudFormation = try DataFaces.cloudFormation(
            ("Q", "AWS::SQS::Queue", #"{"QueueName": "q", "KmsMasterKeyId": "alias/q", "SqsManagedSseEnabled": "false"}"#),
            (
                "P", "AWS::SQS::QueuePolicy",
                #"{"Queues": [{"$ref": "Q"}], "PolicyDocument": {"Statement": [{"Effect": "Allow"}]}}"#
            ))
        let live = try DataFaces.live(
            "AWS::SQS::Queue", item: #""https://sqs.eu-west-1.amazonaws.com/111122223333/q""#,
            [
                "queue": """
                {"Attributes": {"KmsMasterKeyId": "alias/q", "SqsManagedSseEnabled": "false", "VisibilityTimeout": "30",
                 "MessageRetentionPeriod": "345600", "DelaySeconds": "0", "ReceiveMessageWaitTimeSeconds": "0",
                 "FifoQueue": "false", "Policy": "\(Self.policy)"}}
                """,
                "tags": #"{"Tags": {"Name": "jobs"}}"#,
            ])
        expectEqual(
            [terraform, cloudFormation, live],
            at: ["QueueName", "KmsMasterKeyId", "SqsManagedSseEnabled", "FifoQueue", "VisibilityTimeout", Self.statement])
        #expect(terraform.id == live.id && live.id == "arn:aws:sqs:eu-west-1:111122223333:q")
        #expect(live.name == "jobs")
        #expect(try DataFaces.terraform(("aws_sqs_queue.q", "aws_sqs_queue", "{}")).says("SqsManagedSseEnabled") == "true")
    }

    @Test("A topic and its policy")
    func topic() throws {
        let terraform = try DataFaces.terraform(
            ("aws_sns_topic.t", "aws_sns_topic", #"{"name": "t", "kms_master_key_id": "alias/t"}"#),
            (
                "aws_sns_topic_policy.p", "aws_sns_topic_policy",
                #"{"arn": {"$ref": "aws_sns_topic.t.arn"}, "policy": "\#(Self.policy)"}"#
            ))
        let cloudFormation = try DataFaces.cloudFormation(
            ("T", "AWS::SNS::Topic", #"{"TopicName": "t", "KmsMasterKeyId": "alias/t"}"#),
            (
                "P", "AWS::SNS::TopicPolicy",
                #"{"Topics": [{"$ref": "T"}], "PolicyDocument": {"Statement": [{"Effect": "Allow"}]}}"#
            ))
        let live = try DataFaces.live(
            "AWS::SNS::Topic", item: #"{"TopicArn": "arn:aws:sns:eu-west-1:111122223333:t"}"#,
            ["topic": #"{"Attributes": {"KmsMasterKeyId": "alias/t", "FifoTopic": "false", "Policy": "\#(Self.policy)"}}"#])
        expectEqual([terraform, cloudFormation, live], at: ["TopicName", "KmsMasterKeyId", "FifoTopic", Self.statement])
        #expect(terraform.id == live.id)
    }

    @Test("A cluster's endpoint, its encryption, and one entry a type of log")
    func cluster() throws {
        let terraform = try DataFaces.terraform(
            (
                "aws_eks_cluster.c", "aws_eks_cluster",
                """
                {"name": "c", "vpc_config": [{"subnet_ids": ["subnet-1"], "endpoint_public_access": true, "endpoint_private_access": true,
                  "public_access_cidrs": ["203.0.113.0/24"]}],
                 "encryption_config": [{"resources": ["secrets"], "provider": [{"key_arn": "arn:aws:kms:eu-west-1:111122223333:key/1"}]}],
                 "enabled_cluster_log_types": ["api", "audit"]}
                """
            ))
        let cloudFormation = try DataFaces.cloudFormation(
            (
                "C", "AWS::EKS::Cluster",
                """
                {"Name": "c", "ResourcesVpcConfig": {"SubnetIds": ["subnet-1"], "EndpointPublicAccess": true, "EndpointPrivateAccess": "true",
                  "PublicAccessCidrs": ["203.0.113.0/24"]},
                 "EncryptionConfig": [{"Resources": ["secrets"], "Provider": {"KeyArn": "arn:aws:kms:eu-west-1:111122223333:key/1"}}],
                 "Logging": {"ClusterLogging": {"EnabledTypes": [{"Type": "api"}, {"Type": "audit"}]}}}
                """
            ))
        let live = try DataFaces.live(
            "AWS::EKS::Cluster", item: #""c""#,
            [
                "cluster": """
                {"cluster": {"name": "c", "resourcesVpcConfig": {"subnetIds": ["subnet-1"], "endpointPublicAccess": true,
                  "endpointPrivateAccess": true, "publicAccessCidrs": ["203.0.113.0/24"]},
                 "encryptionConfig": [{"resources": ["secrets"], "provider": {"keyArn": "arn:aws:kms:eu-west-1:111122223333:key/1"}}],
                 "logging": {"clusterLogging": [{"types": ["api", "audit"], "enabled": true},
                  {"types": ["authenticator", "scheduler"], "enabled": false}]}}}
                """
            ])
        expectEqual(
            [terraform, cloudFormation, live],
            at: ["Name", "ResourcesVpcConfig", "EncryptionConfig", "Logging.ClusterLogging.EnabledTypes"])
        #expect(live.says("Logging.ClusterLogging.EnabledTypes") == #"[{"Type":"api"},{"Type":"audit"}]"#)
        let silent = try DataFaces.terraform(("aws_eks_cluster.c", "aws_eks_cluster", #"{"vpc_config": [{"subnet_ids": []}]}"#))
        #expect(silent.says("ResourcesVpcConfig.PublicAccessCidrs") == #"["0.0.0.0/0"]"#)
        #expect(silent.says("ResourcesVpcConfig.EndpointPublicAccess") == "true")
    }
}
