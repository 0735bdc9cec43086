# kamae: fail aws/sns/topic-encrypted aws_sns_topic.plain aws_sns_topic.open
# kamae: pass aws/sns/topic-encrypted aws_sns_topic.keyed
# kamae: fail aws/sns/topic-policy-not-public aws_sns_topic.open
# kamae: pass aws/sns/topic-policy-not-public aws_sns_topic.plain aws_sns_topic.keyed aws_sns_topic.owner
resource "aws_sns_topic" "plain" {
  name = "plain"
}

resource "aws_sns_topic" "keyed" {
  name              = "keyed"
  kms_master_key_id = "alias/aws/sns"
}

resource "aws_sns_topic" "open" {
  name = "open"
}

resource "aws_sns_topic_policy" "open" {
  arn = aws_sns_topic.open.arn
  policy = jsonencode({
    Version = "2008-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "*" }
      Action    = ["SNS:Subscribe", "SNS:Publish"]
      Resource  = aws_sns_topic.open.arn
    }]
  })
}

# The policy that AWS gives a new topic.
resource "aws_sns_topic" "owner" {
  name   = "owner"
  policy = <<EOF
{
  "Version": "2008-10-17",
  "Id": "__default_policy_ID",
  "Statement": [{
    "Sid": "__default_statement_ID",
    "Effect": "Allow",
    "Principal": {"AWS": "*"},
    "Action": ["SNS:GetTopicAttributes", "SNS:Publish", "SNS:Subscribe"],
    "Resource": "arn:aws:sns:eu-west-1:111122223333:owner",
    "Condition": {"StringEquals": {"AWS:SourceOwner": "111122223333"}}
  }]
}
EOF
}
