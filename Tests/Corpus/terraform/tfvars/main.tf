# The file of values decides, not the default.
# kamae: pass aws/rds/instance-encrypted
# kamae: fail aws/rds/instance-not-public
variable "encrypted" {
  type    = bool
  default = false
}

variable "database" {
  type = object({ public = bool })
  default = { public = false }
}

resource "aws_db_instance" "db" {
  engine              = "postgres"
  instance_class      = "db.t4g.small"
  storage_encrypted   = var.encrypted
  publicly_accessible = var.database.public
}
