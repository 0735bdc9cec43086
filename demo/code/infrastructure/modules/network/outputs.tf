output "vpc_id" {
  value = aws_vpc.main.id
}

output "subnet_ids" {
  value = { for name, subnet in aws_subnet.this : name => subnet.id }
}

output "security_group_ids" {
  value = { for name, group in aws_security_group.this : name => group.id }
}
