resource "aws_db_subnet_group" "main" {
  name       = var.prefix
  subnet_ids = var.subnet_ids
}

resource "aws_db_instance" "ledger" {
  identifier                          = "${var.prefix}-ledger"
  engine                              = "postgres"
  engine_version                      = "16.4"
  instance_class                      = "db.r6g.xlarge"
  allocated_storage                   = 500
  db_name                             = "ledger"
  username                            = "ledger_admin"
  manage_master_user_password         = true
  storage_encrypted                   = true
  kms_key_id                          = aws_kms_key.ledger.arn
  multi_az                            = true
  publicly_accessible                 = false
  backup_retention_period             = 35
  deletion_protection                 = true
  copy_tags_to_snapshot               = true
  iam_database_authentication_enabled = true
  enabled_cloudwatch_logs_exports     = ["postgresql"]
  db_subnet_group_name                = aws_db_subnet_group.main.name
  vpc_security_group_ids              = [var.database_group_id]

  tags = {
    owner = "ledger"
  }
}

# A copy for finance and their BI vendor, filled every night. Can be made anew, so it is kept small.
resource "aws_db_instance" "reporting" {
  identifier                  = "${var.prefix}-reporting"
  engine                      = "postgres"
  engine_version              = "16.4"
  instance_class              = "db.t4g.large"
  allocated_storage           = 200
  username                    = "reporting_admin"
  manage_master_user_password = true
  storage_encrypted           = false
  publicly_accessible         = false
  multi_az                    = false
  backup_retention_period     = 1
  deletion_protection         = false
  db_subnet_group_name        = aws_db_subnet_group.main.name
  vpc_security_group_ids      = [var.reporting_group_id]

  tags = {
    owner = "finance"
  }
}

locals {
  tables = {
    idempotency = { key = "request_id", recoverable = true }
    merchants   = { key = "merchant_id", recoverable = true }
    sessions    = { key = "session_id", recoverable = false }
  }
}

resource "aws_dynamodb_table" "this" {
  for_each = local.tables

  name                        = "${var.prefix}-${each.key}"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = each.value.key
  deletion_protection_enabled = true

  attribute {
    name = each.value.key
    type = "S"
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.storage.arn
  }

  point_in_time_recovery {
    enabled = each.value.recoverable
  }
}
