variable "name" {
  description = "What every resource is named after: project and environment, such as turnout-prod."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,22}$", var.name))
    error_message = "The name has 3 to 23 lower-case letters, digits and dashes and begins with a letter."
  }
}

variable "domains" {
  description = "Host names that it answers under."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.domains) >= 1
    error_message = "At least one host name."
  }
}

variable "zone_id" {
  description = "Hosted zone that the first of them stands in."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Z0-9]+$", var.zone_id))
    error_message = "Give the id of a hosted zone."
  }
}

variable "origin" {
  description = "Host name of the load balancer, on its certificate."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9.-]+$", var.origin))
    error_message = "Give a host name."
  }
}

variable "certificate_arn" {
  description = "Certificate of us-east-1."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:acm:us-east-1:", var.certificate_arn))
    error_message = "CloudFront takes certificates of us-east-1 only."
  }
}

variable "web_acl_arn" {
  description = "Web ACL of CLOUDFRONT scope."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:wafv2:", var.web_acl_arn))
    error_message = "Give the ARN of a web ACL."
  }
}

variable "logs_bucket_arn" {
  description = "Bucket of access logs."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:s3:::", var.logs_bucket_arn))
    error_message = "Give the ARN of a bucket."
  }
}

variable "price_class" {
  description = "How much of the world has an edge nearby."
  type        = string
  default     = "PriceClass_100"
  nullable    = false

  validation {
    condition     = contains(["PriceClass_100", "PriceClass_200", "PriceClass_All"], var.price_class)
    error_message = "PriceClass_100, PriceClass_200 or PriceClass_All."
  }
}
