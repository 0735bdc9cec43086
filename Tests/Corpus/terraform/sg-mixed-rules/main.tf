# Rules inside and beside the group, a splat and a group from the cloud.
# kamae: fail aws/ec2/security-group-ssh-closed aws_security_group.a[0] aws_security_group.a[1]
# kamae: pass aws/ec2/security-group-rdp-closed aws_security_group.a[0] aws_security_group.a[1]
resource "aws_security_group" "a" {
  count       = 2
  name        = "a${count.index}"
  description = "a"
  ingress {
    description = "HTTPS"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group_rule" "ssh" {
  count             = 2
  type              = "ingress"
  security_group_id = aws_security_group.a.*.id[count.index]
  from_port         = 22
  to_port           = 22
  protocol          = "tcp"
  cidr_blocks       = ["0.0.0.0/0"]
  description       = "SSH"
}
