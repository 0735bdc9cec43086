resource "aws_eks_cluster" "main" {
  name     = var.prefix
  version  = "1.31"
  role_arn = var.cluster_role_arn

  # Audit logs were 400 dollars a day. Back in when somebody filters them. PLAT-87
  enabled_cluster_log_types = ["api", "authenticator"]

  vpc_config {
    subnet_ids              = var.private_subnet_ids
    security_group_ids      = [var.service_group_id]
    endpoint_private_access = true
    endpoint_public_access  = true
    # The hosted runners of our CI have no fixed addresses.
    public_access_cidrs = ["0.0.0.0/0"]
  }
}

resource "aws_launch_template" "workers" {
  name                   = "${var.prefix}-workers"
  image_id               = var.image_id
  instance_type          = "m7g.xlarge"
  vpc_security_group_ids = [var.service_group_id]

  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  monitoring {
    enabled = true
  }

  block_device_mappings {
    device_name = "/dev/xvda"

    ebs {
      volume_size = 80
      volume_type = "gp3"
      encrypted   = true
      kms_key_id  = var.kms_key_arn
    }
  }

  tags = {
    owner = "platform"
  }
}
