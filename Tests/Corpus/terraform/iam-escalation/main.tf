# Permissions that let their holder make himself an administrator.
# kamae: fail aws/iam/policy-no-privilege-escalation aws_iam_policy.passrole aws_iam_policy.versions aws_iam_role.attach
# kamae: pass aws/iam/policy-no-privilege-escalation aws_iam_policy.one_role aws_iam_policy.readonly
resource "aws_iam_policy" "passrole" {
  name = "passrole"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"]
      Resource = "*"
    }]
  })
}

resource "aws_iam_policy" "versions" {
  name = "versions"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "iam:Create*", Resource = "*" }]
  })
}

resource "aws_iam_role" "attach" {
  name = "attach"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
  inline_policy {
    name = "attach"
    policy = jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = ["iam:AttachRolePolicy"], Resource = ["*"] }]
    })
  }
}

resource "aws_iam_policy" "one_role" {
  name = "one-role"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "iam:PassRole"
      Resource = "arn:aws:iam::111122223333:role/ecs-task"
      }, {
      Effect   = "Allow"
      Action   = ["ecs:RunTask", "lambda:CreateFunction"]
      Resource = "*"
    }]
  })
}

resource "aws_iam_policy" "readonly" {
  name = "readonly"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["iam:Get*", "iam:List*"], Resource = "*" }]
  })
}
