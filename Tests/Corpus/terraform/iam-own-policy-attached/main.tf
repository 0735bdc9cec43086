# Policies that are made here are known where they are attached.
# kamae: pass aws/iam/role-no-administrator aws_iam_role.app
# kamae: pass aws/iam/group-no-administrator
# kamae: pass aws/iam/policy-no-administrator aws_iam_policy.reader
# kamae: fail aws/iam/user-no-direct-policies
resource "aws_iam_policy" "reader" {
  name = "reader"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::acme-app/*" }]
  })
}

resource "aws_iam_role" "app" {
  name = "app"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy_attachment" "app" {
  role       = aws_iam_role.app.name
  policy_arn = aws_iam_policy.reader.arn
}

resource "aws_iam_group" "readers" {
  name = "readers"
}

resource "aws_iam_group_policy_attachment" "readers" {
  group      = aws_iam_group.readers.name
  policy_arn = aws_iam_policy.reader.arn
}

resource "aws_iam_user" "direct" {
  name = "direct"
}

resource "aws_iam_user_policy_attachment" "direct" {
  user       = aws_iam_user.direct.name
  policy_arn = aws_iam_policy.reader.arn
}

# kamae: fail aws/iam/role-no-administrator aws_iam_role.powerful
# kamae: fail aws/iam/policy-no-administrator aws_iam_policy.all
resource "aws_iam_policy" "all" {
  name = "all"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }]
  })
}

resource "aws_iam_role" "powerful" {
  name               = "powerful"
  assume_role_policy = aws_iam_role.app.assume_role_policy
}

resource "aws_iam_role_policy_attachment" "powerful" {
  for_each   = { all = aws_iam_policy.all.arn, reader = aws_iam_policy.reader.arn }
  role       = aws_iam_role.powerful.name
  policy_arn = each.value
}
