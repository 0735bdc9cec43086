locals {
  prefix = "kawase-${var.environment}"

  tags = {
    service     = "payments"
    environment = var.environment
    managed-by  = "terraform"
  }
}

module "network" {
  source = "./modules/network"

  prefix      = local.prefix
  vpc_cidr    = "10.20.0.0/16"
  office_cidr = var.office_cidr

  subnets = {
    public-a  = { cidr = "10.20.0.0/24", zone = "${var.region}a" }
    public-c  = { cidr = "10.20.1.0/24", zone = "${var.region}c" }
    private-a = { cidr = "10.20.10.0/24", zone = "${var.region}a" }
    private-c = { cidr = "10.20.11.0/24", zone = "${var.region}c" }
  }
}

module "storage" {
  source = "./modules/storage"

  prefix      = local.prefix
  buckets     = var.buckets
  kms_key_arn = module.data.storage_key_arn
}

module "data" {
  source = "./modules/data"

  prefix             = local.prefix
  account_id         = var.account_id
  region             = var.region
  subnet_ids         = [module.network.subnet_ids["private-a"], module.network.subnet_ids["private-c"]]
  database_group_id  = module.network.security_group_ids["database"]
  reporting_group_id = module.network.security_group_ids["reporting"]
}

module "compute" {
  source = "./modules/compute"

  prefix             = local.prefix
  zone               = "${var.region}a"
  private_subnet_ids = [module.network.subnet_ids["private-a"], module.network.subnet_ids["private-c"]]
  bastion_subnet_id  = module.network.subnet_ids["public-a"]
  bastion_group_id   = module.network.security_group_ids["bastion"]
  service_group_id   = module.network.security_group_ids["api"]
  cluster_role_arn   = module.identity.cluster_role_arn
  function_role_arn  = module.identity.settlement_role_arn
  kms_key_arn        = module.data.storage_key_arn
}

module "identity" {
  source = "./modules/identity"

  prefix     = local.prefix
  account_id = var.account_id
  region     = var.region
  log_bucket = module.storage.log_bucket
}
