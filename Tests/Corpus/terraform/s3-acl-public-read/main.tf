# kamae: fail aws/s3/bucket-acl-no-public-read
# kamae: pass aws/s3/bucket-acl-no-public-write
resource "aws_s3_bucket" "site" {
  bucket = "acme-site-assets"
}

resource "aws_s3_bucket_ownership_controls" "site" {
  bucket = aws_s3_bucket.site.id
  rule {
    object_ownership = "BucketOwnerPreferred"
  }
}

resource "aws_s3_bucket_acl" "site" {
  depends_on = [aws_s3_bucket_ownership_controls.site]
  bucket     = aws_s3_bucket.site.id
  acl        = "public-read"
}
