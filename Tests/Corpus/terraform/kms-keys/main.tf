# kamae: fail aws/kms/key-rotation aws_kms_key.still aws_kms_key.switched_off
# kamae: pass aws/kms/key-rotation aws_kms_key.rotated
# kamae: quiet aws/kms/key-rotation aws_kms_key.signing aws_kms_key.mac
# kamae: pass aws/kms/key-policy-not-public
resource "aws_kms_key" "still" {
  description = "never rotated"
}

resource "aws_kms_key" "switched_off" {
  enable_key_rotation = false
}

resource "aws_kms_key" "rotated" {
  enable_key_rotation = true
}

resource "aws_kms_key" "signing" {
  customer_master_key_spec = "RSA_4096"
  key_usage                = "SIGN_VERIFY"
}

resource "aws_kms_key" "mac" {
  customer_master_key_spec = "HMAC_256"
  key_usage                = "GENERATE_VERIFY_MAC"
}
