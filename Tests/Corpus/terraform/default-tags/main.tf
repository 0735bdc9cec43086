# Tags of the provider; a region and an account of its own for an alias.
# kamae: pass aws/sqs/queue-encrypted
provider "aws" {
  region = "eu-central-1"
  default_tags {
    tags = { team = "shop" }
  }
}

resource "aws_sqs_queue" "jobs" {
  name = "jobs"
  tags = { stage = "prod" }
}
