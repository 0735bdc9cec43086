"""Makes the demo's account on a moto_server: first as demo/code declares it, then what people did to it by hand.

    python demo/seed.py http://127.0.0.1:5000

`make demo-account` runs it and records the account anew; nothing of this runs when the demo does. Names, settings and order
follow demo/code: who changes one changes the other.
"""

import io
import json
import sys
import urllib.request
import zipfile

import boto3

REGION = "ap-northeast-1"
ACCOUNT = "123456789012"
PREFIX = "kawase-prod"
TAGS = {"service": "payments", "environment": "prod", "managed-by": "terraform"}
IMAGE = "ami-0c3fd0f5d33134a76"


class Account:
    """Clients of one endpoint, and the ids that the account gave to what was made."""

    def __init__(self, endpoint):
        self.endpoint = endpoint
        self.clients = {}
        self.vpc = None
        self.subnets = {}
        self.groups = {}
        self.keys = {}
        self.queues = {}
        self.roles = {}
        self.policies = {}

    def __getattr__(self, service):
        if service not in self.clients:
            self.clients[service] = boto3.client(
                service.strip("_"), endpoint_url=self.endpoint, region_name=REGION, aws_access_key_id="seed",
                aws_secret_access_key="seed")
        return self.clients[service]


def tags(**more):
    """Tags as most services want them."""
    return [{"Key": key, "Value": value} for key, value in {**TAGS, **more}.items()]


def policy(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def trust(service):
    return policy({"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"})


# --- as code declares it --------------------------------------------------------------------------------------------


def remove_default_network(account):
    """The team removed what AWS gives every region."""
    for vpc in account.ec2.describe_vpcs(Filters=[{"Name": "isDefault", "Values": ["true"]}])["Vpcs"]:
        for subnet in account.ec2.describe_subnets(Filters=[{"Name": "vpc-id", "Values": [vpc["VpcId"]]}])["Subnets"]:
            account.ec2.delete_subnet(SubnetId=subnet["SubnetId"])
        account.ec2.delete_vpc(VpcId=vpc["VpcId"])


def network(account):
    ec2 = account.ec2

    def specification(kind, **more):
        return [{"ResourceType": kind, "Tags": tags(**more)}]

    vpc = ec2.create_vpc(CidrBlock="10.20.0.0/16", TagSpecifications=specification("vpc", Name=PREFIX))["Vpc"]["VpcId"]
    account.vpc = vpc
    ec2.modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={"Value": True})
    for name, cidr, zone in [
        ("public-a", "10.20.0.0/24", "a"), ("public-c", "10.20.1.0/24", "c"),
        ("private-a", "10.20.10.0/24", "a"), ("private-c", "10.20.11.0/24", "c"),
    ]:
        tier = name.split("-")[0]
        account.subnets[name] = ec2.create_subnet(
            VpcId=vpc, CidrBlock=cidr, AvailabilityZone=REGION + zone,
            TagSpecifications=specification("subnet", Name=f"{PREFIX}-{name}", tier=tier))["Subnet"]["SubnetId"]
        ec2.modify_subnet_attribute(SubnetId=account.subnets[name], MapPublicIpOnLaunch={"Value": False})
    account.logs.create_log_group(logGroupName=f"/vpc/{PREFIX}/flow")
    role = account.iam.create_role(
        RoleName=f"{PREFIX}-flow-logs", AssumeRolePolicyDocument=trust("vpc-flow-logs.amazonaws.com"), Tags=tags())
    ec2.create_flow_logs(
        ResourceIds=[vpc], ResourceType="VPC", TrafficType="ALL", LogDestinationType="cloud-watch-logs",
        LogGroupName=f"/vpc/{PREFIX}/flow", DeliverLogsPermissionArn=role["Role"]["Arn"])
    security_groups(account, vpc)


