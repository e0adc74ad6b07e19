variable "name" {
  description = "What every resource is named after: that of the environment, such as turnout-prod."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,18}$", var.name))
    error_message = "The name has 3 to 19 lower-case letters, digits and dashes and begins with a letter."
  }
}

variable "region" {
  description = "Region of the state."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "Give a region such as eu-central-1."
  }
}

variable "backup_region" {
  description = "Region that copies of backups lie in: another one."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.backup_region)) && var.backup_region != var.region
    error_message = "Give a region such as eu-west-1, other than that of the state."
  }
}

variable "zone_name" {
  description = "Hosted zone to make; its name servers go into the parent zone."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9-]+\\.)+[a-z]{2,}$", var.zone_name))
    error_message = "Give a name such as tickets.example.com."
  }
}

variable "github_repository" {
  description = "Repository whose workflows may sign in, as owner/name."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9._-]+/[A-Za-z0-9._-]+$", var.github_repository))
    error_message = "Give owner/name."
  }
}

variable "github_environment" {
  description = "Protected environment of that repository, such as staging or production."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]+$", var.github_environment))
    error_message = "Give the name of an environment."
  }
}
