# A bucket that is not made, and a versioning that is made for the one that is.
# kamae: fail aws/s3/bucket-versioning aws_s3_bucket.old
# kamae: pass aws/s3/bucket-versioning aws_s3_bucket.current[0]
variable "legacy" {
  type    = bool
  default = false
}

resource "aws_s3_bucket" "legacy" {
  count  = var.legacy ? 1 : 0
  bucket = "acme-legacy"
  acl    = "public-read-write"
}

resource "aws_s3_bucket" "current" {
  count  = 1
  bucket = "acme-current"
}

resource "aws_s3_bucket_versioning" "current" {
  count  = 1
  bucket = aws_s3_bucket.current[count.index].id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket" "old" {
  bucket = "acme-old"
  # versioning {
  #   enabled = true
  # }
}

/*
resource "aws_s3_bucket_versioning" "old" {
  bucket = aws_s3_bucket.old.id
  versioning_configuration {
    status = "Enabled"
  }
}
*/
