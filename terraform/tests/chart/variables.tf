# What is said here is made up; only addresses may be others.

variable "citus" {
  description = "Shards, where the database lies over nodes; null where it is plain."
  type        = object({ shards = number })
  default     = null

  validation {
    condition     = var.citus == null || try(var.citus.shards >= 2, false)
    error_message = "At least two shards."
  }
}

variable "addresses" {
  description = "Host names of PostgreSQL, Redis, the broker and the mail server, and whether the broker is a Redis of its own."
  type        = object({ database = string, redis = string, is_cluster = optional(bool, false), broker = string, smtp = string, has_broker = bool })
  default     = { database = "db.internal", redis = "cache.internal", broker = "broker.internal", smtp = "smtp.internal", has_broker = true }
  nullable    = false
}
