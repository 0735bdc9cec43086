# kamae: fail aws/ec2/instance-imdsv2 aws_launch_template.weak
# kamae: pass aws/ec2/instance-imdsv2 aws_launch_template.good aws_launch_template.off
# kamae: fail aws/ec2/instance-block-devices-encrypted aws_launch_template.weak
# kamae: pass aws/ec2/instance-block-devices-encrypted aws_launch_template.good
# kamae: fail aws/ec2/instance-no-public-ip aws_launch_template.weak
# kamae: pass aws/ec2/instance-no-public-ip aws_launch_template.good
# kamae: quiet aws/ec2/instance-imdsv2 aws_instance.from_template
resource "aws_launch_template" "weak" {
  name = "weak"
  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      volume_size = 20
    }
  }
  network_interfaces {
    associate_public_ip_address = true
  }
}

resource "aws_launch_template" "good" {
  name = "good"
  metadata_options {
    http_tokens = "required"
  }
  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      encrypted = true
    }
  }
  network_interfaces {
    associate_public_ip_address = false
  }
}

resource "aws_launch_template" "off" {
  name = "off"
  metadata_options {
    http_endpoint = "disabled"
  }
}

resource "aws_instance" "from_template" {
  launch_template {
    id      = aws_launch_template.good.id
    version = "$Latest"
  }
}
