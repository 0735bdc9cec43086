# kamae: pass aws/cloudtrail/trail-multi-region
# kamae: pass aws/cloudtrail/trail-log-validation
# kamae: pass aws/cloudtrail/trail-encrypted
# kamae: pass aws/cloudtrail/trail-cloudwatch
# kamae: pass aws/cloudtrail/trail-logging
# kamae: pass aws/cloudtrail/trail-management-events
resource "aws_kms_key" "trail" {
  enable_key_rotation = true
}

resource "aws_cloudwatch_log_group" "trail" {
  name = "trail"
}

resource "aws_cloudtrail" "strong" {
  name                          = "strong"
  s3_bucket_name                = "acme-trail"
  is_multi_region_trail         = true
  include_global_service_events = true
  enable_log_file_validation    = true
  kms_key_id                    = aws_kms_key.trail.arn
  cloud_watch_logs_group_arn    = "${aws_cloudwatch_log_group.trail.arn}:*"
  cloud_watch_logs_role_arn     = "arn:aws:iam::111122223333:role/trail"

  advanced_event_selector {
    name = "management"
    field_selector {
      field  = "eventCategory"
      equals = ["Management"]
    }
  }

  advanced_event_selector {
    name = "objects"
    field_selector {
      field  = "eventCategory"
      equals = ["Data"]
    }
    field_selector {
      field  = "resources.type"
      equals = ["AWS::S3::Object"]
    }
  }
}
