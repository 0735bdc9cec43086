data "aws_iam_policy_document" "key" {
  statement {
    sid       = "Account"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${var.account_id}:root"]
    }
  }
}

resource "aws_kms_key" "storage" {
  description             = "Buckets, queues and tables of the payments service"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy                  = data.aws_iam_policy_document.key.json

  tags = {
    Name = "${var.prefix}-storage"
  }
}

resource "aws_kms_key" "ledger" {
  description             = "The ledger at rest"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy                  = data.aws_iam_policy_document.key.json

  tags = {
    Name = "${var.prefix}-ledger"
  }
}

# Merchants pin what we sign with; we never got round to telling them of a new key.
resource "aws_kms_key" "webhooks" {
  description = "Seals the secrets of webhooks"
  policy      = data.aws_iam_policy_document.key.json

  tags = {
    Name = "${var.prefix}-webhooks"
  }
}
