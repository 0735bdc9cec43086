# Addresses come in through a module and a local.
# kamae: fail aws/ec2/security-group-database-ports-closed module.db_public.aws_security_group.db
# kamae: pass aws/ec2/security-group-database-ports-closed module.db_private.aws_security_group.db
locals {
  everyone = ["0.0.0.0/0"]
}

module "db_public" {
  source  = "./db"
  name    = "public"
  sources = local.everyone
}

module "db_private" {
  source = "./db"
  name   = "private"
}
