variable "prefix" {
  type = string
}

variable "kms_key_arn" {
  type = string
}

variable "buckets" {
  type = map(object({
    versioned      = optional(bool, true)
    retention_days = number
    owner          = string
  }))
}
