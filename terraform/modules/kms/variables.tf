variable "name" {
  description = "What every resource is named after: project and environment, such as turnout-prod."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,22}$", var.name))
    error_message = "The name has 3 to 23 lower-case letters, digits and dashes and begins with a letter."
  }
}
