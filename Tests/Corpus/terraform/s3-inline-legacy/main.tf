# Provider version 3: everything inside the bucket.
# kamae: pass aws/s3/bucket-encryption
# kamae: fail aws/s3/bucket-customer-key
# kamae: pass aws/s3/bucket-versioning
# kamae: pass aws/s3/bucket-access-logging
# kamae: pass aws/s3/bucket-mfa-delete
# kamae: pass aws/s3/bucket-acl-no-public-read
resource "aws_s3_bucket" "reports" {
  bucket = "acme-reports"
  acl    = "private"

  versioning {
    enabled    = true
    mfa_delete = true
  }

  logging {
    target_bucket = "acme-logs"
  }

  server_side_encryption_configuration {
    rule {
      apply_server_side_encryption_by_default {
        sse_algorithm = "AES256"
      }
    }
  }
}
