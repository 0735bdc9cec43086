# Clusters with a master password, which all have; what counts is whether applications can log in without one.
# kamae: pass aws/rds/cluster-iam-authentication aws_rds_cluster.orders aws_rds_cluster.regional["eu-west-1"] aws_rds_cluster.regional["us-east-1"]
# kamae: fail aws/rds/cluster-iam-authentication aws_rds_cluster.reports
# kamae: pass aws/rds/cluster-encrypted aws_rds_cluster.regional["eu-west-1"] aws_rds_cluster.burst
# kamae: fail aws/rds/cluster-encrypted aws_rds_cluster.reports
variable "master_password" {
  type      = string
  sensitive = true
}

locals {
  defaults = {
    engine   = "aurora-postgresql"
    iam_auth = false
  }
  # The override comes last.
  database = merge(local.defaults, { iam_auth = true })
}

resource "aws_rds_cluster" "orders" {
  cluster_identifier                  = "orders"
  engine                              = local.database.engine
  master_username                     = "postgres"
  master_password                     = var.master_password
  iam_database_authentication_enabled = local.database.iam_auth
  storage_encrypted                   = true
}

resource "aws_rds_cluster" "regional" {
  for_each                            = toset(["eu-west-1", "us-east-1"])
  cluster_identifier                  = "catalog-${each.key}"
  engine                              = "mysql"
  db_cluster_instance_class           = "db.m6gd.large"
  storage_type                        = "io2"
  allocated_storage                   = 100
  iops                                = 1000
  manage_master_user_password         = true
  master_username                     = "admin"
  iam_database_authentication_enabled = "true"
  storage_encrypted                   = true
}

# Roles for the cluster's own use of S3 are another thing.
resource "aws_rds_cluster" "reports" {
  cluster_identifier = "reports"
  engine             = "aurora-mysql"
  engine_mode        = "provisioned"
  iam_roles          = ["arn:aws:iam::111122223333:role/aurora-s3-import"]
  master_username    = "admin"
  master_password    = var.master_password
  serverlessv2_scaling_configuration {
    min_capacity = 0.5
    max_capacity = 4
  }
}

# The first Serverless encrypts always.
resource "aws_rds_cluster" "burst" {
  cluster_identifier = "burst"
  engine             = "aurora-mysql"
  engine_mode        = "serverless"
  master_username    = "admin"
  master_password    = var.master_password
}
