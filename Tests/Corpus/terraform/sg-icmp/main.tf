# ICMP types are no ports.
# kamae: pass aws/ec2/security-group-ssh-closed
# kamae: pass aws/ec2/security-group-http-closed
# kamae: pass aws/ec2/security-group-not-wide-open
# kamae: pass aws/ec2/security-group-admin-ports-closed
resource "aws_security_group" "ping" {
  name        = "ping"
  description = "ping"
  ingress {
    description = "ping"
    from_port   = 8
    to_port     = 0
    protocol    = "icmp"
    cidr_blocks = ["0.0.0.0/0"]
  }
  ingress {
    description = "all ICMP"
    from_port   = -1
    to_port     = -1
    protocol    = "icmp"
    cidr_blocks = ["0.0.0.0/0"]
  }
  ingress {
    description = "HTTPS"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
