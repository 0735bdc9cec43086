output "cluster_name" {
  value = aws_eks_cluster.main.name
}
