locals {
  service_roles = {
    cluster    = "eks.amazonaws.com"
    settlement = "lambda.amazonaws.com"
    workers    = "ec2.amazonaws.com"
  }
}

data "aws_iam_policy_document" "service_trust" {
  for_each = local.service_roles

  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = [each.value]
    }
  }
}

resource "aws_iam_role" "service" {
  for_each = local.service_roles

  name               = "${var.prefix}-${each.key}"
  assume_role_policy = data.aws_iam_policy_document.service_trust[each.key].json
}

resource "aws_iam_role_policy_attachment" "cluster" {
  role       = aws_iam_role.service["cluster"].name
  policy_arn = "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"
}

resource "aws_iam_role_policy_attachment" "settlement" {
  role       = aws_iam_role.service["settlement"].name
  policy_arn = aws_iam_policy.ledger.arn
}

# Pipelines of the whole organisation deploy with it. Narrowing it is planned with the split of the repositories. PLAT-31
resource "aws_iam_role" "deploy" {
  name                 = "${var.prefix}-deploy"
  max_session_duration = 3600

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Federated = "arn:aws:iam::${var.account_id}:oidc-provider/token.actions.githubusercontent.com" }
        Action    = "sts:AssumeRoleWithWebIdentity"
        Condition = {
          StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" }
        }
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "deploy" {
  role       = aws_iam_role.deploy.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}

# The auditors read from their own account.
resource "aws_iam_role" "audit" {
  name = "${var.prefix}-audit"

  assume_role_policy = <<-POLICY
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": {"AWS": "arn:aws:iam::210987654321:root"},
          "Action": "sts:AssumeRole"
        }
      ]
    }
  POLICY
}

resource "aws_iam_role_policy_attachment" "audit" {
  role       = aws_iam_role.audit.name
  policy_arn = "arn:aws:iam::aws:policy/SecurityAudit"
}
