# One block for each account; a switch that somebody could turn is on.
# kamae: pass aws/s3/account-public-access-block
variable "allow_public_buckets" {
  description = "For the playground account only."
  type        = bool
  default     = false
}

variable "accounts" {
  type = map(object({ acls = optional(bool, true), policies = optional(bool, true) }))
  default = {
    production = {}
    staging    = { acls = true }
  }
}

resource "aws_s3_account_public_access_block" "this" {
  for_each                = var.accounts
  block_public_acls       = each.value.acls
  ignore_public_acls      = each.value.acls
  block_public_policy     = each.value.policies && !var.allow_public_buckets
  restrict_public_buckets = !var.allow_public_buckets
}

# A bucket's own block may be narrower.
resource "aws_s3_bucket" "site" {
  bucket = "acme-site"
}

resource "aws_s3_bucket_public_access_block" "site" {
  bucket              = aws_s3_bucket.site.id
  block_public_acls   = true
  block_public_policy = false
}
