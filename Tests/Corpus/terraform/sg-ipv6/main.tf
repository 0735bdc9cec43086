# kamae: fail aws/ec2/security-group-ssh-closed
# kamae: fail aws/ec2/security-group-database-ports-closed
resource "aws_security_group" "v6" {
  name        = "v6"
  description = "IPv6 only"
  ingress {
    description      = "SSH"
    from_port        = 20
    to_port          = 25
    protocol         = "6"
    ipv6_cidr_blocks = ["::/0"]
  }
  ingress {
    description      = "MySQL"
    from_port        = 3306
    to_port          = 3306
    protocol         = "TCP"
    ipv6_cidr_blocks = ["0::0/0"]
  }
}
