import Document
import PostureModel
import Testing

@Suite("RDS and DynamoDB on three faces")
struct DataStoreTests {
    @Test("An instance is the same in Terraform, CloudFormation and the account")
    func instance() throws {
        let terraform = try DataFaces.terraform(
            (
                "aws_db_instance.a", "aws_db_instance",
                """
                {"identifier": "orders", "engine": "postgres", "instance_class": "db.t4g.micro", "allocated_storage": 20,
                 "publicly_accessible": true, "storage_encrypted": false, "backup_retention_period": "7",
                 "deletion_protection": true, "multi_az": false, "iam_database_authentication_enabled": true,
                 "auto_minor_version_upgrade": false, "vpc_security_group_ids": ["sg-1"], "port": 5432,
                 "password": "not-to-be-kept", "tags": {"team": "shop"}}
                """
            ))
        let cloudFormation = try DataFaces.cloudFormation(
            (
                "Orders", "AWS::RDS::DBInstance",
                """
                {"DBInstanceIdentifier": "orders", "Engine": "postgres", "DBInstanceClass": "db.t4g.micro", "AllocatedStorage": "20",
                 "PubliclyAccessible": "true", "StorageEncrypted": false, "BackupRetentionPeriod": 7, "DeletionProtection": true,
                 "MultiAZ": "false", "EnableIAMDatabaseAuthentication": true, "AutoMinorVersionUpgrade": false,
                 "VPCSecurityGroups": ["sg-1"], "Port": "5432", "MasterUserPassword": "not-to-be-kept",
                 "Tags": [{"Key": "team", "Value": "shop"}]}
                """
            ))
        let live = try DataFaces.live(
            "AWS::RDS::DBInstance",
            item: """
                {"DBInstanceIdentifier": "orders", "Engine": "postgres", "DBInstanceClass": "db.t4g.micro", "AllocatedStorage": 20,
                 "PubliclyAccessible": true, "StorageEncrypted": false, "BackupRetentionPeriod": 7, "DeletionProtection": true,
                 "MultiAZ": false, "IAMDatabaseAuthenticationEnabled": true, "AutoMinorVersionUpgrade": false,
                 "VpcSecurityGroups": [{"VpcSecurityGroupId": "sg-1", "Status": "active"}], "DbInstancePort": 0,
                 "Endpoint": {"Address": "orders.example", "Port": 5432}, "DBSecurityGroups": [],
                 "DBParameterGroups": [{"DBParameterGroupName": "default.postgres16"}], "TagList": [{"Key": "team", "Value": "shop"}]}
                """)
        expectEqual(
            [terraform, cloudFormation, live],
            at: [
                "DBInstanceIdentifier", "Engine", "AllocatedStorage", "PubliclyAccessible", "StorageEncrypted",
                "BackupRetentionPeriod", "DeletionProtection", "MultiAZ", "EnableIAMDatabaseAuthentication",
                "AutoMinorVersionUpgrade", "VPCSecurityGroups", "Port", "Tags",
            ])
        #expect(live.says("DBParameterGroupName") == "\"default.postgres16\"")
        #expect(terraform.id == live.id && live.id == "arn:aws:rds:eu-west-1:111122223333:db:orders")
        for asset in [terraform, cloudFormation] { #expect(!asset.document.root.description.contains("not-to-be-kept")) }
    }

    @Test("What code leaves out is what its own format makes of it")
    func silence() throws {
        let terraform = try DataFaces.terraform(("aws_db_instance.a", "aws_db_instance", "{}"))
        let cloudFormation = try DataFaces.cloudFormation(("A", "AWS::RDS::DBInstance", "{}"))
        #expect(terraform.says("PubliclyAccessible") == "false")
        #expect(cloudFormation.says("PubliclyAccessible") == "unknown: PubliclyAccessible")
        #expect(cloudFormation.says("BackupRetentionPeriod") == "1")
        #expect(terraform.says("BackupRetentionPeriod") == nil)
    }

    @Test("A cluster's instance says whose it is, and nothing of what the cluster decides")
    func clusterInstance() throws {
        let assets = try DataFaces.declared(
            .terraform,
            [
                ("aws_rds_cluster.c", "aws_rds_cluster", #"{"cluster_identifier": "c", "storage_encrypted": true}"#),
                (
                    "aws_rds_cluster_instance.i", "aws_rds_cluster_instance",
                    #"{"identifier": "i", "cluster_identifier": {"$ref": "aws_rds_cluster.c.id"}, "publicly_accessible": false}"#
                ),
            ])
        let instance = try #require(assets.first { $0.type == "AWS::RDS::DBInstance" })
        #expect(instance.says("DBClusterIdentifier") == "unknown: aws_rds_cluster.c.id")
        #expect(instance.says("StorageEncrypted") == nil)
        let cluster = try #require(assets.first { $0.type == "AWS::RDS::DBCluster" })
        let live = try DataFaces.live(
            "AWS::RDS::DBCluster",
            item:
                #"{"DBClusterIdentifier": "c", "StorageEncrypted": true, "BackupRetentionPeriod": 1, "Endpoint": "c.example", "Port": 3306}"#
        )
        expectEqual([cluster, live], at: ["DBClusterIdentifier", "StorageEncrypted", "BackupRetentionPeriod"])
        #expect(live.says("Endpoint.Port") == "\"3306\"")
    }

    @Test("A table's encryption, recovery and protection, said and left out")
    func table() throws {
        let good = [
            try DataFaces.terraform(
                (
                    "aws_dynamodb_table.t", "aws_dynamodb_table",
                    """
                    {"name": "orders", "billing_mode": "PAY_PER_REQUEST", "deletion_protection_enabled": true,
                     "server_side_encryption": [{"enabled": true, "kms_key_arn": "arn:aws:kms:eu-west-1:111122223333:key/1"}],
                     "point_in_time_recovery": [{"enabled": true}], "attribute": [{"name": "id", "type": "S"}]}
                    """
                )),
            try DataFaces.cloudFormation(
                (
                    "T", "AWS::DynamoDB::Table",
                    """
                    {"TableName": "orders", "BillingMode": "PAY_PER_REQUEST", "DeletionProtectionEnabled": true,
                     "SSESpecification": {"SSEEnabled": true, "KMSMasterKeyId": "arn:aws:kms:eu-west-1:111122223333:key/1"},
                     "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": true},
                     "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}]}
                    """
                )),
            try DataFaces.live(
                "AWS::DynamoDB::Table", item: #""orders""#,
                [
                    "table": """
                    {"Table": {"TableName": "orders", "TableArn": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders",
                     "BillingModeSummary": {"BillingMode": "PAY_PER_REQUEST"}, "DeletionProtectionEnabled": true,
                     "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
                     "SSEDescription": {"Status": "ENABLED", "SSEType": "KMS", "KMSMasterKeyArn": "arn:aws:kms:eu-west-1:111122223333:key/1"}}}
                    """,
                    "backups": #"""
                    {"ContinuousBackupsDescription": {"PointInTimeRecoveryDescription": {"PointInTimeRecoveryStatus": "ENABLED"}}}
                    """#,
                    "tags": #"{"Tags": [{"Key": "Name", "Value": "Orders"}]}"#,
                ]),
        ]
        expectEqual(
            good,
            at: [
                "TableName", "BillingMode", "DeletionProtectionEnabled", "SSESpecification.SSEEnabled",
                "SSESpecification.KMSMasterKeyId", "PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled",
                "AttributeDefinitions",
            ])
        #expect(good[2].name == "Orders")
        let silent = try DataFaces.terraform(("aws_dynamodb_table.t", "aws_dynamodb_table", #"{"name": "t"}"#))
        #expect(silent.says("PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled") == "false")
        #expect(silent.says("SSESpecification.SSEEnabled") == "false")
        let denied = try DataFaces.live("AWS::DynamoDB::Table", item: #""t""#, ["table": #"{"Table": {}}"#, "backups": nil])
        #expect(denied.says("PointInTimeRecoverySpecification") == "unknown: backups")
        #expect(denied.says("SSESpecification.SSEEnabled") == nil)
    }
}
