# kamae: pass aws/rds/instance-encrypted
# kamae: pass aws/rds/instance-not-public
# kamae: pass aws/rds/instance-backups
# kamae: pass aws/rds/instance-deletion-protection
# kamae: pass aws/rds/instance-minor-upgrades
# kamae: pass aws/rds/instance-multi-az
# kamae: pass aws/rds/instance-iam-authentication
locals {
  defaults = {
    encrypted = true
    days      = 14
  }
}

resource "aws_db_instance" "shop" {
  identifier                          = "shop"
  engine                              = "postgres"
  instance_class                      = "db.m6g.large"
  allocated_storage                   = 100
  manage_master_user_password         = true
  storage_encrypted                   = local.defaults.encrypted
  backup_retention_period             = max(local.defaults.days, 7)
  deletion_protection                 = "true"
  multi_az                            = !false
  publicly_accessible                 = false
  iam_database_authentication_enabled = true
}
