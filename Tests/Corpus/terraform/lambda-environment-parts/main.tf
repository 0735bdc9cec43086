# Names that sound secret with values that are none, and a secret in a longer text.
# kamae: pass aws/lambda/environment-without-secrets aws_lambda_function.fine
# kamae: fail aws/lambda/environment-without-secrets aws_lambda_function.connection
# kamae: unknown aws/lambda/environment-without-secrets aws_lambda_function.given
variable "api_token" {
  sensitive = true
}

resource "aws_ssm_parameter" "token" {
  name  = "/app/token"
  type  = "SecureString"
  value = var.api_token
}

resource "aws_lambda_function" "fine" {
  function_name = "fine"
  role          = "arn:aws:iam::111122223333:role/f"
  environment {
    variables = {
      TOKEN_PARAMETER  = aws_ssm_parameter.token.name
      SECRET_NAME      = "prod/app/token"
      PASSWORD_LENGTH  = 24
      KMS_KEY_ID       = "0a1b2c3d-1111-2222-3333-444455556666"
      PUBLIC_KEY       = "none"
      AUTH_TOKEN_TTL   = "300"
      LOG_LEVEL        = "debug"
    }
  }
}

resource "aws_lambda_function" "connection" {
  function_name = "connection"
  role          = "arn:aws:iam::111122223333:role/f"
  environment {
    variables = {
      DB_PASSWORD = "Winter2024!"
    }
  }
}

resource "aws_lambda_function" "given" {
  function_name = "given"
  role          = "arn:aws:iam::111122223333:role/f"
  environment {
    variables = {
      API_TOKEN = var.api_token
    }
  }
}
