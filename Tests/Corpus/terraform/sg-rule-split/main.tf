# kamae: fail aws/ec2/security-group-rdp-closed
# kamae: fail aws/ec2/security-group-http-closed
# kamae: pass aws/ec2/security-group-ssh-closed
resource "aws_security_group" "win" {
  name        = "win"
  description = "Windows hosts"
}

resource "aws_security_group_rule" "rdp" {
  type              = "ingress"
  description       = "RDP"
  from_port         = 3389
  to_port           = 3389
  protocol          = "tcp"
  cidr_blocks       = ["0.0.0.0/0"]
  security_group_id = aws_security_group.win.id
}

resource "aws_security_group_rule" "ssh_out" {
  type              = "egress"
  description       = "SSH to anywhere"
  from_port         = 22
  to_port           = 22
  protocol          = "tcp"
  cidr_blocks       = ["0.0.0.0/0"]
  security_group_id = aws_security_group.win.id
}

resource "aws_vpc_security_group_ingress_rule" "http" {
  security_group_id = aws_security_group.win.id
  description       = "HTTP"
  cidr_ipv6         = "::/0"
  from_port         = 80
  to_port           = 80
  ip_protocol       = "tcp"
}
