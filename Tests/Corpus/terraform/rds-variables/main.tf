# kamae: unknown aws/rds/instance-encrypted
# kamae: unknown aws/rds/instance-not-public
# kamae: pass aws/rds/instance-backups
variable "encrypted" {
  type = bool
}

variable "public" {}

variable "retention" {
  type    = number
  default = 7
}

resource "aws_db_instance" "db" {
  engine                  = "postgres"
  instance_class          = "db.t4g.small"
  allocated_storage       = 50
  storage_encrypted       = var.encrypted
  publicly_accessible     = var.public
  backup_retention_period = var.retention
}
