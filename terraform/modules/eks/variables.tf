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

variable "kubernetes_version" {
  description = "Version of Kubernetes; raise it one minor at a time."
  type        = string
  default     = "1.34"
  nullable    = false

  validation {
    condition     = can(regex("^1\\.[0-9]{2}$", var.kubernetes_version))
    error_message = "Give a version such as 1.34."
  }
}

variable "subnet_ids" {
  description = "Private subnets of nodes and pods."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "At least two subnets are needed."
  }
}

variable "public_access_cidrs" {
  description = "Addresses that may reach the cluster's API from outside; empty closes it to all but the network."
  type        = list(string)
  nullable    = false

  validation {
    condition     = alltrue([for each in var.public_access_cidrs : can(cidrhost(each, 0)) && each != "0.0.0.0/0"])
    error_message = "Give CIDR blocks, and not the whole world."
  }
}

variable "administrators" {
  description = "Roles that may do everything in the cluster, by a name."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for arn in values(var.administrators) : can(regex("^arn:aws[a-z-]*:iam::", arn))])
    error_message = "Give ARNs of roles."
  }
}

variable "deployers" {
  description = "Roles that may change the namespace of Turnout and no other, by a name."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for arn in values(var.deployers) : can(regex("^arn:aws[a-z-]*:iam::", arn))])
    error_message = "Give ARNs of roles."
  }
}

variable "namespace" {
  description = "Namespace of Turnout."
  type        = string
  default     = "turnout"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9-]{1,63}$", var.namespace))
    error_message = "Give the name of a namespace."
  }
}

variable "node_groups" {
  description = "Nodes by the name of their group: types, how they are bought, and how many."
  type = map(object({
    instance_types = list(string)
    capacity_type  = optional(string, "ON_DEMAND")
    min            = number
    max            = number
    disk_gb        = optional(number, 50)
  }))
  nullable = false

  validation {
    condition     = length(var.node_groups) >= 1 && alltrue([for group in values(var.node_groups) : contains(["ON_DEMAND", "SPOT"], group.capacity_type) && group.min >= 1 && group.max >= group.min && group.disk_gb >= 20])
    error_message = "ON_DEMAND or SPOT, at least one node and at most `max`, disks of 20 GB or more."
  }
}

variable "log_retention_days" {
  description = "How long the logs of the control plane are kept."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = contains([7, 14, 30, 60, 90, 180, 365, 400], var.log_retention_days)
    error_message = "CloudWatch keeps logs for 7, 14, 30, 60, 90, 180, 365 or 400 days here."
  }
}

variable "logs_kms_key_arn" {
  description = "Key of those logs."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:", var.logs_kms_key_arn))
    error_message = "Give the ARN of a KMS key."
  }
}
