# kamae: fail aws/ec2/security-group-admin-ports-closed
# kamae: fail aws/ec2/security-group-file-sharing-closed aws_security_group.nas
# kamae: pass aws/ec2/security-group-file-sharing-closed aws_security_group.docker
resource "aws_security_group" "docker" {
  name        = "docker"
  description = "docker"
  ingress {
    description = "Docker"
    from_port   = 2375
    to_port     = 2376
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "nas" {
  name        = "nas"
  description = "nas"
  ingress {
    description = "SMB and more"
    from_port   = 100
    to_port     = 500
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
