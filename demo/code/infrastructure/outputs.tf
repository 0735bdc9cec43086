output "cluster_name" {
  value = module.compute.cluster_name
}

output "ledger_endpoint" {
  value     = module.data.ledger_endpoint
  sensitive = true
}
