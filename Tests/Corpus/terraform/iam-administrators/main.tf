# By an attached AWS policy, by an inline one, through a group, for a role.
# kamae: fail aws/iam/user-no-administrator aws_iam_user.root aws_iam_user.inline
# kamae: pass aws/iam/user-no-administrator aws_iam_user.member
# kamae: fail aws/iam/group-no-administrator
# kamae: fail aws/iam/role-no-administrator aws_iam_role.ci
# kamae: pass aws/iam/role-no-administrator aws_iam_role.reader
# kamae: fail aws/iam/user-no-direct-policies aws_iam_user.root aws_iam_user.inline
# kamae: pass aws/iam/user-no-direct-policies aws_iam_user.member
resource "aws_iam_user" "root" {
  name = "root-like"
}

resource "aws_iam_user_policy_attachment" "root" {
  user       = aws_iam_user.root.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}

resource "aws_iam_user" "inline" {
  name = "inline"
}

resource "aws_iam_user_policy" "inline" {
  name = "all"
  user = aws_iam_user.inline.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }]
  })
}

resource "aws_iam_group" "admins" {
  name = "admins"
}

data "aws_iam_policy" "admin" {
  arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}

resource "aws_iam_group_policy_attachment" "admins" {
  group      = aws_iam_group.admins.name
  policy_arn = data.aws_iam_policy.admin.arn
}

resource "aws_iam_user" "member" {
  name = "member"
}

resource "aws_iam_user_group_membership" "member" {
  user   = aws_iam_user.member.name
  groups = [aws_iam_group.admins.name]
}

data "aws_partition" "current" {}

locals {
  trust = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "codebuild.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role" "ci" {
  name               = "ci"
  assume_role_policy = local.trust
}

resource "aws_iam_role_policy_attachment" "ci" {
  for_each   = toset(["AdministratorAccess", "ReadOnlyAccess"])
  role       = aws_iam_role.ci.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/${each.key}"
}

resource "aws_iam_role" "reader" {
  name                = "reader"
  assume_role_policy  = local.trust
  managed_policy_arns = ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
}
