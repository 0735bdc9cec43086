# Another account is let in: not public, but worth knowing.
# kamae: pass aws/s3/bucket-policy-not-public
# kamae: fail aws/s3/bucket-policy-own-account
provider "aws" {
  allowed_account_ids = ["111122223333"]
}

resource "aws_s3_bucket" "vendor" {
  bucket = "acme-vendor"
}

data "aws_iam_policy_document" "vendor" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.vendor.arn}/*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::444455556666:role/ingest"]
    }
  }
}

resource "aws_s3_bucket_policy" "vendor" {
  bucket = aws_s3_bucket.vendor.id
  policy = data.aws_iam_policy_document.vendor.json
}
