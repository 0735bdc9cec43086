# Nobody said which addresses.
# kamae: unknown aws/ec2/security-group-ssh-closed
# kamae: pass aws/ec2/security-group-rdp-closed
variable "allowed" {
  type = list(string)
}

resource "aws_security_group" "admin" {
  name        = "admin"
  description = "admin"
  ingress {
    description = "SSH"
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = var.allowed
  }
}
