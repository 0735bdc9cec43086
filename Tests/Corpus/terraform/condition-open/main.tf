# A condition that nobody can decide: unknown, unless both branches say the same.
# kamae: unknown aws/rds/instance-encrypted aws_db_instance.either
# kamae: pass aws/rds/instance-encrypted aws_db_instance.both
# kamae: pass aws/rds/instance-encrypted aws_db_instance.decided
variable "stage" {
  type = string
}

variable "tier" {
  default = "gold"
}

resource "aws_db_instance" "either" {
  engine            = "postgres"
  instance_class    = "db.t4g.small"
  storage_encrypted = var.stage == "prod" ? true : false
}

resource "aws_db_instance" "both" {
  engine            = "postgres"
  instance_class    = "db.t4g.small"
  storage_encrypted = var.stage == "prod" ? true : true
}

resource "aws_db_instance" "decided" {
  engine            = "postgres"
  instance_class    = "db.t4g.small"
  storage_encrypted = var.tier == "gold" ? true : false
}
