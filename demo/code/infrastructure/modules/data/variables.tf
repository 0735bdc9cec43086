variable "prefix" {
  type = string
}

variable "account_id" {
  type = string
}

variable "region" {
  type = string
}

variable "subnet_ids" {
  type = list(string)
}

variable "database_group_id" {
  type = string
}

variable "reporting_group_id" {
  type = string
}
