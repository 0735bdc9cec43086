terraform {
  required_version = ">= 1.6"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.60"
    }
  }

  backend "s3" {
    bucket = "kawase-terraform-state"
    key    = "prod/infrastructure.tfstate"
    region = "ap-northeast-1"
  }
}

provider "aws" {
  region              = var.region
  allowed_account_ids = ["123456789012"]

  default_tags {
    tags = local.tags
  }
}
