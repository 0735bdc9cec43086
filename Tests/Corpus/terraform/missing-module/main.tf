# A module from a registry that is not at hand: what it would protect is not known.
# kamae: fail aws/rds/instance-encrypted
# kamae: unknown aws/s3/bucket-acl-no-public-read
module "settings" {
  source  = "acme/settings/aws"
  version = "~> 2.0"
}

resource "aws_db_instance" "db" {
  engine         = "postgres"
  instance_class = "db.t4g.small"
}

resource "aws_s3_bucket" "x" {
  bucket = "acme-x"
  acl    = module.settings.bucket_acl
}