def security_groups(account, vpc):
    ec2 = account.ec2
    default = ec2.describe_security_groups(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["SecurityGroups"][0]
    for revoke, permissions in [
        (ec2.revoke_security_group_ingress, default["IpPermissions"]),
        (ec2.revoke_security_group_egress, default["IpPermissionsEgress"]),
    ]:
        if permissions:
            revoke(GroupId=default["GroupId"], IpPermissions=permissions)
    ec2.create_tags(Resources=[default["GroupId"]], Tags=tags(Name=f"{PREFIX}-default"))

    for name, description in [
        ("load-balancer", "Requests of merchants and their customers"), ("api", "The payments API on the cluster"),
        ("database", "The ledger"), ("reporting", "The read-only copy for finance"),
        ("bastion", "The way in for operators"),
    ]:
        group = ec2.create_security_group(
            GroupName=f"{PREFIX}-{name}", Description=description, VpcId=vpc,
            TagSpecifications=[{"ResourceType": "security-group", "Tags": tags(Name=f"{PREFIX}-{name}")}])["GroupId"]
        account.groups[name] = group
        ec2.revoke_security_group_egress(
            GroupId=group, IpPermissions=[{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}])
        ec2.authorize_security_group_egress(
            GroupId=group, IpPermissions=[rule(0, 65535, "Inside the VPC", cidr="10.20.0.0/16")])
    for name, permission in [
        ("load-balancer", rule(443, 443, "HTTPS", cidr="0.0.0.0/0")),
        ("api", rule(8443, 8443, "From the load balancer", group=account.groups["load-balancer"])),
        ("database", rule(5432, 5432, "From the API", group=account.groups["api"])),
        ("reporting", rule(5432, 5432, "BI vendor", cidr="0.0.0.0/0")),
        ("bastion", rule(22, 22, "Office VPN", cidr="203.0.113.16/28")),
    ]:
        ec2.authorize_security_group_ingress(GroupId=account.groups[name], IpPermissions=[permission])


def rule(start, end, description, cidr=None, group=None):
    permission = {"IpProtocol": "tcp", "FromPort": start, "ToPort": end}
    if cidr:
        permission["IpRanges"] = [{"CidrIp": cidr, "Description": description}]
    if group:
        permission["UserIdGroupPairs"] = [{"GroupId": group, "Description": description}]
    return permission


def keys(account):
    document = policy({
        "Sid": "Account", "Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, "Action": "kms:*",
        "Resource": "*"})
    for name, description, rotates in [
        ("storage", "Buckets, queues and tables of the payments service", True), ("ledger", "The ledger at rest", True),
        ("webhooks", "Seals the secrets of webhooks", False), ("vault", "Seals card tokens", True),
    ]:
        key = account.kms.create_key(
            Description=description, Policy=document,
            Tags=[{"TagKey": tag["Key"], "TagValue": tag["Value"]} for tag in tags(Name=f"{PREFIX}-{name}")])["KeyMetadata"]
        account.keys[name] = key["Arn"]
        if rotates:
            account.kms.enable_key_rotation(KeyId=key["KeyId"])


def storage(account):
    for name, owner, days, versioned in [
        ("statements", "ledger", 3650, True), ("receipts", "checkout", 3650, True),
        ("ledger-archive", "ledger", 3650, True), ("exports", "finance", 30, False),
    ]:
        bucket = make_bucket(account, name, owner, versioned=versioned)
        block_public_access(account, bucket)
        encrypt(account, bucket, {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": account.keys["storage"]}, bucket_key=True)
        account.s3.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration={"Rules": [
            {"ID": "retention", "Status": "Enabled", "Filter": {"Prefix": ""}, "Expiration": {"Days": days}}]})
        account.s3.put_bucket_policy(Bucket=bucket, Policy=policy(tls_only(bucket)))
    logs = make_bucket(account, "access-logs", "platform", versioned=True)
    block_public_access(account, logs)
    encrypt(account, logs, {"SSEAlgorithm": "AES256"})
    deliveries = [
        {"Sid": sid, "Effect": "Allow", "Principal": {"Service": service}, "Action": "s3:PutObject",
         "Resource": f"arn:aws:s3:::{logs}/*"}
        for sid, service in [("AccessLogs", "logging.s3.amazonaws.com"), ("Trail", "cloudtrail.amazonaws.com")]]
    # moto checks the target's policy, and knows no principal that is a text.
    account.s3.put_bucket_policy(Bucket=logs, Policy=policy(*deliveries))
    for name in ["statements", "receipts", "ledger-archive", "exports"]:
        account.s3.put_bucket_logging(Bucket=f"{PREFIX}-{name}", BucketLoggingStatus={
            "LoggingEnabled": {"TargetBucket": logs, "TargetPrefix": f"{name}/"}})
    account.s3.put_bucket_policy(Bucket=logs, Policy=policy(tls_only(logs), *deliveries))

    status = make_bucket(account, "status-page", "sre")
    account.s3.put_bucket_website(Bucket=status, WebsiteConfiguration={"IndexDocument": {"Suffix": "index.html"}})
    block_public_access(account, status, policies=False)
    account.s3.put_bucket_policy(Bucket=status, Policy=policy({
        "Sid": "Everybody", "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject",
        "Resource": f"arn:aws:s3:::{status}/*"}))
    make_bucket(account, "artifacts", "platform")


def make_bucket(account, name, owner, versioned=False):
    bucket = f"{PREFIX}-{name}"
    account.s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
    account.s3.put_bucket_tagging(Bucket=bucket, Tagging={"TagSet": tags(owner=owner)})
    if versioned:
        account.s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    return bucket


def block_public_access(account, bucket, policies=True):
    account.s3.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration={
        "BlockPublicAcls": True, "IgnorePublicAcls": True, "BlockPublicPolicy": policies, "RestrictPublicBuckets": policies})


def encrypt(account, bucket, default, bucket_key=False):
    rule = {"ApplyServerSideEncryptionByDefault": default}
    if bucket_key:
        rule["BucketKeyEnabled"] = True
    account.s3.put_bucket_encryption(Bucket=bucket, ServerSideEncryptionConfiguration={"Rules": [rule]})


def tls_only(bucket):
    return {
        "Sid": "TransportEncrypted", "Effect": "Deny", "Principal": "*", "Action": "s3:*",
        "Resource": [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}}}


