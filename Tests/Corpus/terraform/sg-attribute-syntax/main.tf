# Blocks written as an attribute (a list of objects).
# kamae: fail aws/ec2/security-group-ssh-closed
resource "aws_security_group" "attr" {
  name        = "attr"
  description = "attr"
  ingress = [{
    description      = "SSH"
    from_port        = 22
    to_port          = 22
    protocol         = "tcp"
    cidr_blocks      = ["0.0.0.0/0"]
    ipv6_cidr_blocks = []
    prefix_list_ids  = []
    security_groups  = []
    self             = false
  }]
  egress = []
}
