# Deny statements with wildcards open nothing; allowing TLS only is no denial.
# kamae: pass aws/s3/bucket-policy-not-public
# kamae: pass aws/s3/bucket-tls-only aws_s3_bucket.strict
# kamae: fail aws/s3/bucket-tls-only aws_s3_bucket.soft
# kamae: quiet aws/s3/bucket-policy-own-account
data "aws_caller_identity" "current" {}

resource "aws_s3_bucket" "strict" {
  bucket = "acme-strict"
}

resource "aws_s3_bucket_policy" "strict" {
  bucket = aws_s3_bucket.strict.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = ["arn:aws:s3:::acme-strict", "arn:aws:s3:::acme-strict/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
      }, {
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:PutObject"
      Resource  = "arn:aws:s3:::acme-strict/*"
      Condition = { StringNotEquals = { "s3:x-amz-server-side-encryption" = "aws:kms" } }
    }]
  })
}

resource "aws_s3_bucket" "soft" {
  bucket = "acme-soft"
}

resource "aws_s3_bucket_policy" "soft" {
  bucket = aws_s3_bucket.soft.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root" }
      Action    = "s3:*"
      Resource  = ["arn:aws:s3:::acme-soft", "arn:aws:s3:::acme-soft/*"]
      Condition = { Bool = { "aws:SecureTransport" = "true" } }
    }]
  })
}
