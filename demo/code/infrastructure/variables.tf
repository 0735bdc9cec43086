variable "region" {
  type    = string
  default = "ap-northeast-1"
}

variable "environment" {
  type    = string
  default = "prod"
}

variable "account_id" {
  description = "The account this root is applied to."
  type        = string
}

variable "office_cidr" {
  description = "The VPN concentrator in Otemachi. Nobody comes in from anywhere else."
  type        = string
  default     = "203.0.113.16/28"
}

variable "buckets" {
  description = "Buckets of the payments service, by purpose."
  type = map(object({
    versioned      = optional(bool, true)
    retention_days = number
    owner          = string
  }))
}
