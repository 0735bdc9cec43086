# kamae: fail aws/cloudtrail/trail-multi-region
# kamae: fail aws/cloudtrail/trail-log-validation
# kamae: fail aws/cloudtrail/trail-encrypted
# kamae: fail aws/cloudtrail/trail-cloudwatch
# kamae: fail aws/cloudtrail/trail-logging
# kamae: fail aws/cloudtrail/trail-management-events
resource "aws_cloudtrail" "weak" {
  name           = "weak"
  s3_bucket_name = "acme-trail"
  enable_logging = false
  event_selector {
    read_write_type           = "WriteOnly"
    include_management_events = true
  }
}
