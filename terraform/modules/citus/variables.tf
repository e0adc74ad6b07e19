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

variable "secrets_kms_key_arn" {
  description = "Key that the passwords are encrypted with."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:", var.secrets_kms_key_arn))
    error_message = "Give the ARN of a KMS key."
  }
}

variable "secrets_prefix" {
  description = "What the secrets of the three roles are called before owner, app and operator, such as turnout-prod/database."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9-]+/[a-z0-9-]+$", var.secrets_prefix))
    error_message = "Give a name such as turnout-prod/database."
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
  description = "Private subnets with a way out, in different zones; nodes take them in turn, the coordinator the first."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "At least two subnets are needed."
  }
}

variable "clients" {
  description = "Security groups that may connect to the coordinator, by a name of their own."
  type        = map(string)
  nullable    = false

  validation {
    condition     = alltrue([for id in values(var.clients) : startswith(id, "sg-")])
    error_message = "Every client is the id of a security group."
  }
}

variable "client_cidr" {
  description = "Addresses that clients sign in from by password; their security groups narrow them."
  type        = string
  nullable    = false

  validation {
    condition     = can(cidrhost(var.client_cidr, 0))
    error_message = "Give a CIDR block."
  }
}

variable "image_id" {
  description = "Image of Ubuntu 24.04 for x86-64 in this region."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^ami-[0-9a-f]{8,17}$", var.image_id))
    error_message = "Give the id of an image."
  }
}

variable "coordinator" {
  description = "Size of the coordinator: type of machine, and its volume."
  type = object({
    instance_type = string
    storage_gb    = number
    iops          = optional(number, 3000)
    throughput    = optional(number, 125)
  })
  nullable = false

  validation {
    condition     = var.coordinator.storage_gb >= 20 && var.coordinator.iops >= 3000 && var.coordinator.throughput >= 125
    error_message = "20 GB or more; gp3 begins at 3000 operations and 125 MB a second."
  }
}

variable "workers" {
  description = "How many nodes hold organizations, and the size of each. Fewer than there are loses what those that go hold."
  type = object({
    count         = number
    instance_type = string
    storage_gb    = number
    iops          = optional(number, 3000)
    throughput    = optional(number, 125)
  })
  nullable = false

  validation {
    condition     = var.workers.count >= 1 && var.workers.count <= 32 && floor(var.workers.count) == var.workers.count
    error_message = "Between 1 and 32 workers."
  }

  validation {
    condition     = var.workers.storage_gb >= 20 && var.workers.iops >= 3000 && var.workers.throughput >= 125
    error_message = "20 GB or more; gp3 begins at 3000 operations and 125 MB a second."
  }
}

variable "max_connections" {
  description = "Connections that each node takes: of the coordinator's clients, and of the other nodes."
  type        = number
  default     = 500
  nullable    = false

  validation {
    condition     = var.max_connections >= 50 && var.max_connections <= 5000
    error_message = "Between 50 and 5000 connections."
  }
}

variable "postgresql_version" {
  description = "PostgreSQL's major version; the platform's tests over nodes run on 15."
  type        = string
  default     = "15"
  nullable    = false

  validation {
    condition     = contains(["15", "16", "17"], var.postgresql_version)
    error_message = "Citus 13 knows PostgreSQL 15, 16 and 17."
  }
}

variable "citus_version" {
  description = "Major and minor version of Citus, as its packages are named; the platform's tests over nodes run on 13.2."
  type        = string
  default     = "13.2"
  nullable    = false

  validation {
    condition     = can(regex("^13\\.[0-9]+$", var.citus_version))
    error_message = "Give a version of Citus 13 such as 13.2."
  }
}

variable "packages" {
  description = "Repositories of PostgreSQL's and of Citus's packages for Ubuntu, and the keys that sign them."
  type = object({
    postgresql_repository = optional(string, "https://apt.postgresql.org/pub/repos/apt")
    postgresql_key        = optional(string, "https://www.postgresql.org/media/keys/ACCC4CF8.asc")
    citus_repository      = optional(string, "https://packagecloud.io/citusdata/community/ubuntu/")
    citus_key             = optional(string, "https://packagecloud.io/citusdata/community/gpgkey")
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for address in values(var.packages) : can(regex("^https://[^' ]+$", address))])
    error_message = "Addresses begin with https://."
  }
}

variable "deletion_protection" {
  description = "Whether machines refuse to be ended, and volumes leave a snapshot when they are destroyed."
  type        = bool
  default     = true
  nullable    = false
}
