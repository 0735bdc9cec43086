# kamae: pass aws/lambda/environment-without-secrets
# kamae: pass aws/lambda/function-traced
# kamae: pass aws/lambda/function-not-public
# kamae: pass aws/lambda/function-url-authenticated
# kamae: pass aws/lambda/runtime-supported
variable "db_password" {
  type      = string
  sensitive = true
}

resource "aws_secretsmanager_secret" "db" {
  name = "db"
}

resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::111122223333:role/orders"
  handler       = "app.handler"
  runtime       = "python3.13"
  filename      = "orders.zip"
  tracing_config {
    mode = "Active"
  }
  environment {
    variables = {
      SECRET_ARN   = aws_secretsmanager_secret.db.arn
      TABLE_NAME   = "orders"
      TOKEN_ISSUER = "https://login.example.com"
      PASSWORD_MIN = "14"
    }
  }
}

resource "aws_lambda_permission" "bucket" {
  action         = "lambda:InvokeFunction"
  function_name  = aws_lambda_function.orders.function_name
  principal      = "s3.amazonaws.com"
  source_arn     = "arn:aws:s3:::acme-orders"
  source_account = "111122223333"
}

resource "aws_lambda_permission" "org" {
  action           = "lambda:InvokeFunction"
  function_name    = aws_lambda_function.orders.function_name
  principal        = "*"
  principal_org_id = "o-a1b2c3d4e5"
}

resource "aws_lambda_function_url" "orders" {
  function_name      = aws_lambda_function.orders.function_name
  authorization_type = "AWS_IAM"
}
