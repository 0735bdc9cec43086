# kamae: fail aws/iam/password-length
# kamae: fail aws/iam/password-reuse
# kamae: fail aws/iam/password-complexity
resource "aws_iam_account_password_policy" "weak" {
  minimum_password_length   = 8
  require_symbols           = false
  password_reuse_prevention = 5
}
