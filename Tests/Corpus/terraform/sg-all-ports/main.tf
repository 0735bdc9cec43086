# Every port by three spellings: one finding, not one for each port. A rule of its own is one of its own.
# kamae: fail aws/ec2/security-group-not-wide-open
# kamae: quiet aws/ec2/security-group-ssh-closed aws_security_group.protocol aws_security_group.range aws_security_group.rule
# kamae: quiet aws/ec2/security-group-rdp-closed aws_security_group.protocol aws_security_group.range aws_security_group.udp
# kamae: fail aws/ec2/security-group-rdp-closed aws_security_group.twice
# kamae: quiet aws/ec2/security-group-admin-ports-closed
# kamae: quiet aws/ec2/security-group-file-sharing-closed
# kamae: quiet aws/ec2/security-group-http-closed aws_security_group.protocol aws_security_group.range aws_security_group.rule
# kamae: quiet aws/ec2/security-group-database-ports-closed aws_security_group.protocol aws_security_group.range aws_security_group.rule
# kamae: pass aws/ec2/security-group-ssh-closed aws_security_group.udp
resource "aws_security_group" "protocol" {
  name = "protocol"
  ingress {
    from_port   = 0
    to_port     = 0
    protocol    = -1
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "range" {
  name = "range"
  ingress {
    from_port   = 0
    to_port     = 65535
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "rule" {
  name = "rule"
}

resource "aws_vpc_security_group_ingress_rule" "all" {
  security_group_id = aws_security_group.rule.id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_security_group" "udp" {
  name = "udp"
  ingress {
    from_port   = 0
    to_port     = 65535
    protocol    = "udp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

# Whoever takes the first rule away still has Remote Desktop open.
resource "aws_security_group" "twice" {
  name = "twice"
  ingress {
    description = "debugging, remove after the launch"
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
  ingress {
    from_port   = 3389
    to_port     = 3389
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
