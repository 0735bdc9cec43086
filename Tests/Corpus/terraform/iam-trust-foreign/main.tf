# kamae: fail aws/iam/role-trust-external-id aws_iam_role.vendor
# kamae: pass aws/iam/role-trust-external-id aws_iam_role.bound aws_iam_role.own aws_iam_role.own_text aws_iam_role.made_here
provider "aws" {
  allowed_account_ids = ["111122223333"]
}

data "aws_caller_identity" "this" {}

variable "external_id" {
  type      = string
  sensitive = true
}

resource "aws_iam_role" "vendor" {
  name = "vendor"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::444455556666:root" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role" "bound" {
  name = "bound"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "444455556666" }
      Action    = ["sts:AssumeRole"]
      Condition = { StringEquals = { "sts:ExternalId" = var.external_id } }
    }]
  })
}

resource "aws_iam_role" "own" {
  name = "own"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = data.aws_caller_identity.this.account_id }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role" "own_text" {
  name               = "own-text"
  assume_role_policy = <<EOF
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": {"AWS": "arn:aws:iam::${data.aws_caller_identity.this.account_id}:root"},
    "Action": "sts:AssumeRole"
  }]
}
EOF
}

resource "aws_iam_user" "deployer" {
  name = "deployer"
}

resource "aws_iam_role" "made_here" {
  name = "made-here"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = aws_iam_user.deployer.arn }
      Action    = "sts:AssumeRole"
    }]
  })
}
