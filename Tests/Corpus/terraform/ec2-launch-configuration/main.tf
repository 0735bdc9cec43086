# kamae: fail aws/ec2/instance-block-devices-encrypted aws_launch_configuration.weak
# kamae: pass aws/ec2/instance-block-devices-encrypted aws_launch_configuration.good
# kamae: fail aws/ec2/instance-imdsv2 aws_launch_configuration.weak
# kamae: pass aws/ec2/instance-imdsv2 aws_launch_configuration.good
resource "aws_launch_configuration" "weak" {
  name_prefix   = "weak-"
  image_id      = "ami-0a1b2c3d4e5f60718"
  instance_type = "t3.micro"
  root_block_device {
    encrypted = true
  }
  ebs_block_device {
    device_name = "/dev/sdf"
    encrypted   = false
  }
}

resource "aws_launch_configuration" "good" {
  name_prefix   = "good-"
  image_id      = "ami-0a1b2c3d4e5f60718"
  instance_type = "t3.micro"
  metadata_options {
    http_tokens = "required"
  }
  root_block_device {
    encrypted = true
  }
}
