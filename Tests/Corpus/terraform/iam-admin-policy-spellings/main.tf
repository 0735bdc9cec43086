# Full administration in six spellings.
# kamae: fail aws/iam/policy-no-administrator
# kamae: quiet aws/iam/policy-no-wildcard-service
# kamae: quiet aws/iam/policy-no-privilege-escalation
resource "aws_iam_policy" "encoded" {
  name = "encoded"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = { Effect = "Allow", Action = "*", Resource = "*" }
  })
}

resource "aws_iam_policy" "heredoc" {
  name   = "heredoc"
  policy = <<EOF
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Logs",
      "Effect": "Allow",
      "Action": ["logs:PutLogEvents"],
      "Resource": "*"
    },
    {
      "Sid": "All",
      "Effect": "Allow",
      "Action": ["s3:GetObject", "*"],
      "Resource": ["*"]
    }
  ]
}
EOF
}

data "aws_iam_policy_document" "admin" {
  statement {
    effect    = "Allow"
    actions   = ["*"]
    resources = ["*"]
  }
}

resource "aws_iam_policy" "document" {
  name   = "document"
  policy = data.aws_iam_policy_document.admin.json
}

resource "aws_iam_policy" "file" {
  name   = "file"
  policy = file("${path.module}/admin.json")
}

resource "aws_iam_policy" "colon" {
  name = "colon"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["*:*"]
      Resource = ["arn:aws:s3:::logs", "*"]
    }]
  })
}

locals {
  everything = { Effect = "Allow", Action = ["*"], Resource = ["*"] }
}

resource "aws_iam_policy" "local" {
  name = "local"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat([local.everything], [])
  })
}
