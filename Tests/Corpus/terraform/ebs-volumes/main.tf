# kamae: fail aws/ec2/volume-encrypted aws_ebs_volume.silent aws_ebs_volume.plain
# kamae: pass aws/ec2/volume-encrypted aws_ebs_volume.good
# kamae: quiet aws/ec2/snapshot-encrypted
# kamae: pass aws/ec2/snapshot-not-public
resource "aws_ebs_volume" "silent" {
  availability_zone = "eu-west-1a"
  size              = 20
}

resource "aws_ebs_volume" "plain" {
  availability_zone = "eu-west-1a"
  size              = 20
  encrypted         = "false"
}

resource "aws_ebs_volume" "good" {
  availability_zone = "eu-west-1a"
  size              = 20
  encrypted         = true
}

resource "aws_ebs_snapshot" "good" {
  volume_id = aws_ebs_volume.good.id
}
