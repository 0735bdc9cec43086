variable "prefix" {
  type = string
}

variable "vpc_cidr" {
  type = string
}

variable "office_cidr" {
  type = string
}

variable "subnets" {
  type = map(object({
    cidr = string
    zone = string
  }))
}
