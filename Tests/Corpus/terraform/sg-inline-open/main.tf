# kamae: fail aws/ec2/security-group-ssh-closed
# kamae: fail aws/ec2/security-group-egress-restricted
# kamae: pass aws/ec2/security-group-rdp-closed
# kamae: pass aws/ec2/security-group-http-closed
# kamae: pass aws/ec2/security-group-not-wide-open
# kamae: pass aws/ec2/security-group-database-ports-closed
resource "aws_security_group" "bastion" {
  name        = "bastion"
  description = "Jump host"
  vpc_id      = "vpc-0a1b2c3d4e5f60718"

  ingress {
    description = "SSH"
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8", "0.0.0.0/0"]
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
