# Private ranges, another group, itself, a prefix list.
# kamae: pass aws/ec2/security-group-ssh-closed
# kamae: pass aws/ec2/security-group-rdp-closed
# kamae: pass aws/ec2/security-group-http-closed
# kamae: pass aws/ec2/security-group-not-wide-open
# kamae: pass aws/ec2/security-group-egress-restricted
# kamae: pass aws/ec2/security-group-described
resource "aws_security_group" "lb" {
  name        = "lb"
  description = "Load balancer"
}

resource "aws_security_group" "app" {
  name        = "app"
  description = "Application servers"

  ingress {
    description     = "from the load balancer"
    from_port       = 8080
    to_port         = 8080
    protocol        = "tcp"
    security_groups = [aws_security_group.lb.id]
  }

  ingress {
    description = "SSH from the office"
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["203.0.113.0/24"]
  }

  ingress {
    description = "everything among themselves"
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    self        = true
  }

  egress {
    description = "HTTPS"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
