# kamae: fail aws/ec2/ebs-encryption-by-default aws_ebs_encryption_by_default.off
# kamae: pass aws/ec2/ebs-encryption-by-default aws_ebs_encryption_by_default.on
resource "aws_ebs_encryption_by_default" "off" {
  enabled = false
}

provider "aws" {
  alias  = "tokyo"
  region = "ap-northeast-1"
}

resource "aws_ebs_encryption_by_default" "on" {
  provider = aws.tokyo
}
