# A public ACL that the bucket's own block makes void still stands in the code.
# kamae: fail aws/s3/bucket-acl-no-public-read
# kamae: pass aws/s3/bucket-ignore-public-acls
resource "aws_s3_bucket" "b" {
  bucket = "acme-b"
  acl    = "public-read"
}

resource "aws_s3_bucket_public_access_block" "b" {
  bucket                  = aws_s3_bucket.b.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
