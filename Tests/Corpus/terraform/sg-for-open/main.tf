# A for expression that yields the whole internet.
# kamae: fail aws/ec2/security-group-ssh-closed
locals {
  networks = ["10.0.0.0", "0.0.0.0"]
}

resource "aws_security_group" "x" {
  name        = "x"
  description = "x"
  ingress {
    description = "SSH"
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = [for n in local.networks : n == "0.0.0.0" ? "${n}/0" : "${n}/8"]
  }
}
