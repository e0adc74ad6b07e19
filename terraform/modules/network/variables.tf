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

variable "cidr" {
  description = "Addresses of the network."
  type        = string
  nullable    = false

  validation {
    condition     = can(cidrhost(var.cidr, 0)) && tonumber(split("/", var.cidr)[1]) <= 18
    error_message = "Give a CIDR block of /18 or larger."
  }
}

variable "availability_zone_count" {
  description = "How many zones are used."
  type        = number
  default     = 3
  nullable    = false

  validation {
    condition     = contains([2, 3], var.availability_zone_count)
    error_message = "Two or three zones are used."
  }
}

variable "single_nat_gateway" {
  description = "Whether one NAT gateway serves all zones: cheaper, and gone with its zone."
  type        = bool
  default     = false
  nullable    = false
}

variable "interface_endpoints" {
  description = "Services that are reached without the internet, such as secretsmanager; each costs by the hour and zone."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for each in var.interface_endpoints : can(regex("^[a-z][a-z0-9.-]+$", each))])
    error_message = "Services are named as in com.amazonaws.<region>.<service>."
  }
}

variable "log_retention_days" {
  description = "How long flow logs are kept."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = contains([7, 14, 30, 60, 90, 180, 365, 400], var.log_retention_days)
    error_message = "CloudWatch keeps logs for 7, 14, 30, 60, 90, 180, 365 or 400 days here."
  }
}
