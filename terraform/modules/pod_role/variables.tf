variable "name" {
  description = "Name of the role."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,62}$", var.name))
    error_message = "The name has 3 to 63 lower-case letters, digits and dashes."
  }
}

variable "cluster_name" {
  description = "Cluster that it is for."
  type        = string
  nullable    = false

  validation {
    condition     = length(var.cluster_name) > 0
    error_message = "Give the name of a cluster."
  }
}

variable "namespace" {
  description = "Namespace of the service accounts."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9-]{1,63}$", var.namespace))
    error_message = "Give the name of a namespace."
  }
}

variable "service_accounts" {
  description = "Service accounts whose pods have the role."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.service_accounts) >= 1 && alltrue([for each in var.service_accounts : can(regex("^[a-z0-9-]{1,63}$", each))])
    error_message = "Give the names of service accounts."
  }
}

variable "policy_json" {
  description = "What the role may do."
  type        = string
  nullable    = false

  validation {
    condition     = can(jsondecode(var.policy_json))
    error_message = "Give a policy as JSON."
  }
}