def databases(account):
    account.rds.create_db_subnet_group(
        DBSubnetGroupName=PREFIX, DBSubnetGroupDescription="Managed by Terraform",
        SubnetIds=[account.subnets["private-a"], account.subnets["private-c"]])
    account.rds.create_db_instance(
        DBInstanceIdentifier=f"{PREFIX}-ledger", Engine="postgres", EngineVersion="16.4", DBInstanceClass="db.r6g.xlarge",
        AllocatedStorage=500, DBName="ledger", MasterUsername="ledger_admin", ManageMasterUserPassword=True,
        StorageEncrypted=True, KmsKeyId=account.keys["ledger"], MultiAZ=True, PubliclyAccessible=False,
        BackupRetentionPeriod=35, DeletionProtection=True, CopyTagsToSnapshot=True, EnableIAMDatabaseAuthentication=True,
        EnableCloudwatchLogsExports=["postgresql"], DBSubnetGroupName=PREFIX,
        VpcSecurityGroupIds=[account.groups["database"]], AutoMinorVersionUpgrade=True, Tags=tags(owner="ledger"))
    account.rds.create_db_instance(
        DBInstanceIdentifier=f"{PREFIX}-reporting", Engine="postgres", EngineVersion="16.4", DBInstanceClass="db.t4g.large",
        AllocatedStorage=200, MasterUsername="reporting_admin", ManageMasterUserPassword=True, StorageEncrypted=False,
        PubliclyAccessible=False, MultiAZ=False, BackupRetentionPeriod=1, DeletionProtection=False, DBSubnetGroupName=PREFIX,
        VpcSecurityGroupIds=[account.groups["reporting"]], AutoMinorVersionUpgrade=True, Tags=tags(owner="finance"))
    for name, key, recoverable, sealed_with in [
        ("idempotency", "request_id", True, "storage"), ("merchants", "merchant_id", True, "storage"),
        ("sessions", "session_id", False, "storage"), ("tokens", "token", True, "vault"),
    ]:
        account.dynamodb.create_table(
            TableName=f"{PREFIX}-{name}", BillingMode="PAY_PER_REQUEST", DeletionProtectionEnabled=True,
            AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"}],
            KeySchema=[{"AttributeName": key, "KeyType": "HASH"}],
            SSESpecification={"Enabled": True, "SSEType": "KMS", "KMSMasterKeyId": account.keys[sealed_with]}, Tags=tags())
        if recoverable:
            account.dynamodb.update_continuous_backups(
                TableName=f"{PREFIX}-{name}", PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True})


