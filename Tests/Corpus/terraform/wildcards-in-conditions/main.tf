# Operators that leave a request without the key alone, and values that name nobody.
# kamae: fail aws/sqs/queue-policy-not-public aws_sqs_queue.if_exists aws_sqs_queue.any_arn aws_sqs_queue.not_equals
# kamae: pass aws/sqs/queue-policy-not-public aws_sqs_queue.account_arn aws_sqs_queue.service
resource "aws_sqs_queue" "if_exists" {
  name = "if-exists"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "sqs:SendMessage"
      Resource  = "*"
      Condition = { StringEqualsIfExists = { "aws:SourceAccount" = "111122223333" } }
    }]
  })
}

resource "aws_sqs_queue" "any_arn" {
  name = "any-arn"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "sqs:SendMessage"
      Resource  = "*"
      Condition = { ArnLike = { "aws:SourceArn" = "arn:aws:sns:*:*:*" } }
    }]
  })
}

resource "aws_sqs_queue" "not_equals" {
  name = "not-equals"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "sqs:*"
      Resource  = "*"
      Condition = { StringNotEquals = { "aws:PrincipalAccount" = "444455556666" } }
    }]
  })
}

resource "aws_sqs_queue" "account_arn" {
  name = "account-arn"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "sqs:SendMessage"
      Resource  = "*"
      Condition = { ArnLike = { "aws:SourceArn" = "arn:aws:sns:*:111122223333:*" } }
    }]
  })
}

resource "aws_sqs_queue" "service" {
  name = "service"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "events.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = "*"
    }]
  })
}
