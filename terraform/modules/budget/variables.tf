variable "name" {
  description = "What every resource is named after: project and environment, such as turnout-prod."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,22}$", var.name))
    error_message = "The name has 3 to 23 lower-case letters, digits and dashes and begins with a letter."
  }
}

variable "monthly_usd" {
  description = "What a month may cost."
  type        = number
  nullable    = false

  validation {
    condition     = var.monthly_usd > 0
    error_message = "More than nothing."
  }
}

variable "topic_arn" {
  description = "Topic that is told at 80 and 100 percent, and when a month looks like 110."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:sns:", var.topic_arn))
    error_message = "Give the ARN of a topic."
  }
}
