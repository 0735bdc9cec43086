# kamae: fail aws/lambda/environment-without-secrets
# kamae: fail aws/lambda/function-traced
# kamae: fail aws/lambda/function-not-public
# kamae: fail aws/lambda/function-url-authenticated
# kamae: fail aws/lambda/runtime-supported
resource "aws_lambda_function" "hook" {
  function_name = "hook"
  role          = "arn:aws:iam::111122223333:role/hook"
  handler       = "index.handler"
  runtime       = "nodejs12.x"
  filename      = "hook.zip"
  environment {
    variables = {
      STAGE         = "prod"
      AWS_SECRET    = "8vQx1LkPz0sT7wYb2Nc5Rd9JfGhUa3MeKoVi6EtX"
      ACCESS_KEY_ID = "AKIAQ3EGUX7PNMRT4LWH"
    }
  }
}

resource "aws_lambda_permission" "anyone" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.hook.function_name
  principal     = "*"
}

resource "aws_lambda_function_url" "hook" {
  function_name      = aws_lambda_function.hook.arn
  authorization_type = "NONE"
}
