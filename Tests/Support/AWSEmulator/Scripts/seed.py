"""Fills a moto account with good and bad resources in two regions; says what was made as JSON.

    seed.py ENDPOINT [COPIES]

Everything that is called good-… passes the controls below, everything that is called bad-… fails exactly those that it stands under.
"""

import io
import json
import sys
import zipfile

import boto3

endpoint = sys.argv[1]
copies = int(sys.argv[2]) if len(sys.argv) > 2 else 1
REGIONS = ["eu-west-1", "us-east-1"]
failing = {}
made = {}


def client(service, region):
    return boto3.client(
        service, region_name=region, endpoint_url=endpoint, aws_access_key_id="AKIDEXAMPLE", aws_secret_access_key="secret")


def note(kind, name, region, *controls):
    made.setdefault(kind, []).append([name, region])
    for control in controls:
        failing.setdefault("aws/" + control, []).append(name)


def statement(effect, principal, action, resource, **more):
    return json.dumps({
        "Version": "2012-10-17",
        "Statement": [{"Effect": effect, "Principal": principal, "Action": action, "Resource": resource, **more}]})


def buckets(region, tag):
    s3 = client("s3", region)
    place = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
    good, bad = f"good-{tag}", f"bad-{tag}"
    s3.create_bucket(Bucket=good, **place)
    s3.put_bucket_versioning(Bucket=good, VersioningConfiguration={"Status": "Enabled"})
    s3.put_bucket_encryption(Bucket=good, ServerSideEncryptionConfiguration={
        "Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": "alias/logs"}}]})
    s3.put_public_access_block(Bucket=good, PublicAccessBlockConfiguration={
        "BlockPublicAcls": True, "IgnorePublicAcls": True, "BlockPublicPolicy": True, "RestrictPublicBuckets": True})
    s3.put_bucket_policy(Bucket=good, Policy=statement(
        "Deny", "*", "s3:*", [f"arn:aws:s3:::{good}", f"arn:aws:s3:::{good}/*"],
        Condition={"Bool": {"aws:SecureTransport": "false"}}))
    s3.put_bucket_tagging(Bucket=good, Tagging={"TagSet": [{"Key": "env", "Value": "prod"}]})
    note("AWS::S3::Bucket", good, region)
    s3.create_bucket(Bucket=bad, **place)
    s3.put_bucket_policy(Bucket=bad, Policy=statement("Allow", "*", "s3:GetObject", f"arn:aws:s3:::{bad}/*"))
    note(
        "AWS::S3::Bucket", bad, region, "s3/bucket-versioning", "s3/bucket-public-access-block", "s3/bucket-policy-not-public",
        "s3/bucket-tls-only")


def queues(region, tag):
    sqs = client("sqs", region)
    sqs.create_queue(QueueName=f"good-{tag}", Attributes={"SqsManagedSseEnabled": "true"})
    note("AWS::SQS::Queue", f"good-{tag}", region)
    bad = f"bad-{tag}"
    sqs.create_queue(QueueName=bad, Attributes={
        "SqsManagedSseEnabled": "false",
        "Policy": statement("Allow", "*", "sqs:SendMessage", f"arn:aws:sqs:{region}:123456789012:{bad}")})
    note("AWS::SQS::Queue", bad, region, "sqs/queue-encrypted", "sqs/queue-policy-not-public")


def topics(region, tag):
    sns = client("sns", region)
    sns.create_topic(Name=f"good-{tag}", Attributes={"KmsMasterKeyId": "alias/aws/sns"})
    note("AWS::SNS::Topic", f"good-{tag}", region)
    arn = sns.create_topic(Name=f"bad-{tag}")["TopicArn"]
    sns.set_topic_attributes(
        TopicArn=arn, AttributeName="Policy", AttributeValue=statement("Allow", {"AWS": "*"}, "sns:Subscribe", arn))
    note("AWS::SNS::Topic", f"bad-{tag}", region, "sns/topic-encrypted", "sns/topic-policy-not-public")


