# All settings in resources of their own, joined by .id and by .bucket.
# kamae: pass aws/s3/bucket-encryption
# kamae: pass aws/s3/bucket-customer-key
# kamae: pass aws/s3/bucket-versioning
# kamae: pass aws/s3/bucket-access-logging aws_s3_bucket.ledger
# kamae: pass aws/s3/bucket-public-access-block
# kamae: pass aws/s3/bucket-block-public-acls
# kamae: pass aws/s3/bucket-block-public-policy
# kamae: pass aws/s3/bucket-ignore-public-acls
# kamae: pass aws/s3/bucket-restrict-public-buckets
# kamae: pass aws/s3/bucket-tls-only
# kamae: pass aws/s3/bucket-acl-no-public-read
# kamae: fail aws/s3/bucket-mfa-delete
# kamae: pass aws/kms/key-rotation
resource "aws_kms_key" "ledger" {
  description         = "ledger"
  enable_key_rotation = true
}

resource "aws_s3_bucket" "ledger" {
  bucket_prefix = "acme-ledger-"
}

resource "aws_s3_bucket_versioning" "ledger" {
  bucket = aws_s3_bucket.ledger.bucket
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "ledger" {
  bucket = aws_s3_bucket.ledger.id
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.ledger.arn
    }
  }
}

resource "aws_s3_bucket_logging" "ledger" {
  bucket        = aws_s3_bucket.ledger.id
  target_bucket = "acme-central-access-logs"
  target_prefix = "ledger/"
}

resource "aws_s3_bucket_public_access_block" "ledger" {
  bucket                  = aws_s3_bucket.ledger.bucket
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

data "aws_iam_policy_document" "ledger" {
  statement {
    sid     = "TlsOnly"
    effect  = "Deny"
    actions = ["s3:*"]
    resources = [
      aws_s3_bucket.ledger.arn,
      "${aws_s3_bucket.ledger.arn}/*",
    ]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_s3_bucket_policy" "ledger" {
  bucket = aws_s3_bucket.ledger.id
  policy = data.aws_iam_policy_document.ledger.json
}
