# Policies that forbid 0.0.0.0/0 are got around with two halves; all routed IPv6 addresses begin with 001.
# kamae: fail aws/ec2/security-group-ssh-closed aws_security_group.halves aws_security_group.global_unicast
# kamae: pass aws/ec2/security-group-ssh-closed aws_security_group.unique_local aws_security_group.offices
# kamae: fail aws/ec2/security-group-not-wide-open aws_security_group.everything
# kamae: pass aws/ec2/security-group-not-wide-open aws_security_group.unique_local
# kamae: fail aws/ec2/security-group-egress-restricted aws_security_group.everything
locals {
  world = ["0.0.0.0/1", "128.0.0.0/1"]
}

resource "aws_security_group" "halves" {
  name = "bastion"
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = local.world
  }
}

resource "aws_security_group" "everything" {
  name = "everything"
  ingress {
    from_port   = 0
    to_port     = 65535
    protocol    = "tcp"
    cidr_blocks = local.world
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = local.world
  }
}

resource "aws_security_group" "global_unicast" {
  name = "bastion6"
}

resource "aws_vpc_security_group_ingress_rule" "ssh6" {
  security_group_id = aws_security_group.global_unicast.id
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_ipv6         = "2000::/3"
}

# A short prefix, and yet nobody outside: fc00::/7 is not routed on the internet.
resource "aws_security_group" "unique_local" {
  name = "inside6"
  ingress {
    from_port        = 0
    to_port          = 0
    protocol         = "-1"
    ipv6_cidr_blocks = ["fc00::/7"]
  }
}

resource "aws_security_group" "offices" {
  name = "offices"
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["198.51.100.0/24", "10.0.0.0/8"]
  }
}
