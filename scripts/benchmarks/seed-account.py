"""Fills a moto account with 200 resources, a third of them badly kept; the same at every run.

    .venv/bin/python scripts/benchmarks/seed-account.py http://127.0.0.1:5000 [REGION]
"""
import json
import sys

import boto3

ENDPOINT = sys.argv[1]
REGION = sys.argv[2] if len(sys.argv) > 2 else "eu-central-1"
TRUST = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole"}]}


def client(service):
    return boto3.client(
        service, endpoint_url=ENDPOINT, region_name=REGION, aws_access_key_id="test", aws_secret_access_key="test")


def tags(number):
    return [{"Key": "owner", "Value": "platform"}, {"Key": "number", "Value": str(number)}]


def policy(actions, resource="*"):
    return json.dumps(
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": actions, "Resource": resource}]})


def trust(principal):
    return json.dumps(TRUST | {"Statement": [TRUST["Statement"][0] | {"Principal": principal}]})


def buckets(count):
    s3 = client("s3")
    for number in range(count):
        name = f"bench-bucket-{number:03}"
        s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
        s3.put_bucket_tagging(Bucket=name, Tagging={"TagSet": tags(number)})
        if number % 3:
            s3.put_public_access_block(
                Bucket=name,
                PublicAccessBlockConfiguration={
                    "BlockPublicAcls": True, "IgnorePublicAcls": True, "BlockPublicPolicy": number % 2 == 0,
                    "RestrictPublicBuckets": True})
            s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
        if number % 5 == 0:
            statement = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{name}/*"}
            s3.put_bucket_policy(Bucket=name, Policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    return count


def network(count):
    ec2 = client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.20.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.20.1.0/24")["Subnet"]["SubnetId"]
    for number in range(count):
        group = ec2.create_security_group(GroupName=f"bench-{number:03}", Description="a group", VpcId=vpc)["GroupId"]
        source = "0.0.0.0/0" if number % 3 == 0 else "10.0.0.0/8"
        port = (22, 443, 3389, 5432)[number % 4]
        ec2.authorize_security_group_ingress(
            GroupId=group,
            IpPermissions=[{"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "IpRanges": [{"CidrIp": source}]}])
    for number in range(10):
        ec2.create_volume(AvailabilityZone=f"{REGION}a", Size=10, Encrypted=number % 2 == 0)
    ec2.run_instances(ImageId="ami-0123456789abcdef0", MinCount=6, MaxCount=6, InstanceType="m5.large", SubnetId=subnet)
    return count + 18


def identities(roles, users):
    iam = client("iam")
    principals = [{"Service": "lambda.amazonaws.com"}, {"Service": "ec2.amazonaws.com"}, {"AWS": "*"}]
    for number in range(roles):
        name = f"bench-role-{number:03}"
        iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust(principals[number % 3]), Tags=tags(number))
        actions = "*" if number % 4 == 0 else ["s3:GetObject", "dynamodb:Query"]
        iam.put_role_policy(RoleName=name, PolicyName="access", PolicyDocument=policy(actions))
    for number in range(users):
        name = f"bench-user-{number:03}"
        iam.create_user(UserName=name, Tags=tags(number))
        iam.create_access_key(UserName=name)
    for number in range(10):
        iam.create_policy(PolicyName=f"bench-policy-{number:03}", PolicyDocument=policy("*" if number % 3 == 0 else "s3:List*"))
    return roles + users + 10


def messages(count):
    sqs, sns = client("sqs"), client("sns")
    for number in range(count):
        sqs.create_queue(
            QueueName=f"bench-queue-{number:03}", Attributes={"SqsManagedSseEnabled": "true" if number % 2 else "false"})
        sns.create_topic(Name=f"bench-topic-{number:03}", Tags=tags(number))
    return 2 * count


def data(count):
    tables, keys, databases = client("dynamodb"), client("kms"), client("rds")
    for number in range(count):
        tables.create_table(
            TableName=f"bench-table-{number:03}", BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}])
        key = keys.create_key(Description=f"bench {number}")["KeyMetadata"]["KeyId"]
        if number % 2:
            keys.enable_key_rotation(KeyId=key)
        databases.create_db_instance(
            DBInstanceIdentifier=f"bench-database-{number:03}", Engine="postgres", DBInstanceClass="db.m6g.large",
            AllocatedStorage=20, MasterUsername="app", MasterUserPassword="not-a-secret-of-anybody",
            StorageEncrypted=number % 2 == 0, PubliclyAccessible=number % 3 == 0)
    return 3 * count


def main():
    counts = {
        "buckets": buckets(40), "network": network(34), "identities": identities(24, 12), "messages": messages(16),
        "data": data(10),
    }
    print(f"{sum(counts.values())} resources: {counts}")


main()
