#!/usr/bin/env python3
"""Records samples: what moto answers to the calls that asset files name, for a small seeded account.

    python3 -m venv .venv && .venv/bin/pip install 'moto[awslambda,dynamodb,ec2,eks,iam,s3,sqs]' boto3 pyyaml
    .venv/bin/python Tests/AssetShapingTests/Samples/record.py

Each sample is one item with the answers about it, in the words of AWS's service models, as a collector hands it on.
"""

import base64
import datetime
import io
import json
import os
import zipfile
from pathlib import Path

import boto3
import yaml
from botocore.exceptions import ClientError, ParamValidationError
from moto import mock_aws

HERE = Path(__file__).resolve().parent
ASSETS = HERE.parents[2] / "content" / "assets" / "aws"
REGION = "us-east-1"
ACCOUNT = "123456789012"
TYPES = [
    "s3/bucket", "s3/account-public-access-block", "ec2/security-group", "ec2/instance", "ec2/launch-template", "ec2/volume",
    "ec2/snapshot", "ec2/vpc", "ec2/subnet", "ec2/network-acl", "ec2/ebs-encryption-by-default",
    "autoscaling/launch-configuration", "iam/role", "iam/user", "iam/group", "iam/managed-policy", "iam/account-password-policy",
    "rds/db-instance", "rds/db-cluster", "rds/db-snapshot", "kms/key", "cloudtrail/trail", "lambda/function", "sqs/queue", "sns/topic",
    "dynamodb/table", "eks/cluster",
]


def plain(value):
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, dict):
        # boto3 decodes policy documents; the API answers with JSON text.
        return {
            key: json.dumps(item) if key in ("PolicyDocument", "AssumeRolePolicyDocument", "Document") and isinstance(item, dict)
            else plain(item)
            for key, item in value.items() if key != "ResponseMetadata"
        }
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value


def follow(value, path):
    for step in path:
        if isinstance(value, list):
            value = [inner for item in value for inner in [follow(item, [step])] if inner is not None]
            value = [leaf for inner in value for leaf in (inner if isinstance(inner, list) else [inner])]
        elif isinstance(value, dict):
            value = value.get(step)
        else:
            return None
    return value


def resolve(rule, variables):
    if isinstance(rule, str) and (rule == "item" or "." in rule):
        first, *rest = rule.split(".")
        return follow(variables[first], rest)
    if isinstance(rule, list):
        return [resolve(item, variables) for item in rule]
    if isinstance(rule, dict):
        return {key: resolve(item, variables) for key, item in rule.items()}
    return rule


def normal(call):
    return {"call": call} if isinstance(call, str) else call


def ask(call, variables, shared):
    service, operation = call["call"].split(":")
    client = boto3.client(service, region_name=REGION)
    method = next(name for name, of in client.meta.method_to_api_mapping.items() if of == operation)
    inputs = resolve({**shared, **call.get("input", {})}, variables)
    codes = call.get("absent", [])
    try:
        return plain(getattr(client, method)(**inputs))
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code in ([codes] if isinstance(codes, str) else codes):
            return None
        raise


def record(name):
    content = yaml.safe_load((ASSETS / f"{name}.yaml").read_text())
    live = content["live"]
    run = {"account": {"id": ACCOUNT}}
    call = normal(live["list"])
    answer = ask(call, run, {})
    items = follow(answer, call["items"].split(".")) if answer and "items" in call else answer
    items = items if isinstance(items, list) else [items]
    for number, item in enumerate(items[-3:]):
        variables = {**run, "item": item}
        answers = {}
        for part, rule in live.get("calls", {}).items():
            rule = normal(rule)
            try:
                if "each" in rule:
                    steps = rule["each"].split(".")
                    elements = follow(variables[steps[0]], steps[1:]) or []
                    answers[part] = [
                        {"of": element, "answer": ask(rule, {**variables, "each": element}, {})} for element in elements
                    ]
                else:
                    answers[part] = ask(rule, variables, live.get("with", {}))
            except (ClientError, ParamValidationError, NotImplementedError, KeyError, StopIteration, AttributeError) as error:
                print(f"{name}: {part}: {error!r}")
                continue
            variables[part] = answers[part]
        sample = {"type": content["type"], "item": item, "answers": answers}
        path = HERE / f"{name.replace('/', '-')}-{number}.json"
        path.write_text(json.dumps(sample, indent=1, sort_keys=True) + "\n")


