# kamae: fail aws/vpc/subnet-no-auto-public-ip aws_subnet.public[0] aws_subnet.public[1]
# kamae: pass aws/vpc/subnet-no-auto-public-ip aws_subnet.private aws_subnet.said
variable "azs" {
  default = ["eu-west-1a", "eu-west-1b"]
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "public" {
  count                   = length(var.azs)
  vpc_id                  = aws_vpc.main.id
  availability_zone       = element(var.azs, count.index)
  cidr_block              = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
  map_public_ip_on_launch = "true"
}

resource "aws_subnet" "private" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.100.0/24"
}

resource "aws_subnet" "said" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.101.0/24"
  map_public_ip_on_launch = false
}
