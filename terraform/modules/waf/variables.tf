variable "name" {
  description = "What every resource is named after: project and environment, such as turnout-prod."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,22}$", var.name))
    error_message = "The name has 3 to 23 lower-case letters, digits and dashes and begins with a letter."
  }
}

variable "scope" {
  description = "CLOUDFRONT (made in us-east-1) or REGIONAL."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["CLOUDFRONT", "REGIONAL"], var.scope)
    error_message = "CLOUDFRONT or REGIONAL."
  }
}

variable "requests_per_address" {
  description = "Requests of one address in five minutes; many people share one, and Turnout counts by itself besides."
  type        = number
  default     = 6000
  nullable    = false

  validation {
    condition     = var.requests_per_address >= 100 && var.requests_per_address <= 2000000
    error_message = "Between 100 and 2,000,000."
  }
}

variable "log_retention_days" {
  description = "How long requests that were refused are kept."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = contains([7, 14, 30, 60, 90, 180, 365, 400], var.log_retention_days)
    error_message = "CloudWatch keeps logs for 7, 14, 30, 60, 90, 180, 365 or 400 days here."
  }
}
