# Everything but: NotAction with Allow gives whole services; with Deny it gives nothing.
# kamae: fail aws/iam/policy-no-not-action aws_iam_policy.all_but
# kamae: pass aws/iam/policy-no-not-action aws_iam_policy.deny
# kamae: pass aws/iam/policy-no-administrator
resource "aws_iam_policy" "all_but" {
  name = "all-but"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", NotAction = ["iam:*", "organizations:*"], Resource = "*" }]
  })
}

resource "aws_iam_policy" "deny" {
  name = "deny"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      NotAction = ["iam:ChangePassword"]
      Resource  = "*"
      Condition = { BoolIfExists = { "aws:MultiFactorAuthPresent" = "false" } }
    }]
  })
}
