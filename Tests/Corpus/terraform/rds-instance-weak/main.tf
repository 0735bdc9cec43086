# kamae: fail aws/rds/instance-encrypted
# kamae: fail aws/rds/instance-not-public
# kamae: fail aws/rds/instance-backups
# kamae: fail aws/rds/instance-deletion-protection
# kamae: fail aws/rds/instance-minor-upgrades
# kamae: fail aws/rds/instance-multi-az
# kamae: fail aws/rds/instance-iam-authentication
resource "aws_db_instance" "shop" {
  identifier                 = "shop"
  engine                     = "mysql"
  instance_class             = "db.t3.micro"
  allocated_storage          = 20
  username                   = "app"
  password                   = var.password
  publicly_accessible        = true
  backup_retention_period    = 0
  auto_minor_version_upgrade = false
  skip_final_snapshot        = true
}

variable "password" {
  sensitive = true
}
