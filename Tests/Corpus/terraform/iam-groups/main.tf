# Groups called admins, and who of them is one.
# kamae: fail aws/iam/group-no-administrator aws_iam_group.break_glass
# kamae: pass aws/iam/group-no-administrator aws_iam_group.admins aws_iam_group.everyone aws_iam_group.frontend aws_iam_group.regional
# kamae: quiet aws/iam/policy-no-privilege-escalation aws_iam_group.break_glass
# kamae: fail aws/iam/policy-no-privilege-escalation aws_iam_group.iam_managers
# kamae: pass aws/iam/policy-no-privilege-escalation aws_iam_group.admins aws_iam_group.everyone
# kamae: fail aws/iam/policy-no-wildcard-service aws_iam_group.regional
data "aws_caller_identity" "current" {}

# Members take the administrator's role, with MFA; the group itself may do nothing else.
resource "aws_iam_group" "admins" {
  name = "admins"
  path = "/people/"
}

data "aws_iam_policy_document" "assume_admin" {
  statement {
    sid       = "AdministratorAccess"
    actions   = ["sts:AssumeRole"]
    resources = ["arn:aws:iam::${data.aws_caller_identity.current.account_id}:role/AdministratorAccess"]
    condition {
      test     = "Bool"
      variable = "aws:MultiFactorAuthPresent"
      values   = ["true"]
    }
  }
}

resource "aws_iam_group_policy" "assume_admin" {
  name   = "assume-admin"
  group  = aws_iam_group.admins.name
  policy = data.aws_iam_policy_document.assume_admin.json
}

# The documentation's policy that makes people use MFA: everything, but to deny it.
resource "aws_iam_group" "everyone" {
  name = "everyone"
}

resource "aws_iam_group_policy" "mfa" {
  name  = "require-mfa"
  group = aws_iam_group.everyone.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "DenyAllExceptListedIfNoMFA"
        Effect    = "Deny"
        NotAction = ["iam:EnableMFADevice", "iam:ListMFADevices", "sts:GetSessionToken"]
        Resource  = "*"
        Condition = { BoolIfExists = { "aws:MultiFactorAuthPresent" = "false" } }
      },
      {
        Sid      = "DenyAllInRetiredRegion"
        Effect   = "Deny"
        Action   = "*"
        Resource = "*"
        Condition = { StringEquals = { "aws:RequestedRegion" = "us-east-2" } }
      },
    ]
  })
}

# Its name begins like the administrators'.
resource "aws_iam_group" "frontend" {
  name = "frontend"
}

resource "aws_iam_group_policy_attachment" "amplify" {
  group      = aws_iam_group.frontend.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess-Amplify"
}

# Everything in one region: much, and yet the account's identities and its other regions are out of reach.
resource "aws_iam_group" "regional" {
  name = "regional"
}

resource "aws_iam_group_policy" "regional" {
  name  = "frankfurt"
  group = aws_iam_group.regional.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "*"
      Resource  = "*"
      Condition = { StringEquals = { "aws:RequestedRegion" = "eu-central-1" } }
    }]
  })
}

resource "aws_iam_group" "break_glass" {
  name = "operators"
}

resource "aws_iam_group_policy" "break_glass" {
  name  = "readonly"
  group = aws_iam_group.break_glass.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["ec2:Describe*", "*"], Resource = ["*"] },
    ]
  })
}

resource "aws_iam_group" "iam_managers" {
  name = "iam-managers"
}

resource "aws_iam_group_policy_attachment" "iam_managers" {
  group      = aws_iam_group.iam_managers.name
  policy_arn = "arn:aws:iam::aws:policy/IAMFullAccess"
}
