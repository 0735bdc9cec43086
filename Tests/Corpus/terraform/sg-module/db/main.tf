variable "name" { type = string }

variable "sources" {
  type    = list(string)
  default = ["10.20.0.0/16"]
}

resource "aws_security_group" "db" {
  name        = var.name
  description = "database"
}

resource "aws_security_group_rule" "postgres" {
  for_each          = toset(var.sources)
  type              = "ingress"
  description       = "PostgreSQL"
  security_group_id = aws_security_group.db.id
  protocol          = "tcp"
  from_port         = 5432
  to_port           = 5432
  cidr_blocks       = [each.value]
}
