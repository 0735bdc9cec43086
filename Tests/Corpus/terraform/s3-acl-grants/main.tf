# Grants instead of a canned ACL: AllUsers may write, AuthenticatedUsers may read.
# kamae: fail aws/s3/bucket-acl-no-public-write aws_s3_bucket.dropbox
# kamae: pass aws/s3/bucket-acl-no-public-write aws_s3_bucket.shared aws_s3_bucket.partner
# kamae: fail aws/s3/bucket-acl-no-public-read aws_s3_bucket.dropbox aws_s3_bucket.shared
# kamae: pass aws/s3/bucket-acl-no-public-read aws_s3_bucket.partner
data "aws_canonical_user_id" "current" {}

resource "aws_s3_bucket" "dropbox" {
  bucket = "acme-dropbox"
}

resource "aws_s3_bucket_acl" "dropbox" {
  bucket = aws_s3_bucket.dropbox.id
  access_control_policy {
    owner {
      id = data.aws_canonical_user_id.current.id
    }
    grant {
      permission = "FULL_CONTROL"
      grantee {
        type = "Group"
        uri  = "http://acs.amazonaws.com/groups/global/AllUsers"
      }
    }
  }
}

resource "aws_s3_bucket" "shared" {
  bucket = "acme-shared"
  grant {
    type        = "Group"
    permissions = ["READ"]
    uri         = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"
  }
}

resource "aws_s3_bucket" "partner" {
  bucket = "acme-partner"
  grant {
    id          = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"
    type        = "CanonicalUser"
    permissions = ["FULL_CONTROL"]
  }
}
