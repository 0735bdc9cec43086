# The members of a cluster take their storage, backups and protection from it.
# kamae: fail aws/rds/cluster-encrypted aws_rds_cluster.plain
# kamae: pass aws/rds/cluster-encrypted aws_rds_cluster.good
# kamae: fail aws/rds/cluster-deletion-protection aws_rds_cluster.plain
# kamae: pass aws/rds/cluster-deletion-protection aws_rds_cluster.good
# kamae: fail aws/rds/cluster-iam-authentication aws_rds_cluster.plain
# kamae: quiet aws/rds/instance-encrypted
# kamae: quiet aws/rds/instance-backups
# kamae: quiet aws/rds/instance-deletion-protection
# kamae: fail aws/rds/instance-not-public aws_rds_cluster_instance.plain[0]
# kamae: pass aws/rds/instance-not-public aws_rds_cluster_instance.good[0] aws_rds_cluster_instance.good[1]
resource "aws_rds_cluster" "plain" {
  cluster_identifier = "plain"
  engine             = "aurora-mysql"
}

resource "aws_rds_cluster_instance" "plain" {
  count               = 1
  cluster_identifier  = aws_rds_cluster.plain.id
  instance_class      = "db.r6g.large"
  engine              = aws_rds_cluster.plain.engine
  publicly_accessible = true
}

resource "aws_rds_cluster" "good" {
  cluster_identifier                  = "good"
  engine                              = "aurora-postgresql"
  storage_encrypted                   = true
  deletion_protection                 = true
  iam_database_authentication_enabled = true
  backup_retention_period             = 7
}

resource "aws_rds_cluster_instance" "good" {
  count              = 2
  cluster_identifier = aws_rds_cluster.good.id
  instance_class     = "db.r6g.large"
  engine             = aws_rds_cluster.good.engine
}
