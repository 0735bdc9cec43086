# kamae: fail aws/eks/cluster-endpoint-private aws_eks_cluster.open aws_eks_cluster.office
# kamae: pass aws/eks/cluster-endpoint-private aws_eks_cluster.inner
# kamae: fail aws/eks/cluster-endpoint-restricted aws_eks_cluster.open
# kamae: pass aws/eks/cluster-endpoint-restricted aws_eks_cluster.office aws_eks_cluster.inner
# kamae: fail aws/eks/cluster-secrets-encrypted aws_eks_cluster.open
# kamae: pass aws/eks/cluster-secrets-encrypted aws_eks_cluster.inner
# kamae: fail aws/eks/cluster-control-plane-logs aws_eks_cluster.open aws_eks_cluster.office
# kamae: pass aws/eks/cluster-control-plane-logs aws_eks_cluster.inner
resource "aws_eks_cluster" "open" {
  name     = "open"
  role_arn = "arn:aws:iam::111122223333:role/eks"
  vpc_config {
    subnet_ids = ["subnet-1", "subnet-2"]
  }
}

resource "aws_eks_cluster" "office" {
  name                      = "office"
  role_arn                  = "arn:aws:iam::111122223333:role/eks"
  enabled_cluster_log_types = ["api", "scheduler"]
  vpc_config {
    subnet_ids              = ["subnet-1", "subnet-2"]
    endpoint_private_access = true
    public_access_cidrs     = ["203.0.113.0/24"]
  }
}

resource "aws_kms_key" "eks" {
  enable_key_rotation = true
}

variable "logs" {
  default = ["api", "audit", "authenticator", "controllerManager", "scheduler"]
}

resource "aws_eks_cluster" "inner" {
  name                      = "inner"
  role_arn                  = "arn:aws:iam::111122223333:role/eks"
  enabled_cluster_log_types = var.logs
  vpc_config {
    subnet_ids              = ["subnet-1", "subnet-2"]
    endpoint_private_access = true
    endpoint_public_access  = false
  }
  encryption_config {
    resources = ["secrets"]
    provider {
      key_arn = aws_kms_key.eks.arn
    }
  }
}