def tables(region, tag):
    dynamodb = client("dynamodb", region)
    shape = {
        "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}], "BillingMode": "PAY_PER_REQUEST"}
    dynamodb.create_table(TableName=f"good-{tag}", DeletionProtectionEnabled=True, **shape)
    dynamodb.update_continuous_backups(
        TableName=f"good-{tag}", PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True})
    note("AWS::DynamoDB::Table", f"good-{tag}", region)
    dynamodb.create_table(TableName=f"bad-{tag}", **shape)
    note(
        "AWS::DynamoDB::Table", f"bad-{tag}", region, "dynamodb/table-deletion-protection",
        "dynamodb/table-point-in-time-recovery")


def databases(region, tag):
    rds = client("rds", region)
    shape = {"Engine": "postgres", "DBInstanceClass": "db.t3.micro", "AllocatedStorage": 20, "MasterUsername": "admin",
             "MasterUserPassword": "not-a-real-one"}
    rds.create_db_instance(
        DBInstanceIdentifier=f"good-{tag}", StorageEncrypted=True, BackupRetentionPeriod=7, PubliclyAccessible=False, **shape)
    note("AWS::RDS::DBInstance", f"good-{tag}", region)
    rds.create_db_instance(
        DBInstanceIdentifier=f"bad-{tag}", StorageEncrypted=False, BackupRetentionPeriod=0, PubliclyAccessible=True, **shape)
    note(
        "AWS::RDS::DBInstance", f"bad-{tag}", region, "rds/instance-encrypted", "rds/instance-not-public", "rds/instance-backups")


def functions(region, tag):
    iam = client("iam", region)
    role = f"good-runs-{tag}"
    arn = iam.create_role(RoleName=role, AssumeRolePolicyDocument=statement(
        "Allow", {"Service": "lambda.amazonaws.com"}, "sts:AssumeRole", None).replace(', "Resource": null', ""))["Role"]["Arn"]
    note("AWS::IAM::Role", role, None)
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("main.py", "def run(event, context): pass\n")
    functions = client("lambda", region)
    shape = {"Runtime": "python3.13", "Role": arn, "Handler": "main.run", "Code": {"ZipFile": code.getvalue()}}
    functions.create_function(FunctionName=f"good-{tag}", **shape)
    note("AWS::Lambda::Function", f"good-{tag}", region)
    functions.create_function(FunctionName=f"bad-{tag}", **shape)
    functions.add_permission(FunctionName=f"bad-{tag}", StatementId="all", Action="lambda:InvokeFunction", Principal="*")
    note("AWS::Lambda::Function", f"bad-{tag}", region, "lambda/function-not-public")


def network(region, tag):
    ec2 = client("ec2", region)
    vpc = ec2.create_vpc(CidrBlock="10.7.0.0/16")["Vpc"]["VpcId"]
    for name, cidr, port in [(f"good-{tag}", "10.0.0.0/8", 22), (f"bad-{tag}", "0.0.0.0/0", 22)]:
        group = ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"]
        ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[
            {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "IpRanges": [{"CidrIp": cidr}]}])
        note("AWS::EC2::SecurityGroup", name, region, *(["ec2/security-group-ssh-closed"] if name.startswith("bad") else []))


def people(tag):
    iam = client("iam", "us-east-1")
    iam.create_user(UserName=f"good-{tag}")
    note("AWS::IAM::User", f"good-{tag}", None)
    iam.create_user(UserName=f"bad-{tag}")
    iam.create_access_key(UserName=f"bad-{tag}")
    iam.create_access_key(UserName=f"bad-{tag}")
    iam.put_user_policy(UserName=f"bad-{tag}", PolicyName="all", PolicyDocument=json.dumps({
        "Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}))
    note("AWS::IAM::User", f"bad-{tag}", None, "iam/user-no-direct-policies", "iam/user-no-administrator")


for copy in range(copies):
    for region in REGIONS:
        tag = f"{region}-{copy}"
        for make in [buckets, queues, topics, tables, databases, functions, network]:
            make(region, tag)
    people(str(copy))
print(json.dumps({"failing": failing, "made": made}))
