variable "name" {
  description = "What every resource is named after: project and environment, such as turnout-prod."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,22}$", var.name))
    error_message = "The name has 3 to 23 lower-case letters, digits and dashes and begins with a letter."
  }
}

variable "kms_key_arn" {
  description = "Key that encrypts the files of organizations."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:", var.kms_key_arn))
    error_message = "Give the ARN of a KMS key."
  }
}

variable "upload_origins" {
  description = "Sites whose pages send files straight to the bucket."
  type        = list(string)
  nullable    = false

  validation {
    condition     = alltrue([for origin in var.upload_origins : can(regex("^https://[a-z0-9.-]+$", origin))])
    error_message = "Origins are https://host, without a path."
  }
}

variable "log_retention_days" {
  description = "How long access logs are kept."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.log_retention_days >= 1 && var.log_retention_days <= 3650
    error_message = "Between a day and ten years."
  }
}

variable "keep_old_versions_days" {
  description = "How long what was overwritten or deleted can be brought back."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.keep_old_versions_days >= 1 && var.keep_old_versions_days <= 365
    error_message = "Between a day and a year."
  }
}

variable "force_destroy" {
  description = "Whether buckets that hold something may be destroyed; for dev."
  type        = bool
  default     = false
  nullable    = false
}
