# status.kawase.example: has to answer while everything else is down, so it hangs on nothing but S3.

resource "aws_s3_bucket" "status" {
  bucket = "${var.prefix}-status-page"

  tags = {
    owner = "sre"
  }
}

resource "aws_s3_bucket_website_configuration" "status" {
  bucket = aws_s3_bucket.status.id

  index_document {
    suffix = "index.html"
  }
}

resource "aws_s3_bucket_public_access_block" "status" {
  bucket                  = aws_s3_bucket.status.id
  block_public_acls       = true
  ignore_public_acls      = true
  block_public_policy     = false
  restrict_public_buckets = false
}

resource "aws_s3_bucket_policy" "status" {
  bucket = aws_s3_bucket.status.id

  policy = <<-POLICY
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Sid": "Everybody",
          "Effect": "Allow",
          "Principal": "*",
          "Action": "s3:GetObject",
          "Resource": "arn:aws:s3:::${var.prefix}-status-page/*"
        }
      ]
    }
  POLICY
}
