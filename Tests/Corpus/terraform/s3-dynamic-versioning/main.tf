# kamae: pass aws/s3/bucket-versioning
# kamae: pass aws/s3/bucket-access-logging
# kamae: pass aws/s3/bucket-encryption
variable "logging" {
  type    = object({ bucket = string, prefix = optional(string, "s3/") })
  default = { bucket = "acme-logs" }
}

variable "versioning" {
  type    = map(string)
  default = { enabled = true }
}

resource "aws_s3_bucket" "this" {
  bucket = "acme-dynamic"

  dynamic "versioning" {
    for_each = length(keys(var.versioning)) == 0 ? [] : [var.versioning]
    content {
      enabled = lookup(versioning.value, "enabled", null)
    }
  }

  dynamic "logging" {
    for_each = [var.logging]
    content {
      target_bucket = logging.value.bucket
      target_prefix = logging.value.prefix
    }
  }

  dynamic "server_side_encryption_configuration" {
    for_each = ["aws:kms"]
    iterator = algorithm
    content {
      rule {
        apply_server_side_encryption_by_default {
          sse_algorithm = algorithm.value
        }
      }
    }
  }
}
