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
  description = "PostgreSQL's major version, or major and minor."
  type        = string
  default     = "17"
  nullable    = false

  validation {
    condition     = can(regex("^(16|17|18)(\\.[0-9]+)?$", var.engine_version))
    error_message = "Turnout needs PostgreSQL 16 or later."
  }
}

variable "instance_class" {
  description = "Size of the primary and of every replica."
  type        = string
  nullable    = false

  validation {
    condition     = startswith(var.instance_class, "db.")
    error_message = "Give a class such as db.r7g.large."
  }
}

variable "storage_gb" {
  description = "Storage at the start, and how far it grows by itself."
  type        = object({ initial = number, maximum = number })
  nullable    = false

  validation {
    condition     = var.storage_gb.initial >= 20 && var.storage_gb.maximum > var.storage_gb.initial
    error_message = "Storage begins at 20 GB or more and may grow."
  }
}

variable "multi_az" {
  description = "Whether a standby in another zone takes over."
  type        = bool
  default     = true
  nullable    = false
}

variable "replica_count" {
  description = "How many replicas can be read."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.replica_count >= 0 && var.replica_count <= 5 && floor(var.replica_count) == var.replica_count
    error_message = "Between 0 and 5 replicas."
  }
}

variable "backup_retention_days" {
  description = "How far back any moment can be restored."
  type        = number
  default     = 14
  nullable    = false

  validation {
    condition     = var.backup_retention_days >= 1 && var.backup_retention_days <= 35
    error_message = "Point-in-time restore reaches back between 1 and 35 days."
  }
}

variable "deletion_protection" {
  description = "Whether the database refuses to be destroyed, and leaves a snapshot when it is."
  type        = bool
  default     = true
  nullable    = false
}

variable "monitoring_seconds" {
  description = "How often the operating system is measured; 0 for never."
  type        = number
  default     = 60
  nullable    = false

  validation {
    condition     = contains([0, 1, 5, 10, 15, 30, 60], var.monitoring_seconds)
    error_message = "0, 1, 5, 10, 15, 30 or 60 seconds."
  }
}

variable "master_rotation_days" {
  description = "How often the password of the master user is changed."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.master_rotation_days >= 1 && var.master_rotation_days <= 90
    error_message = "Between 1 and 90 days."
  }
}
