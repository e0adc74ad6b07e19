variable "name" {
  description = "What every resource is named after: project and environment, such as turnout-prod."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,22}$", var.name))
    error_message = "The name has 3 to 23 lower-case letters, digits and dashes and begins with a letter."
  }
}

variable "domain" {
  description = "Domain that mails come from."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9-]+\\.)+[a-z]{2,}$", var.domain))
    error_message = "Give a host name."
  }
}

variable "zone_id" {
  description = "Hosted zone that the domain stands in."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Z0-9]+$", var.zone_id))
    error_message = "Give the id of a hosted zone."
  }
}

variable "dmarc_reports_to" {
  description = "Address that reports about forged mails go to; empty for none."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = var.dmarc_reports_to == "" || can(regex("^[^@ ]+@[^@ ]+$", var.dmarc_reports_to))
    error_message = "Give a mail address."
  }
}

variable "kms_key_arn" {
  description = "Key of the topic that bounces and complaints are announced to."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:", var.kms_key_arn))
    error_message = "Give the ARN of a KMS key."
  }
}

variable "secret_arn" {
  description = "Secret that the user and password of SMTP are written to."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:secretsmanager:", var.secret_arn))
    error_message = "Give the ARN of a secret."
  }
}

variable "credential_version" {
  description = "Raise it for another user and password of SMTP; the former ones go."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.credential_version >= 1 && floor(var.credential_version) == var.credential_version
    error_message = "A whole number from 1 on."
  }
}
