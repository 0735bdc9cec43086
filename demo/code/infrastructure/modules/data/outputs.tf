output "storage_key_arn" {
  value = aws_kms_key.storage.arn
}

output "ledger_endpoint" {
  value = aws_db_instance.ledger.endpoint
}
