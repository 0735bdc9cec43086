# Values through try, lookup, coalesce and merge.
# kamae: pass aws/rds/instance-encrypted aws_db_instance.try
# kamae: fail aws/rds/instance-encrypted aws_db_instance.lookup
# kamae: pass aws/rds/instance-backups aws_db_instance.try
# kamae: fail aws/rds/instance-not-public aws_db_instance.lookup
variable "settings" {
  type = any
  default = {
    encrypted = true
    public    = null
  }
}

locals {
  merged = merge({ encrypted = true, public = false }, { encrypted = false, public = true })
}

resource "aws_db_instance" "try" {
  engine                  = "postgres"
  instance_class          = "db.t4g.small"
  storage_encrypted       = try(var.settings.encrypted, false)
  backup_retention_period = try(var.settings.days, coalesce(null, 7))
  publicly_accessible     = var.settings.public
}

resource "aws_db_instance" "lookup" {
  engine              = "postgres"
  instance_class      = "db.t4g.small"
  storage_encrypted   = lookup(local.merged, "encrypted", true)
  publicly_accessible = local.merged["public"]
}
