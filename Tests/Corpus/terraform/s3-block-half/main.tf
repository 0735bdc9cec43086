# Two of four settings.
# kamae: pass aws/s3/bucket-public-access-block
# kamae: pass aws/s3/bucket-block-public-acls
# kamae: fail aws/s3/bucket-block-public-policy
# kamae: pass aws/s3/bucket-ignore-public-acls
# kamae: fail aws/s3/bucket-restrict-public-buckets
resource "aws_s3_bucket" "media" {
  bucket = "acme-media"
}

resource "aws_s3_bucket_public_access_block" "media" {
  bucket             = aws_s3_bucket.media.id
  block_public_acls  = true
  ignore_public_acls = true
  block_public_policy = false
}
