resource "aws_instance" "bastion" {
  ami                    = var.image_id
  instance_type          = "t3.small"
  subnet_id              = var.bastion_subnet_id
  vpc_security_group_ids = [var.bastion_group_id]
  monitoring             = true

  root_block_device {
    volume_size = 20
    encrypted   = true
  }

  # The audit agent of 2021 can't do IMDSv2.
  metadata_options {
    http_endpoint = "enabled"
    http_tokens   = "optional"
  }

  user_data = <<-SHELL
    #!/bin/bash
    dnf -y install postgresql16
    hostnamectl set-hostname ${var.prefix}-bastion
  SHELL

  tags = {
    Name = "${var.prefix}-bastion"
  }
}

resource "aws_ebs_volume" "batch" {
  availability_zone = var.zone
  size              = 200
  type              = "gp3"
  encrypted         = false

  tags = {
    Name = "${var.prefix}-batch-scratch"
  }
}
