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

variable "resource_arns" {
  description = "What is backed up, by a name."
  type        = map(string)
  nullable    = false

  validation {
    condition     = alltrue([for arn in values(var.resource_arns) : startswith(arn, "arn:")])
    error_message = "Give ARNs."
  }
}

variable "keep_days" {
  description = "How long daily and monthly backups are kept."
  type        = object({ daily = number, monthly = number })
  nullable    = false

  validation {
    condition     = var.keep_days.daily >= 1 && var.keep_days.monthly >= var.keep_days.daily
    error_message = "At least a day, and monthly ones at least as long as daily ones."
  }
}

variable "lock" {
  description = "Whether nobody can shorten how long backups are kept, or delete one before: for production."
  type        = bool
  default     = false
  nullable    = false
}

variable "copy_to_vault_arn" {
  description = "Vault of another region, which terraform/bootstrap makes there; null for none."
  type        = string
  default     = null

  validation {
    condition     = var.copy_to_vault_arn == null || can(regex("^arn:aws[a-z-]*:backup:", var.copy_to_vault_arn))
    error_message = "Give the ARN of a vault."
  }
}

variable "topic_arn" {
  description = "Topic that backups which failed are announced to."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:sns:", var.topic_arn))
    error_message = "Give the ARN of a topic."
  }
}
