locals {
  functions = {
    settlement    = { runtime = "python3.12", handler = "settlement.handle" }
    fraud-scoring = { runtime = "python3.12", handler = "scoring.handle" }
    # Renders with a library that nobody has ported yet.
    statement-pdf = { runtime = "python3.8", handler = "pdf.handle" }
  }
}

resource "aws_lambda_function" "this" {
  for_each = local.functions

  function_name = "${var.prefix}-${each.key}"
  role          = var.function_role_arn
  runtime       = each.value.runtime
  handler       = each.value.handler
  filename      = "${path.module}/build/${each.key}.zip"
  memory_size   = 512
  timeout       = 60
  kms_key_arn   = var.kms_key_arn

  tracing_config {
    mode = "Active"
  }

  environment {
    variables = {
      LEDGER_HOST = "ledger.internal.kawase.example"
      LOG_LEVEL   = "info"
    }
  }
}

resource "aws_lambda_function" "relay" {
  function_name = "${var.prefix}-webhook-relay"
  role          = var.function_role_arn
  runtime       = "nodejs22.x"
  handler       = "relay.handle"
  filename      = "${path.module}/build/webhook-relay.zip"
  memory_size   = 256
  timeout       = 15

  environment {
    variables = {
      UPSTREAM = "https://hooks.kawase.example"
      # Rotates with the relay's next release.
      API_TOKEN = "tsubame-7741-hooks-2023"
    }
  }
}

# Merchants call it from anywhere and sign their requests.
resource "aws_lambda_function_url" "relay" {
  function_name      = aws_lambda_function.relay.function_name
  authorization_type = "NONE"
}
