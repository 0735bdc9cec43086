# kamae: fail aws/ec2/instance-imdsv2
# kamae: fail aws/ec2/instance-no-public-ip
# kamae: fail aws/ec2/instance-block-devices-encrypted
# kamae: fail aws/ec2/instance-detailed-monitoring
# kamae: fail aws/ec2/instance-has-role
# kamae: fail aws/ec2/user-data-without-secrets
resource "aws_instance" "web" {
  ami                         = "ami-0a1b2c3d4e5f60718"
  instance_type               = "t3.micro"
  associate_public_ip_address = true

  root_block_device {
    volume_size = 20
  }

  user_data = <<-EOT
    #!/bin/bash
    export AWS_ACCESS_KEY_ID=AKIAQ3EGUX7PNMRT4LWH
    export AWS_SECRET_ACCESS_KEY=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
    aws s3 cp s3://acme-config/app.env /etc/app.env
  EOT
}
