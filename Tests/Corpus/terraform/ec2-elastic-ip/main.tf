# The address comes from another resource.
# kamae: fail aws/ec2/instance-no-public-ip aws_instance.nat aws_instance.vpn
# kamae: pass aws/ec2/instance-no-public-ip aws_instance.inner
resource "aws_instance" "nat" {
  ami           = "ami-0a1b2c3d4e5f60718"
  instance_type = "t3.nano"
}

resource "aws_eip" "nat" {
  instance = aws_instance.nat.id
}

resource "aws_instance" "vpn" {
  ami           = "ami-0a1b2c3d4e5f60718"
  instance_type = "t3.nano"
}

resource "aws_eip" "vpn" {
  domain = "vpc"
}

resource "aws_eip_association" "vpn" {
  instance_id   = aws_instance.vpn.id
  allocation_id = aws_eip.vpn.id
}

resource "aws_instance" "inner" {
  ami           = "ami-0a1b2c3d4e5f60718"
  instance_type = "t3.nano"
}
