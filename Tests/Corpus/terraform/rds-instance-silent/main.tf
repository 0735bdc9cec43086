# What the provider makes of silence: unencrypted, no backups, unprotected, private, minor upgrades.
# kamae: fail aws/rds/instance-encrypted
# kamae: fail aws/rds/instance-backups
# kamae: fail aws/rds/instance-deletion-protection
# kamae: pass aws/rds/instance-not-public
# kamae: pass aws/rds/instance-minor-upgrades
resource "aws_db_instance" "silent" {
  engine            = "postgres"
  instance_class    = "db.t4g.small"
  allocated_storage = 50
}
