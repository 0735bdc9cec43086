output "cluster_role_arn" {
  value = aws_iam_role.service["cluster"].arn
}

output "settlement_role_arn" {
  value = aws_iam_role.service["settlement"].arn
}