def seed():
    s3 = boto3.client("s3", region_name=REGION)
    open_policy = {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::open-1/*"}]}
    s3.create_bucket(Bucket="open-1", ACL="public-read")
    s3.put_bucket_policy(Bucket="open-1", Policy=json.dumps(open_policy))
    s3.put_bucket_website(Bucket="open-1", WebsiteConfiguration={
        "IndexDocument": {"Suffix": "index.html"}, "ErrorDocument": {"Key": "error.html"},
        "RoutingRules": [{"Condition": {"KeyPrefixEquals": "old/"}, "Redirect": {"ReplaceKeyPrefixWith": "new/"}}]})
    s3.put_bucket_cors(Bucket="open-1", CORSConfiguration={"CORSRules": [
        {"AllowedMethods": ["GET"], "AllowedOrigins": ["*"], "AllowedHeaders": ["*"], "ExposeHeaders": ["ETag"], "MaxAgeSeconds": 60}]})
    s3.create_bucket(Bucket="logs-1")
    s3.put_bucket_acl(Bucket="logs-1", ACL="log-delivery-write")
    s3.create_bucket(Bucket="good-1", ObjectLockEnabledForBucket=True)
    s3.put_bucket_versioning(Bucket="good-1", VersioningConfiguration={"Status": "Enabled"})
    s3.put_public_access_block(Bucket="good-1", PublicAccessBlockConfiguration={
        "BlockPublicAcls": True, "IgnorePublicAcls": True, "BlockPublicPolicy": True, "RestrictPublicBuckets": True})
    s3.put_bucket_encryption(Bucket="good-1", ServerSideEncryptionConfiguration={"Rules": [{
        "ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": "alias/data"}, "BucketKeyEnabled": True}]})
    s3.put_bucket_logging(Bucket="good-1", BucketLoggingStatus={"LoggingEnabled": {"TargetBucket": "logs-1", "TargetPrefix": "good/"}})
    s3.put_bucket_tagging(Bucket="good-1", Tagging={"TagSet": [{"Key": "team", "Value": "data"}]})
    s3.put_bucket_lifecycle_configuration(Bucket="good-1", LifecycleConfiguration={"Rules": [{
        "ID": "old", "Status": "Enabled", "Filter": {"Prefix": "tmp/"}, "Expiration": {"Days": 30},
        "Transitions": [{"Days": 7, "StorageClass": "GLACIER"}],
        "NoncurrentVersionExpiration": {"NoncurrentDays": 90}, "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 3}}]})
    s3.put_bucket_ownership_controls(Bucket="good-1", OwnershipControls={"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]})
    boto3.client("s3control", region_name=REGION).put_public_access_block(AccountId=ACCOUNT, PublicAccessBlockConfiguration={
        "BlockPublicAcls": True, "IgnorePublicAcls": True, "BlockPublicPolicy": True, "RestrictPublicBuckets": False})
    seed_network()
    seed_identities()
    seed_data()


def seed_network():
    ec2 = boto3.client("ec2", region_name=REGION)
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24")["Subnet"]["SubnetId"]
    group = ec2.create_security_group(GroupName="web", Description="web servers", VpcId=vpc)["GroupId"]
    ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[
        {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{"CidrIp": "0.0.0.0/0", "Description": "everyone"}],
         "Ipv6Ranges": [{"CidrIpv6": "::/0"}]},
        {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "UserIdGroupPairs": [{"GroupId": group}]}])
    logs = boto3.client("logs", region_name=REGION)
    logs.create_log_group(logGroupName="flow")
    ec2.create_flow_logs(ResourceIds=[vpc], ResourceType="VPC", TrafficType="REJECT", LogGroupName="flow",
                         DeliverLogsPermissionArn=f"arn:aws:iam::{ACCOUNT}:role/flow")
    image = ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
    script = "#!/bin/sh\nexport DB_PASSWORD=hunter2hunter2\n"
    instance = ec2.run_instances(
        ImageId=image, MinCount=1, MaxCount=1, InstanceType="t3.micro", SubnetId=subnet, SecurityGroupIds=[group], UserData=script,
        MetadataOptions={"HttpTokens": "required", "HttpPutResponseHopLimit": 1, "HttpEndpoint": "enabled"},
        TagSpecifications=[{"ResourceType": "instance", "Tags": [{"Key": "Name", "Value": "web"}]}])["Instances"][0]
    ec2.run_instances(ImageId=image, MinCount=1, MaxCount=1)
    del instance
    volume = ec2.create_volume(AvailabilityZone=f"{REGION}a", Size=8, Encrypted=True)["VolumeId"]
    ec2.create_volume(AvailabilityZone=f"{REGION}a", Size=8)
    snapshot = ec2.create_snapshot(VolumeId=volume, Description="nightly")["SnapshotId"]
    ec2.modify_snapshot_attribute(SnapshotId=snapshot, Attribute="createVolumePermission", OperationType="add", GroupNames=["all"])
    ec2.create_launch_template(LaunchTemplateName="web", LaunchTemplateData={
        "ImageId": image, "InstanceType": "t3.micro", "UserData": base64.b64encode(script.encode()).decode(),
        "MetadataOptions": {"HttpTokens": "optional"}, "NetworkInterfaces": [{"DeviceIndex": 0, "AssociatePublicIpAddress": True}],
        "BlockDeviceMappings": [{"DeviceName": "/dev/xvda", "Ebs": {"Encrypted": False, "VolumeSize": 8}}]})
    boto3.client("autoscaling", region_name=REGION).create_launch_configuration(
        LaunchConfigurationName="old", ImageId=image, InstanceType="t3.micro", AssociatePublicIpAddress=True,
        BlockDeviceMappings=[{"DeviceName": "/dev/xvda", "Ebs": {"VolumeSize": 8, "Encrypted": False}}])


def seed_identities():
    iam = boto3.client("iam", region_name=REGION)
    admin = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})
    trust = json.dumps({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]})
    policy = iam.create_policy(PolicyName="admin", PolicyDocument=admin, Description="all of it")["Policy"]["Arn"]
    iam.create_policy_version(PolicyArn=policy, PolicyDocument=admin.replace('"*"', '"s3:*"', 1), SetAsDefault=True)
    iam.create_group(GroupName="admins")
    iam.attach_group_policy(GroupName="admins", PolicyArn=policy)
    iam.put_group_policy(GroupName="admins", PolicyName="inline", PolicyDocument=admin)
    iam.create_user(UserName="eve", Tags=[{"Key": "team", "Value": "web"}])
    iam.create_login_profile(UserName="eve", Password="correct horse battery")
    iam.put_user_policy(UserName="eve", PolicyName="inline", PolicyDocument=admin)
    iam.attach_user_policy(UserName="eve", PolicyArn=policy)
    iam.add_user_to_group(UserName="eve", GroupName="admins")
    iam.create_access_key(UserName="eve")
    iam.create_access_key(UserName="eve")
    iam.create_user(UserName="adam")
    device = iam.create_virtual_mfa_device(VirtualMFADeviceName="adam")["VirtualMFADevice"]["SerialNumber"]
    iam.enable_mfa_device(UserName="adam", SerialNumber=device, AuthenticationCode1="123456", AuthenticationCode2="654321")
    iam.create_role(RoleName="web", AssumeRolePolicyDocument=trust, Description="web servers", MaxSessionDuration=7200)
    iam.put_role_policy(RoleName="web", PolicyName="inline", PolicyDocument=admin)
    iam.attach_role_policy(RoleName="web", PolicyArn=policy)
    iam.create_instance_profile(InstanceProfileName="web")
    iam.add_role_to_instance_profile(InstanceProfileName="web", RoleName="web")
    iam.update_account_password_policy(MinimumPasswordLength=14, PasswordReusePrevention=24, RequireSymbols=True, MaxPasswordAge=90)


def seed_data():
    kms = boto3.client("kms", region_name=REGION)
    key = kms.create_key(Description="data", Tags=[{"TagKey": "team", "TagValue": "data"}])["KeyMetadata"]["Arn"]
    kms.enable_key_rotation(KeyId=key)
    rds = boto3.client("rds", region_name=REGION)
    rds.create_db_instance(
        DBInstanceIdentifier="orders", DBInstanceClass="db.t4g.micro", Engine="postgres", AllocatedStorage=20, MasterUsername="admin",
        MasterUserPassword="correct horse", PubliclyAccessible=True, StorageEncrypted=True, KmsKeyId=key, BackupRetentionPeriod=7,
        EnableIAMDatabaseAuthentication=True, DeletionProtection=True, EnableCloudwatchLogsExports=["postgresql"],
        Tags=[{"Key": "team", "Value": "data"}])
    rds.create_db_snapshot(DBSnapshotIdentifier="orders-1", DBInstanceIdentifier="orders")
    rds.modify_db_snapshot_attribute(DBSnapshotIdentifier="orders-1", AttributeName="restore", ValuesToAdd=["all"])
    rds.create_db_cluster(
        DBClusterIdentifier="shop", Engine="aurora-postgresql", MasterUsername="root1", MasterUserPassword="correct horse",
        StorageEncrypted=True, DeletionProtection=True, Tags=[{"Key": "team", "Value": "data"}])
    boto3.client("s3", region_name=REGION).create_bucket(Bucket="trail-1")
    trail = boto3.client("cloudtrail", region_name=REGION)
    trail.create_trail(
        Name="all", S3BucketName="trail-1", IsMultiRegionTrail=True, EnableLogFileValidation=True, KmsKeyId=key,
        TagsList=[{"Key": "team", "Value": "audit"}])
    trail.start_logging(Name="all")
    trail.put_event_selectors(TrailName="all", EventSelectors=[{
        "ReadWriteType": "All", "IncludeManagementEvents": True,
        "DataResources": [{"Type": "AWS::S3::Object", "Values": ["arn:aws:s3"]}], "ExcludeManagementEventSources": ["kms.amazonaws.com"]}])
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("main.py", "def handler(event, context):\n    return 1\n")
    functions = boto3.client("lambda", region_name=REGION)
    role = f"arn:aws:iam::{ACCOUNT}:role/web"
    functions.create_function(
        FunctionName="orders", Runtime="python3.12", Role=role, Handler="main.handler", Code={"ZipFile": code.getvalue()},
        Environment={"Variables": {"DB_PASSWORD": "correct-horse"}}, TracingConfig={"Mode": "Active"}, Tags={"team": "shop"})
    functions.add_permission(FunctionName="orders", StatementId="all", Action="lambda:InvokeFunction", Principal="*")
    functions.create_function_url_config(FunctionName="orders", AuthType="NONE", Cors={"AllowOrigins": ["*"]})
    policy = json.dumps({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]})
    boto3.client("sqs", region_name=REGION).create_queue(
        QueueName="orders", Attributes={"KmsMasterKeyId": "alias/data", "Policy": policy}, tags={"team": "shop"})
    boto3.client("sns", region_name=REGION).create_topic(
        Name="orders", Attributes={"KmsMasterKeyId": "alias/data", "Policy": policy}, Tags=[{"Key": "team", "Value": "shop"}])
    tables = boto3.client("dynamodb", region_name=REGION)
    tables.create_table(
        TableName="orders", BillingMode="PAY_PER_REQUEST", KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}], DeletionProtectionEnabled=True,
        SSESpecification={"Enabled": True, "SSEType": "KMS", "KMSMasterKeyId": key}, Tags=[{"Key": "team", "Value": "shop"}])
    tables.update_continuous_backups(TableName="orders", PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True})
    boto3.client("eks", region_name=REGION).create_cluster(
        name="shop", roleArn=role, resourcesVpcConfig={"subnetIds": ["subnet-1"]}, version="1.33", tags={"team": "shop"},
        encryptionConfig=[{"resources": ["secrets"], "provider": {"keyArn": key}}],
        logging={"clusterLogging": [{"types": ["api", "audit"], "enabled": True}]})


if __name__ == "__main__":
    os.environ.update(AWS_ACCESS_KEY_ID="testing", AWS_SECRET_ACCESS_KEY="testing", AWS_DEFAULT_REGION=REGION)
    with mock_aws():
        seed()
        for name in TYPES:
            record(name)
