variable "name" {
  description = "What every resource is named after: project and environment, such as turnout-prod."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,22}$", var.name))
    error_message = "The name has 3 to 23 lower-case letters, digits and dashes and begins with a letter."
  }
}

variable "vpc_id" {
  description = "Network that it stands in."
  type        = string
  nullable    = false

  validation {
    condition     = startswith(var.vpc_id, "vpc-")
    error_message = "Give the id of a VPC."
  }
}

variable "subnet_ids" {
  description = "Public subnets."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "A load balancer stands in two zones at least."
  }
}

variable "certificate_arn" {
  description = "Certificate of the region."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:acm:", var.certificate_arn))
    error_message = "Give the ARN of a certificate."
  }
}

variable "pod_security_group_id" {
  description = "Security group of the pods, which lets the load balancer in."
  type        = string
  nullable    = false

  validation {
    condition     = startswith(var.pod_security_group_id, "sg-")
    error_message = "Give the id of a security group."
  }
}

variable "cloudfront_only" {
  description = "Whether CloudFront's addresses alone may connect."
  type        = bool
  nullable    = false
}

variable "logs_bucket" {
  description = "Bucket of access logs."
  type        = string
  nullable    = false

  validation {
    condition     = length(var.logs_bucket) >= 3
    error_message = "Give the name of a bucket."
  }
}

variable "web_acl_arn" {
  description = "Web ACL of the region; null where CloudFront has one and nothing else may connect."
  type        = string
  default     = null

  validation {
    condition     = var.web_acl_arn == null || can(regex("^arn:aws[a-z-]*:wafv2:", var.web_acl_arn))
    error_message = "Give the ARN of a web ACL."
  }
}

variable "has_web_acl" {
  description = "Whether `web_acl_arn` is given: known before it is made."
  type        = bool
  default     = false
  nullable    = false
}

variable "deletion_protection" {
  description = "Whether it refuses to be destroyed."
  type        = bool
  default     = true
  nullable    = false
}
