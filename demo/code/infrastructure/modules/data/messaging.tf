resource "aws_sqs_queue" "payments" {
  name                       = "${var.prefix}-payments"
  visibility_timeout_seconds = 120
  message_retention_seconds  = 1209600
  kms_master_key_id          = aws_kms_key.storage.arn

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead.arn
    maxReceiveCount     = 5
  })
}

resource "aws_sqs_queue" "dead" {
  name                      = "${var.prefix}-payments-dead"
  message_retention_seconds = 1209600
  kms_master_key_id         = aws_kms_key.storage.arn
}

# The relay signs what it reads here; bodies are public knowledge by then, they said.
resource "aws_sqs_queue" "webhooks" {
  name                    = "${var.prefix}-webhooks"
  sqs_managed_sse_enabled = false
}

resource "aws_sqs_queue_policy" "payments" {
  queue_url = aws_sqs_queue.payments.id
  policy    = data.aws_iam_policy_document.payments_queue.json
}

data "aws_iam_policy_document" "payments_queue" {
  statement {
    sid       = "Settlements"
    actions   = ["sqs:SendMessage"]
    resources = ["arn:aws:sqs:${var.region}:${var.account_id}:${var.prefix}-payments"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${var.account_id}:root"]
    }
  }
}

resource "aws_sns_topic" "alerts" {
  name              = "${var.prefix}-alerts"
  kms_master_key_id = aws_kms_key.storage.arn
}

resource "aws_sns_topic" "settlements" {
  name = "${var.prefix}-settlements"
}
