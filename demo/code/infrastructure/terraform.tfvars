account_id = "123456789012"

buckets = {
  statements = {
    retention_days = 3650 # seven years by law, ten by our auditors
    owner          = "ledger"
  }
  receipts = {
    retention_days = 3650
    owner          = "checkout"
  }
  ledger-archive = {
    retention_days = 3650
    owner          = "ledger"
  }
  # Rebuilt every night from the ledger, so nobody asked for versions.
  exports = {
    versioned      = false
    retention_days = 30
    owner          = "finance"
  }
}
