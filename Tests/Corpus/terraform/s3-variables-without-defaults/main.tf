# What nobody gave is neither right nor wrong.
# kamae: unknown aws/s3/bucket-versioning
# kamae: unknown aws/s3/bucket-acl-no-public-read
# kamae: unknown aws/s3/bucket-block-public-acls
# kamae: pass aws/s3/bucket-block-public-policy
variable "versioning" {
  type = string
}

variable "acl" {}

variable "block" {
  type = bool
}

resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}

resource "aws_s3_bucket_acl" "data" {
  bucket = aws_s3_bucket.data.id
  acl    = var.acl
}

resource "aws_s3_bucket_versioning" "data" {
  bucket = aws_s3_bucket.data.id
  versioning_configuration {
    status = var.versioning
  }
}

resource "aws_s3_bucket_public_access_block" "data" {
  bucket                  = aws_s3_bucket.data.id
  block_public_acls       = var.block
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
