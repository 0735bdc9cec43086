# The bucket that takes the logs of others does not log itself.
# kamae: quiet aws/s3/bucket-access-logging
# kamae: pass aws/s3/bucket-acl-no-public-read
# kamae: pass aws/s3/bucket-acl-no-public-write
resource "aws_s3_bucket" "access_logs" {
  bucket = "acme-access-logs"
}

resource "aws_s3_bucket_acl" "access_logs" {
  bucket = aws_s3_bucket.access_logs.id
  acl    = "log-delivery-write"
}
