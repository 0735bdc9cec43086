output "log_bucket" {
  value = aws_s3_bucket.logs.bucket
}

output "bucket_arns" {
  value = { for name, bucket in aws_s3_bucket.this : name => bucket.arn }
}
