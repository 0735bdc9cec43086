# One resource, three buckets; only those that say so are versioned.
# kamae: pass aws/s3/bucket-versioning aws_s3_bucket.this["audit"] aws_s3_bucket.this["state"]
# kamae: fail aws/s3/bucket-versioning aws_s3_bucket.this["scratch"]
# kamae: pass aws/s3/bucket-public-access-block
locals {
  buckets = {
    audit   = { versioned = true }
    state   = { versioned = true }
    scratch = { versioned = false }
  }
}

resource "aws_s3_bucket" "this" {
  for_each = local.buckets
  bucket   = "acme-${each.key}"
}

resource "aws_s3_bucket_versioning" "this" {
  for_each = { for name, b in local.buckets : name => b if b.versioned }
  bucket   = aws_s3_bucket.this[each.key].id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_public_access_block" "this" {
  for_each                = aws_s3_bucket.this
  bucket                  = each.value.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
