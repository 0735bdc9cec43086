# kamae: fail aws/sqs/queue-policy-not-public aws_sqs_queue.open aws_sqs_queue.inline
# kamae: pass aws/sqs/queue-policy-not-public aws_sqs_queue.topic aws_sqs_queue.account
resource "aws_sqs_queue" "open" {
  name = "open"
}

data "aws_iam_policy_document" "open" {
  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.open.arn]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
  }
}

resource "aws_sqs_queue_policy" "open" {
  queue_url = aws_sqs_queue.open.id
  policy    = data.aws_iam_policy_document.open.json
}

resource "aws_sqs_queue" "inline" {
  name   = "inline"
  policy = <<POLICY
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": "*",
    "Action": "sqs:*",
    "Resource": "arn:aws:sqs:*:111122223333:inline"
  }]
}
POLICY
}

resource "aws_sns_topic" "events" {
  name = "events"
}

resource "aws_sqs_queue" "topic" {
  name = "topic"
}

resource "aws_sqs_queue_policy" "topic" {
  queue_url = aws_sqs_queue.topic.url
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "sqs:SendMessage"
      Resource  = aws_sqs_queue.topic.arn
      Condition = { ArnEquals = { "aws:SourceArn" = aws_sns_topic.events.arn } }
    }]
  })
}

resource "aws_sqs_queue" "account" {
  name = "account"
}

resource "aws_sqs_queue_policy" "account" {
  queue_url = aws_sqs_queue.account.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = ["arn:aws:iam::444455556666:root"] }
      Action    = "sqs:SendMessage"
      Resource  = aws_sqs_queue.account.arn
    }]
  })
}
