locals {
  groups = {
    load-balancer = "Requests of merchants and their customers"
    api           = "The payments API on the cluster"
    database      = "The ledger"
    reporting     = "The read-only copy for finance"
    bastion       = "The way in for operators"
  }
}

resource "aws_security_group" "this" {
  for_each = local.groups

  name        = "${var.prefix}-${each.key}"
  description = each.value
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "${var.prefix}-${each.key}"
  }
}

resource "aws_vpc_security_group_ingress_rule" "https" {
  security_group_id = aws_security_group.this["load-balancer"].id
  description       = "HTTPS"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_ingress_rule" "api" {
  security_group_id            = aws_security_group.this["api"].id
  description                  = "From the load balancer"
  ip_protocol                  = "tcp"
  from_port                    = 8443
  to_port                      = 8443
  referenced_security_group_id = aws_security_group.this["load-balancer"].id
}

resource "aws_vpc_security_group_ingress_rule" "database" {
  security_group_id            = aws_security_group.this["database"].id
  description                  = "From the API"
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
  referenced_security_group_id = aws_security_group.this["api"].id
}

# The BI vendor could not name its addresses before the launch. PAY-2211
resource "aws_vpc_security_group_ingress_rule" "reporting" {
  security_group_id = aws_security_group.this["reporting"].id
  description       = "BI vendor"
  ip_protocol       = "tcp"
  from_port         = 5432
  to_port           = 5432
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_ingress_rule" "ssh" {
  security_group_id = aws_security_group.this["bastion"].id
  description       = "Office VPN"
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_ipv4         = var.office_cidr
}

resource "aws_vpc_security_group_egress_rule" "inside" {
  for_each = aws_security_group.this

  security_group_id = each.value.id
  description       = "Inside the VPC"
  ip_protocol       = "tcp"
  from_port         = 0
  to_port           = 65535
  cidr_ipv4         = var.vpc_cidr
}
