# Ports and addresses from variables and for expressions.
# kamae: fail aws/ec2/security-group-ssh-closed aws_security_group.open
# kamae: pass aws/ec2/security-group-ssh-closed aws_security_group.inner
# kamae: fail aws/ec2/security-group-http-closed aws_security_group.open
# kamae: pass aws/ec2/security-group-http-closed aws_security_group.inner
# kamae: pass aws/ec2/security-group-rdp-closed
variable "ports" {
  type    = list(number)
  default = [22, 80, 443]
}

variable "offices" {
  type    = map(string)
  default = { berlin = "203.0.113.10", osaka = "198.51.100.4" }
}

resource "aws_security_group" "open" {
  name        = "open"
  description = "open"
  dynamic "ingress" {
    for_each = toset(var.ports)
    content {
      description = "port ${ingress.value}"
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = ["0.0.0.0/0"]
    }
  }
}

resource "aws_security_group" "inner" {
  name        = "inner"
  description = "inner"
  dynamic "ingress" {
    for_each = var.ports
    iterator = port
    content {
      description = "port ${port.value}"
      from_port   = port.value
      to_port     = port.value
      protocol    = "tcp"
      cidr_blocks = [for name, address in var.offices : "${address}/32"]
    }
  }
}
