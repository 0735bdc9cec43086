# None of these is an administrator.
# kamae: pass aws/iam/policy-no-administrator
# kamae: pass aws/iam/policy-no-wildcard-service aws_iam_policy.deny aws_iam_policy.reader
# kamae: fail aws/iam/policy-no-wildcard-service aws_iam_policy.one_bucket aws_iam_policy.mfa
resource "aws_iam_policy" "deny" {
  name = "deny"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "NoOtherRegions"
      Effect   = "Deny"
      Action   = "*"
      Resource = "*"
      Condition = {
        StringNotEquals = { "aws:RequestedRegion" = ["eu-west-1"] }
      }
    }]
  })
}

resource "aws_iam_policy" "one_bucket" {
  name = "one-bucket"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "s3:*"
      Resource = ["arn:aws:s3:::acme-app", "arn:aws:s3:::acme-app/*"]
    }]
  })
}

data "aws_iam_policy_document" "reader" {
  statement {
    actions   = ["s3:Get*", "s3:List*", "ec2:Describe*"]
    resources = ["*"]
  }
}

resource "aws_iam_policy" "reader" {
  name   = "reader"
  policy = data.aws_iam_policy_document.reader.json
}

resource "aws_iam_policy" "mfa" {
  name = "with-mfa"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "*"
      Resource  = "*"
      Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }
    }]
  })
}
