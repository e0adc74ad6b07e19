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
  description = "Version of Valkey, which speaks Redis 7.2."
  type        = string
  default     = "8.0"
  nullable    = false

  validation {
    condition     = can(regex("^[78]\\.[0-9]$", var.engine_version))
    error_message = "Give a version of Valkey such as 8.0."
  }
}

variable "node_type" {
  description = "Size of every node."
  type        = string
  nullable    = false

  validation {
    condition     = startswith(var.node_type, "cache.")
    error_message = "Give a type such as cache.t4g.small."
  }
}

variable "replica_count" {
  description = "Replicas of each primary; with one or more a replica takes over by itself."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.replica_count >= 0 && var.replica_count <= 5 && floor(var.replica_count) == var.replica_count
    error_message = "Between 0 and 5 replicas."
  }
}

variable "shard_count" {
  description = "Shards of a Redis Cluster, each with as many replicas; 0 for one primary without a cluster."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.shard_count >= 0 && var.shard_count <= 90 && floor(var.shard_count) == var.shard_count
    error_message = "Between 0 and 90 shards."
  }
}

variable "eviction" {
  description = "What happens when the memory is full: noeviction for a broker, allkeys-lru for a cache."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["noeviction", "allkeys-lru", "volatile-lru", "volatile-ttl"], var.eviction)
    error_message = "One of noeviction, allkeys-lru, volatile-lru, volatile-ttl."
  }
}

variable "auth_secret_arn" {
  description = "Secret whose text is the token that clients show."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:secretsmanager:", var.auth_secret_arn))
    error_message = "Give the ARN of a secret."
  }
}

variable "snapshot_retention_days" {
  description = "How long daily snapshots are kept; 0 for none, as a broker's messages come back from PostgreSQL."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.snapshot_retention_days >= 0 && var.snapshot_retention_days <= 35
    error_message = "Between 0 and 35 days."
  }
}

variable "log_retention_days" {
  description = "How long slow commands and the engine's log are kept."
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
