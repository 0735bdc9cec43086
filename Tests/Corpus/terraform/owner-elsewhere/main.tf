# Parts whose owners are made elsewhere: what they say is judged, what is not said is unknown.
# kamae: fail aws/iam/user-no-direct-policies aws_iam_user_policy.given
# kamae: fail aws/iam/user-no-administrator aws_iam_user_policy.given aws_iam_user_policy_attachment.bob
# kamae: fail aws/iam/role-no-administrator aws_iam_role_policy.named
# kamae: unknown aws/iam/role-no-administrator aws_iam_role_policy_attachment.reader
# kamae: fail aws/s3/bucket-policy-not-public aws_s3_bucket_policy.given
# kamae: pass aws/s3/bucket-block-public-policy aws_s3_bucket_policy.given
# kamae: unknown aws/s3/bucket-versioning aws_s3_bucket_policy.given aws_s3_bucket_acl.found
# kamae: fail aws/s3/bucket-acl-no-public-read aws_s3_bucket_acl.found
# kamae: unknown aws/s3/bucket-public-access-block aws_s3_bucket_acl.found
# kamae: fail aws/sqs/queue-policy-not-public aws_sqs_queue_policy.literal
# kamae: unknown aws/sqs/queue-encrypted aws_sqs_queue_policy.literal
# A Deny that comes before the rule may stand where the list is.
# kamae: unknown aws/vpc/network-acl-ssh-closed aws_network_acl_rule.open
# kamae: fail aws/lambda/function-not-public aws_lambda_permission.anyone
# kamae: unknown aws/lambda/function-traced aws_lambda_permission.anyone
variable "user" {}

variable "bucket" {}

variable "acl" {}

resource "aws_iam_user_policy" "given" {
  name = "all"
  user = var.user
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }]
  })
}

resource "aws_iam_user_policy_attachment" "bob" {
  user       = "bob"
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}

resource "aws_iam_role_policy" "named" {
  name = "all"
  role = "deployer"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }]
  })
}

data "aws_iam_role" "reader" {
  name = "reader"
}

resource "aws_iam_role_policy_attachment" "reader" {
  role       = data.aws_iam_role.reader.name
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}

resource "aws_s3_bucket_policy" "given" {
  bucket = var.bucket
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "arn:aws:s3:::${var.bucket}/*" }]
  })
}

resource "aws_s3_bucket_public_access_block" "given" {
  bucket              = var.bucket
  block_public_policy = true
}

data "aws_s3_bucket" "found" {
  bucket = "elsewhere"
}

resource "aws_s3_bucket_acl" "found" {
  bucket = data.aws_s3_bucket.found.id
  acl    = "public-read"
}

resource "aws_sqs_queue_policy" "literal" {
  queue_url = "https://sqs.eu-west-1.amazonaws.com/111122223333/jobs"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:*", Resource = "*" }]
  })
}

resource "aws_network_acl_rule" "open" {
  network_acl_id = var.acl
  rule_number    = 100
  rule_action    = "allow"
  protocol       = "-1"
  cidr_block     = "0.0.0.0/0"
}

resource "aws_lambda_permission" "anyone" {
  function_name = "elsewhere"
  action        = "lambda:InvokeFunction"
  principal     = "*"
}