def messaging(account):
    def queue(name, **attributes):
        url = account.sqs.create_queue(QueueName=f"{PREFIX}-{name}", Attributes=attributes, tags=TAGS)["QueueUrl"]
        account.queues[name] = url
        return url

    storage_key = {"KmsMasterKeyId": account.keys["storage"]}
    queue("payments-dead", MessageRetentionPeriod="1209600", **storage_key)
    queue(
        "payments", VisibilityTimeout="120", MessageRetentionPeriod="1209600", **storage_key,
        RedrivePolicy=json.dumps(
            {"deadLetterTargetArn": f"arn:aws:sqs:{REGION}:{ACCOUNT}:{PREFIX}-payments-dead", "maxReceiveCount": 5}),
        Policy=payments_policy({"AWS": f"arn:aws:iam::{ACCOUNT}:root"}))
    queue("webhooks", SqsManagedSseEnabled="false")
    queue("tokens", MessageRetentionPeriod="1209600", KmsMasterKeyId=account.keys["vault"])

    def topic(name, **attributes):
        return account.sns.create_topic(Name=f"{PREFIX}-{name}", Attributes=attributes, Tags=tags())["TopicArn"]

    topic("alerts", **storage_key)
    topic("settlements")
    notices = topic("notices", KmsMasterKeyId=account.keys["vault"])
    account.sns.set_topic_attributes(TopicArn=notices, AttributeName="Policy", AttributeValue=policy({
        "Sid": "Acquirer", "Effect": "Allow", "Principal": "*", "Action": ["sns:Subscribe", "sns:Receive"],
        "Resource": notices}))


def payments_policy(principal):
    return policy({
        "Sid": "Settlements", "Effect": "Allow", "Principal": principal, "Action": "sqs:SendMessage",
        "Resource": f"arn:aws:sqs:{REGION}:{ACCOUNT}:{PREFIX}-payments"})


