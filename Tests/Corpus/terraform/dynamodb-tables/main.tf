# kamae: fail aws/dynamodb/table-point-in-time-recovery aws_dynamodb_table.plain aws_dynamodb_table.off
# kamae: pass aws/dynamodb/table-point-in-time-recovery aws_dynamodb_table.good
# kamae: fail aws/dynamodb/table-kms-key aws_dynamodb_table.plain aws_dynamodb_table.off
# kamae: pass aws/dynamodb/table-kms-key aws_dynamodb_table.good
# kamae: fail aws/dynamodb/table-deletion-protection aws_dynamodb_table.plain
# kamae: pass aws/dynamodb/table-deletion-protection aws_dynamodb_table.good
resource "aws_dynamodb_table" "plain" {
  name         = "plain"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  attribute {
    name = "id"
    type = "S"
  }
}

resource "aws_dynamodb_table" "off" {
  name     = "off"
  hash_key = "id"
  point_in_time_recovery {
    enabled = false
  }
  server_side_encryption {
    enabled = false
  }
}

resource "aws_kms_key" "tables" {
  enable_key_rotation = true
}

resource "aws_dynamodb_table" "good" {
  name                        = "good"
  hash_key                    = "id"
  deletion_protection_enabled = true
  point_in_time_recovery {
    enabled = true
  }
  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.tables.arn
  }
}
