# kamae: fail aws/sqs/queue-encrypted aws_sqs_queue.plain
# kamae: pass aws/sqs/queue-encrypted aws_sqs_queue.silent aws_sqs_queue.managed aws_sqs_queue.keyed
# kamae: pass aws/sqs/queue-customer-key aws_sqs_queue.keyed
# kamae: fail aws/sqs/queue-customer-key aws_sqs_queue.plain aws_sqs_queue.silent aws_sqs_queue.managed
resource "aws_sqs_queue" "plain" {
  name                    = "plain"
  sqs_managed_sse_enabled = false
}

resource "aws_sqs_queue" "silent" {
  name = "silent"
}

resource "aws_sqs_queue" "managed" {
  name                    = "managed"
  sqs_managed_sse_enabled = true
}

resource "aws_sqs_queue" "keyed" {
  name              = "keyed"
  kms_master_key_id = "alias/queues"
}
