# kamae: fail aws/s3/bucket-policy-not-public
resource "aws_s3_bucket" "downloads" {
  bucket = "acme-downloads"
  policy = <<-POLICY
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": { "AWS": "*" },
          "Action": ["s3:GetObject", "s3:ListBucket"],
          "Resource": ["arn:aws:s3:::acme-downloads", "arn:aws:s3:::acme-downloads/*"]
        }
      ]
    }
  POLICY
}
