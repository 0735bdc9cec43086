data "aws_iam_policy_document" "ledger" {
  statement {
    sid       = "Tables"
    actions   = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"]
    resources = ["arn:aws:dynamodb:${var.region}:${var.account_id}:table/${var.prefix}-*"]
  }

  statement {
    sid       = "Statements"
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = ["arn:aws:s3:::${var.prefix}-statements/*"]
  }
}

resource "aws_iam_policy" "ledger" {
  name   = "${var.prefix}-ledger"
  policy = data.aws_iam_policy_document.ledger.json
}

# Batch jobs move files between buckets of every team.
resource "aws_iam_policy" "batch" {
  name = "${var.prefix}-batch"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Files"
        Effect   = "Allow"
        Action   = ["s3:*"]
        Resource = "*"
      },
    ]
  })
}
