# One attachment for many; lists as `aws_iam_policy_attachment` has them.
# kamae: fail aws/iam/role-no-administrator aws_iam_role.a aws_iam_role.b
# kamae: fail aws/iam/group-no-administrator aws_iam_group.ops
# kamae: pass aws/iam/role-no-administrator aws_iam_role.c
locals {
  trust = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role" "a" {
  name               = "a"
  assume_role_policy = local.trust
}

resource "aws_iam_role" "b" {
  name               = "b"
  assume_role_policy = local.trust
}

resource "aws_iam_role" "c" {
  name               = "c"
  assume_role_policy = local.trust
}

resource "aws_iam_group" "ops" {
  name = "ops"
}

resource "aws_iam_policy_attachment" "admin" {
  name       = "admin"
  roles      = [aws_iam_role.a.name, "b"]
  groups     = [aws_iam_group.ops.name]
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
