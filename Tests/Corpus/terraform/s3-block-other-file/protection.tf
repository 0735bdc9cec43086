resource "aws_s3_bucket_public_access_block" "exports" {
  bucket                  = local.name
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
  depends_on              = [aws_s3_bucket.exports]
}

resource "aws_s3_bucket_versioning" "exports" {
  bucket = "acme-prod-exports"
  versioning_configuration {
    status = "Enabled"
  }
}
