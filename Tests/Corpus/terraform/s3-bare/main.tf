# A bucket as beginners write it.
# kamae: fail aws/s3/bucket-encryption
# kamae: fail aws/s3/bucket-versioning
# kamae: fail aws/s3/bucket-access-logging
# kamae: fail aws/s3/bucket-public-access-block
# kamae: quiet aws/s3/bucket-block-public-acls
# kamae: quiet aws/s3/bucket-block-public-policy
# kamae: quiet aws/s3/bucket-ignore-public-acls
# kamae: quiet aws/s3/bucket-restrict-public-buckets
# kamae: fail aws/s3/bucket-tls-only
# kamae: fail aws/s3/bucket-customer-key
# kamae: pass aws/s3/bucket-acl-no-public-read
# kamae: pass aws/s3/bucket-acl-no-public-write
# kamae: pass aws/s3/bucket-policy-not-public
# kamae: pass aws/s3/bucket-no-website
# kamae: quiet aws/s3/bucket-mfa-delete
resource "aws_s3_bucket" "uploads" {
  bucket = "acme-uploads"
}
