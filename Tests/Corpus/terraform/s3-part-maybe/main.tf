# The settings may be this bucket's or another's: the bucket is unknown, the settings themselves are not.
# kamae: unknown aws/s3/bucket-encryption aws_s3_bucket.orders
# kamae: unknown aws/s3/bucket-public-access-block aws_s3_bucket.orders
# kamae: unknown aws/s3/bucket-policy-not-public aws_s3_bucket.orders
# kamae: fail aws/s3/bucket-policy-not-public aws_s3_bucket_server_side_encryption_configuration.given
# kamae: pass aws/s3/bucket-encryption aws_s3_bucket_server_side_encryption_configuration.given
# kamae: fail aws/s3/bucket-versioning aws_s3_bucket.orders
variable "bucket" {}

resource "aws_s3_bucket" "orders" {
  bucket = "acme-orders"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "given" {
  bucket = var.bucket
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_public_access_block" "given" {
  bucket            = var.bucket
  block_public_acls = true
}

resource "aws_s3_bucket_policy" "given" {
  bucket = var.bucket
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }]
  })
}
