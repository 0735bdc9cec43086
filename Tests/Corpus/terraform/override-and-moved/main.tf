# kamae: pass aws/rds/instance-encrypted
# kamae: pass aws/rds/instance-not-public
resource "aws_db_instance" "db" {
  engine              = "postgres"
  instance_class      = "db.t4g.small"
  storage_encrypted   = false
  publicly_accessible = false
}

moved {
  from = aws_db_instance.old
  to   = aws_db_instance.db
}
