# The script is known in part; the key in it is known whole, and must not be told.
# kamae: fail aws/ec2/user-data-without-secrets aws_instance.leaky
# kamae: unknown aws/ec2/user-data-without-secrets aws_instance.given
# kamae: pass aws/ec2/user-data-without-secrets aws_instance.fetched
resource "aws_s3_bucket" "config" {
  bucket_prefix = "config-"
}

variable "token" {
  sensitive = true
}

resource "aws_instance" "leaky" {
  ami           = "ami-0a1b2c3d4e5f60718"
  instance_type = "t3.nano"
  user_data     = <<-EOT
    #!/bin/bash
    export AWS_ACCESS_KEY_ID=AKIAQ3EGUX7PNMRT4LWH
    aws s3 sync s3://${aws_s3_bucket.config.id} /etc/app
  EOT
}

resource "aws_instance" "given" {
  ami           = "ami-0a1b2c3d4e5f60718"
  instance_type = "t3.nano"
  user_data     = "#!/bin/sh\nregister --token ${var.token}\n"
}

resource "aws_instance" "fetched" {
  ami           = "ami-0a1b2c3d4e5f60718"
  instance_type = "t3.nano"
  user_data = templatefile("${path.module}/start.sh.tftpl", {
    stage = "prod"
  })
}
