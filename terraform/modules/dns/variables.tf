variable "zone_name" {
  description = "Hosted zone of Route 53 that the names stand in; it exists before (terraform/bootstrap makes one)."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9-]+\\.)+[a-z]{2,}$", var.zone_name))
    error_message = "Give a name such as tickets.example.com."
  }
}

variable "domain" {
  description = "Host name of the platform: the zone's own or one in it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9-]+\\.)+[a-z]{2,}$", var.domain)) && endswith(var.domain, var.zone_name)
    error_message = "The domain stands in the zone."
  }
}

variable "further_domains" {
  description = "Further host names on the certificates: domains of organizations whose owners write the validation records themselves."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.further_domains) <= 8 && alltrue([for each in var.further_domains : can(regex("^([a-z0-9-]+\\.)+[a-z]{2,}$", each))])
    error_message = "At most eight host names: a certificate has ten."
  }
}
