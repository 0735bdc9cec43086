# kamae: fail aws/sqs/queue-encrypted module.queue["audit"].aws_sqs_queue.this
# kamae: pass aws/sqs/queue-encrypted module.queue["orders"].aws_sqs_queue.this
module "queue" {
  source    = "./queue"
  for_each  = { orders = true, audit = false }
  name      = each.key
  encrypted = each.value
}
