variable "prefix" {
  type = string
}

variable "zone" {
  type = string
}

variable "private_subnet_ids" {
  type = list(string)
}

variable "bastion_subnet_id" {
  type = string
}

variable "bastion_group_id" {
  type = string
}

variable "service_group_id" {
  type = string
}

variable "cluster_role_arn" {
  type = string
}

variable "function_role_arn" {
  type = string
}

variable "kms_key_arn" {
  type = string
}

variable "image_id" {
  description = "Hardened Amazon Linux, built by the platform team every month."
  type        = string
  default     = "ami-0c3fd0f5d33134a76"
}
