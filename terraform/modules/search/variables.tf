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

variable "vpc_id" {
  description = "Network that it stands in."
  type        = string
  nullable    = false

  validation {
    condition     = startswith(var.vpc_id, "vpc-")
    error_message = "Give the id of a VPC."
  }
}

variable "subnet_ids" {
  description = "Subnets that it stands in, in different zones."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "At least two subnets are needed."
  }
}

variable "clients" {
  description = "Security groups that may connect, by a name of their own."
  type        = map(string)
  nullable    = false

  validation {
    condition     = alltrue([for id in values(var.clients) : startswith(id, "sg-")])
    error_message = "Every client is the id of a security group."
  }
}

variable "engine_version" {
  description = "Version of OpenSearch."
  type        = string
  default     = "OpenSearch_2.19"
  nullable    = false

  validation {
    condition     = can(regex("^OpenSearch_[0-9]+\\.[0-9]+$", var.engine_version))
    error_message = "Give a version such as OpenSearch_2.19."
  }
}

variable "nodes" {
  description = "Type and number of the nodes that hold data, and the storage of each."
  type        = object({ type = string, count = number, storage_gb = number })
  nullable    = false

  validation {
    condition     = endswith(var.nodes.type, ".search") && var.nodes.count >= 1 && var.nodes.storage_gb >= 10
    error_message = "A type such as r7g.large.search, at least one node, at least 10 GB."
  }
}

variable "dedicated_masters" {
  description = "Type of the three nodes that hold no data and elect a master; null for none."
  type        = string
  default     = null

  validation {
    condition     = var.dedicated_masters == null || endswith(coalesce(var.dedicated_masters, "x"), ".search")
    error_message = "A type such as m7g.medium.search, or null."
  }
}

variable "role_arn" {
  description = "Role of the pods that read and write."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:iam::", var.role_arn))
    error_message = "Give the ARN of a role."
  }
}

variable "log_retention_days" {
  description = "How long its logs are kept."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = contains([7, 14, 30, 60, 90, 180, 365, 400], var.log_retention_days)
    error_message = "CloudWatch keeps logs for 7, 14, 30, 60, 90, 180, 365 or 400 days here."
  }
}

variable "logs_kms_key_arn" {
  description = "Key of the logs."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:", var.logs_kms_key_arn))
    error_message = "Give the ARN of a KMS key."
  }
}