def identity(account):
    iam = account.iam

    def role(name, document, **more):
        account.roles[name] = iam.create_role(
            RoleName=f"{PREFIX}-{name}", AssumeRolePolicyDocument=document, Tags=tags(), **more)["Role"]["Arn"]

    for name, service in [
        ("cluster", "eks.amazonaws.com"), ("settlement", "lambda.amazonaws.com"), ("workers", "ec2.amazonaws.com"),
        ("tokens", "lambda.amazonaws.com"),
    ]:
        role(name, trust(service))
    role("deploy", policy({
        "Effect": "Allow",
        "Principal": {"Federated": f"arn:aws:iam::{ACCOUNT}:oidc-provider/token.actions.githubusercontent.com"},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"}}}),
        MaxSessionDuration=3600)
    role("audit", policy(
        {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::210987654321:root"}, "Action": "sts:AssumeRole"}))

    def managed(name, *statements):
        account.policies[name] = iam.create_policy(
            PolicyName=f"{PREFIX}-{name}", PolicyDocument=policy(*statements), Tags=tags())["Policy"]["Arn"]

    managed(
        "ledger",
        {"Sid": "Tables", "Effect": "Allow", "Action": ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"],
         "Resource": f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{PREFIX}-*"},
        {"Sid": "Statements", "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"],
         "Resource": f"arn:aws:s3:::{PREFIX}-statements/*"})
    managed("batch", {"Sid": "Files", "Effect": "Allow", "Action": ["s3:*"], "Resource": "*"})
    for name, arn in [
        ("cluster", "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"), ("settlement", account.policies["ledger"]),
        ("deploy", "arn:aws:iam::aws:policy/AdministratorAccess"), ("audit", "arn:aws:iam::aws:policy/SecurityAudit"),
    ]:
        iam.attach_role_policy(RoleName=f"{PREFIX}-{name}", PolicyArn=arn)
    iam.put_role_policy(RoleName=f"{PREFIX}-tokens", PolicyName="tokens", PolicyDocument=policy({
        "Effect": "Allow", "Action": ["dynamodb:GetItem", "dynamodb:PutItem"],
        "Resource": f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{PREFIX}-tokens"}))

    iam.create_group(GroupName=f"{PREFIX}-operators")
    iam.attach_group_policy(GroupName=f"{PREFIX}-operators", PolicyArn="arn:aws:iam::aws:policy/ReadOnlyAccess")
    iam.create_user(UserName="jenkins", Path="/machines/", Tags=tags())
    iam.attach_user_policy(UserName="jenkins", PolicyArn=account.policies["batch"])
    iam.create_user(UserName="break-glass", Tags=tags())
    iam.add_user_to_group(UserName="break-glass", GroupName=f"{PREFIX}-operators")


def account_settings(account):
    account.iam.update_account_password_policy(
        MinimumPasswordLength=14, RequireLowercaseCharacters=True, RequireUppercaseCharacters=True, RequireNumbers=True,
        RequireSymbols=True, AllowUsersToChangePassword=True, PasswordReusePrevention=24)
    block_public_access_of(account)
    account.ec2.enable_ebs_encryption_by_default()
    account.cloudtrail.create_trail(
        Name=f"{PREFIX}-trail", S3BucketName=f"{PREFIX}-access-logs", S3KeyPrefix="trail", IsMultiRegionTrail=True,
        IncludeGlobalServiceEvents=True, EnableLogFileValidation=False, TagsList=tags())
    account.cloudtrail.start_logging(Name=f"{PREFIX}-trail")


def block_public_access_of(account):
    """A bare request: boto3 puts the account into the host's name, which an address can't have."""
    switches = {
        "BlockPublicAcls": "true", "IgnorePublicAcls": "true", "BlockPublicPolicy": "false", "RestrictPublicBuckets": "false"}
    body = "".join(f"<{name}>{value}</{name}>" for name, value in switches.items())
    request = urllib.request.Request(
        f"{account.endpoint}/v20180820/configuration/publicAccessBlock", method="PUT",
        data=f"<PublicAccessBlockConfiguration>{body}</PublicAccessBlockConfiguration>".encode(),
        headers={
            "Content-Type": "application/xml", "x-amz-account-id": ACCOUNT,
            "Authorization": f"AWS4-HMAC-SHA256 Credential=seed/20240101/{REGION}/s3/aws4_request, SignedHeaders=host, "
            "Signature=0"})
    urllib.request.urlopen(request).close()


def compute(account):
    account.eks.create_cluster(
        name=PREFIX, version="1.31", roleArn=account.roles["cluster"], tags=TAGS,
        resourcesVpcConfig={
            "subnetIds": [account.subnets["private-a"], account.subnets["private-c"]],
            "securityGroupIds": [account.groups["api"]], "endpointPrivateAccess": True, "endpointPublicAccess": True,
            "publicAccessCidrs": ["0.0.0.0/0"]},
        logging={"clusterLogging": [
            {"types": ["api", "authenticator"], "enabled": True},
            {"types": ["audit", "controllerManager", "scheduler"], "enabled": False}]})
    account.ec2.create_launch_template(
        LaunchTemplateName=f"{PREFIX}-workers",
        TagSpecifications=[{"ResourceType": "launch-template", "Tags": tags(owner="platform")}],
        LaunchTemplateData={
            "ImageId": IMAGE, "InstanceType": "m7g.xlarge", "SecurityGroupIds": [account.groups["api"]],
            "MetadataOptions": {"HttpEndpoint": "enabled", "HttpTokens": "required", "HttpPutResponseHopLimit": 1},
            "Monitoring": {"Enabled": True},
            "BlockDeviceMappings": [{"DeviceName": "/dev/xvda", "Ebs": {
                "VolumeSize": 80, "VolumeType": "gp3", "Encrypted": True, "KmsKeyId": account.keys["storage"]}}]})
    account.ec2.run_instances(
        ImageId=IMAGE, InstanceType="t3.small", MinCount=1, MaxCount=1, SubnetId=account.subnets["public-a"],
        SecurityGroupIds=[account.groups["bastion"]], Monitoring={"Enabled": True},
        MetadataOptions={"HttpEndpoint": "enabled", "HttpTokens": "optional"},
        BlockDeviceMappings=[{"DeviceName": "/dev/sda1", "Ebs": {"VolumeSize": 20, "Encrypted": True}}],
        UserData=f"#!/bin/bash\ndnf -y install postgresql16\nhostnamectl set-hostname {PREFIX}-bastion\n",
        TagSpecifications=[{"ResourceType": "instance", "Tags": tags(Name=f"{PREFIX}-bastion")}])
    account.ec2.create_volume(
        AvailabilityZone=f"{REGION}a", Size=200, VolumeType="gp3", Encrypted=False,
        TagSpecifications=[{"ResourceType": "volume", "Tags": tags(Name=f"{PREFIX}-batch-scratch")}])
    functions(account)


def functions(account):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as package:
        package.writestr(zipfile.ZipInfo("handler.py", (2024, 1, 1, 0, 0, 0)), "def handle(event, context):\n    return {}\n")
    ledger = {"LEDGER_HOST": "ledger.internal.kawase.example", "LOG_LEVEL": "info"}
    for name, runtime, handler, role, memory, timeout, more in [
        ("settlement", "python3.12", "settlement.handle", "settlement", 512, 60, sealed(account, ledger)),
        ("fraud-scoring", "python3.12", "scoring.handle", "settlement", 512, 60, sealed(account, ledger)),
        ("statement-pdf", "python3.8", "pdf.handle", "settlement", 512, 60, sealed(account, ledger)),
        ("webhook-relay", "nodejs22.x", "relay.handle", "settlement", 256, 15, {"Environment": {"Variables": {
            "UPSTREAM": "https://hooks.kawase.example", "API_TOKEN": "tsubame-7741-hooks-2023"}}}),
        ("tokens", "python3.12", "tokens.handle", "tokens", 1024, 3, {"TracingConfig": {"Mode": "Active"}}),
    ]:
        account.lambda_.create_function(
            FunctionName=f"{PREFIX}-{name}", Runtime=runtime, Handler=handler, Role=account.roles[role], MemorySize=memory,
            Timeout=timeout, Code={"ZipFile": archive.getvalue()}, Tags=TAGS, **more)
    account.lambda_.create_function_url_config(FunctionName=f"{PREFIX}-webhook-relay", AuthType="NONE")


def sealed(account, variables):
    return {
        "KMSKeyArn": account.keys["storage"], "TracingConfig": {"Mode": "Active"}, "Environment": {"Variables": variables}}


# --- what people did by hand ------------------------------------------------------------------------------------------


def drift(account):
    # An incident at night, from home.
    account.ec2.authorize_security_group_ingress(
        GroupId=account.groups["bastion"], IpPermissions=[rule(22, 22, "temporary, INC-1093", cidr="0.0.0.0/0")])
    # A partner's upload failed on the block, and the retries filled the bucket with versions.
    account.s3.delete_public_access_block(Bucket=f"{PREFIX}-receipts")
    account.s3.put_bucket_versioning(Bucket=f"{PREFIX}-receipts", VersioningConfiguration={"Status": "Suspended"})
    # The migration of last spring.
    account.s3.create_bucket(
        Bucket="kawase-migration-dump", CreateBucketConfiguration={"LocationConstraint": REGION})
    account.s3.put_bucket_acl(Bucket="kawase-migration-dump", ACL="public-read")
    # A contractor who needed everything at once.
    account.iam.create_user(UserName="t.mori")
    account.iam.attach_user_policy(UserName="t.mori", PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")
    account.iam.create_access_key(UserName="t.mori")
    # Somebody blamed a failed restore on it.
    account.kms.disable_key_rotation(KeyId=account.keys["ledger"].split("/")[1])
    # The acquirer could not send, and the support engineer had a meeting.
    account.sqs.set_queue_attributes(
        QueueUrl=account.queues["payments"], Attributes={"Policy": payments_policy("*")})
    # The BI vendor could not connect either.
    account.rds.modify_db_instance(
        DBInstanceIdentifier=f"{PREFIX}-reporting", PubliclyAccessible=True, ApplyImmediately=True)
    # The first machine anybody starts in the console brings its own group.
    wizard = account.ec2.create_security_group(
        GroupName="launch-wizard-1", Description="launch-wizard-1 created 2024-03-08", VpcId=account.vpc)["GroupId"]
    account.ec2.authorize_security_group_ingress(
        GroupId=wizard, IpPermissions=[rule(3389, 3389, "", cidr="0.0.0.0/0")])
    # Costs.
    account.cloudtrail.stop_logging(Name=f"{PREFIX}-trail")
    # It scored wrongly on a Friday; the code still has it.
    account.lambda_.delete_function(FunctionName=f"{PREFIX}-fraud-scoring")


def main():
    account = Account(sys.argv[1])
    # In this order, or moto takes the first network for the default one.
    for step in [network, remove_default_network, keys, storage, databases, messaging, identity, account_settings, compute, drift]:
        step(account)


if __name__ == "__main__":
    main()
