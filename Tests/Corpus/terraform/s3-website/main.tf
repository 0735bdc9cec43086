# A redirect serves nothing itself.
# kamae: fail aws/s3/bucket-no-website aws_s3_bucket.www
# kamae: pass aws/s3/bucket-no-website aws_s3_bucket.apex
resource "aws_s3_bucket" "www" {
  bucket = "www.example.com"
}

resource "aws_s3_bucket_website_configuration" "www" {
  bucket = aws_s3_bucket.www.id
  index_document {
    suffix = "index.html"
  }
}

resource "aws_s3_bucket" "apex" {
  bucket = "example.com"
}

resource "aws_s3_bucket_website_configuration" "apex" {
  bucket = aws_s3_bucket.apex.id
  redirect_all_requests_to {
    host_name = "www.example.com"
    protocol  = "https"
  }
}
