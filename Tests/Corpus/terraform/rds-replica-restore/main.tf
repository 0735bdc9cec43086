# A replica and a restored instance are encrypted as their source is; a copy of a snapshot may be shared.
# kamae: quiet aws/rds/instance-encrypted
# kamae: quiet aws/rds/instance-multi-az aws_db_instance.replica
# kamae: fail aws/rds/snapshot-not-public aws_db_snapshot.shared
# kamae: pass aws/rds/snapshot-not-public aws_db_snapshot.kept
resource "aws_db_instance" "replica" {
  identifier          = "replica"
  instance_class      = "db.m6g.large"
  replicate_source_db = "arn:aws:rds:eu-west-1:111122223333:db:shop"
}

resource "aws_db_instance" "restored" {
  identifier          = "restored"
  instance_class      = "db.m6g.large"
  snapshot_identifier = "shop-before-migration"
}

resource "aws_db_snapshot" "shared" {
  db_instance_identifier = aws_db_instance.restored.identifier
  db_snapshot_identifier = "for-everybody"
  shared_accounts        = ["all"]
}

resource "aws_db_snapshot" "kept" {
  db_instance_identifier = aws_db_instance.restored.identifier
  db_snapshot_identifier = "for-auditors"
  shared_accounts        = ["444455556666"]
}
