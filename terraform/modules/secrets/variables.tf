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

variable "database" {
  description = "Where the roles of PostgreSQL sign in."
  type        = object({ address = string, port = optional(number, 5432), name = optional(string, "turnout") })
  nullable    = false

  validation {
    condition     = length(var.database.address) > 0
    error_message = "Give the host name of PostgreSQL."
  }
}

variable "versions" {
  description = "Raise a number for another value: passwords of the three roles, the token of Redis. How each is brought in is in the how-to."
  type        = object({ owner = optional(number, 1), app = optional(number, 1), operator = optional(number, 1), redis = optional(number, 1) })
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for each in values(var.versions) : each >= 1 && floor(each) == each])
    error_message = "Whole numbers from 1 on."
  }
}

variable "recovery_days" {
  description = "How long a secret that was destroyed can be brought back; 0 for not at all, in dev."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.recovery_days == 0 || (var.recovery_days >= 7 && var.recovery_days <= 30)
    error_message = "0, or between 7 and 30 days."
  }
}

variable "rotation" {
  description = "How the passwords of the roles change by themselves: the network of the function that does it, the master's secret, and how often. Null for by hand."
  type = object({
    subnet_ids        = list(string)
    security_group_id = string
    master_secret_arn = string
    after_days        = optional(number, 90)
    function_version  = optional(string, "1.1.618")
  })
  default = null

  validation {
    condition     = var.rotation == null || try(var.rotation.after_days >= 1 && var.rotation.after_days <= 90, false)
    error_message = "Between 1 and 90 days."
  }
}
