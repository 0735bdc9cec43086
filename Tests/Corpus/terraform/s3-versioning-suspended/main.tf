# kamae: fail aws/s3/bucket-versioning
resource "aws_s3_bucket" "a" {
  bucket = "acme-a"
}

resource "aws_s3_bucket_versioning" "a" {
  bucket = aws_s3_bucket.a.id
  versioning_configuration {
    status = "Suspended"
  }
}

resource "aws_s3_bucket" "b" {
  bucket = "acme-b"
  versioning {
    enabled = false
  }
}
