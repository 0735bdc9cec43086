# The block stands in another file and meets its bucket by name.
# kamae: pass aws/s3/bucket-public-access-block
# kamae: pass aws/s3/bucket-restrict-public-buckets
# kamae: pass aws/s3/bucket-versioning
locals {
  name = "acme-${var.stage}-exports"
}

variable "stage" {
  default = "prod"
}

resource "aws_s3_bucket" "exports" {
  bucket = local.name
}
