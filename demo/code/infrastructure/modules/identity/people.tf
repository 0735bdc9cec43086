# People sign in through the identity provider; what is left here are machines and the last way in.

resource "aws_iam_group" "operators" {
  name = "${var.prefix}-operators"
}

resource "aws_iam_group_policy_attachment" "operators" {
  group      = aws_iam_group.operators.name
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}

# The old Jenkins, until it is switched off.
resource "aws_iam_user" "jenkins" {
  name = "jenkins"
  path = "/machines/"
}

resource "aws_iam_user_policy_attachment" "jenkins" {
  user       = aws_iam_user.jenkins.name
  policy_arn = aws_iam_policy.batch.arn
}

resource "aws_iam_user" "break_glass" {
  name = "break-glass"
}

resource "aws_iam_user_group_membership" "break_glass" {
  user   = aws_iam_user.break_glass.name
  groups = [aws_iam_group.operators.name]
}
