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

variable "subscribers" {
  description = "Who is told: mail addresses, and https addresses such as PagerDuty's or Opsgenie's."
  type        = object({ email = optional(list(string), []), https = optional(list(string), []) })
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for each in var.subscribers.email : can(regex("^[^@ ]+@[^@ ]+$", each))]) && alltrue([for each in var.subscribers.https : startswith(each, "https://")])
    error_message = "Mail addresses, and addresses that begin with https://."
  }
}

variable "watched" {
  description = "What alarms look at, by CloudWatch's names; null or empty for what is not there."
  type = object({
    database             = optional(string)
    database_replicas    = optional(list(string), [])
    database_nodes       = optional(map(string), {})
    database_memory_gb   = number
    database_connections = number
    redis_nodes          = optional(map(list(string)), {})
    search               = optional(string)
    load_balancer        = string
    target_groups        = map(string)
  })
  nullable = false

  validation {
    condition     = var.watched.database_memory_gb > 0 && var.watched.database_connections > 0
    error_message = "The database has memory and takes connections."
  }
}
