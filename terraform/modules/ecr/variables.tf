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
  description = "Key that encrypts at rest."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:", var.kms_key_arn))
    error_message = "Give the ARN of a KMS key."
  }
}

variable "repositories" {
  description = "What is kept: the image and the chart."
  type        = set(string)
  default     = ["turnout", "charts/turnout"]
  nullable    = false

  validation {
    condition     = alltrue([for each in var.repositories : can(regex("^[a-z0-9][a-z0-9/_-]*$", each))])
    error_message = "Give names of repositories."
  }
}

variable "kept_images" {
  description = "How many releases are kept to roll back to."
  type        = number
  default     = 50
  nullable    = false

  validation {
    condition     = var.kept_images >= 5 && var.kept_images <= 1000
    error_message = "Between 5 and 1,000."
  }
}
