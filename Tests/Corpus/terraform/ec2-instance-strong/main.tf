# kamae: pass aws/ec2/instance-imdsv2
# kamae: pass aws/ec2/instance-no-public-ip
# kamae: pass aws/ec2/instance-block-devices-encrypted
# kamae: pass aws/ec2/instance-detailed-monitoring
# kamae: pass aws/ec2/instance-has-role
# kamae: pass aws/ec2/user-data-without-secrets
# kamae: pass aws/ec2/instance-metadata-hop-limit
resource "aws_iam_instance_profile" "web" {
  name = "web"
  role = "web"
}

resource "aws_instance" "web" {
  ami                         = "ami-0a1b2c3d4e5f60718"
  instance_type               = "t3.micro"
  iam_instance_profile        = aws_iam_instance_profile.web.name
  associate_public_ip_address = false
  monitoring                  = true

  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  root_block_device {
    encrypted = true
  }

  ebs_block_device {
    device_name = "/dev/sdf"
    encrypted   = true
  }

  ephemeral_block_device {
    device_name  = "/dev/sdb"
    virtual_name = "ephemeral0"
  }

  user_data = <<-EOT
    #!/bin/bash
    export DB_PASSWORD=$(aws secretsmanager get-secret-value --secret-id db --query SecretString --output text)
    yum install -y nginx
  EOT
}
