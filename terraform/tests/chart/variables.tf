# What is said here is made up; only addresses may be others.

variable "addresses" {
  description = "Host names of PostgreSQL, Redis, the broker and the mail server, and whether the broker is a Redis of its own."
  type        = object({ database = string, redis = string, is_cluster = optional(bool, false), broker = string, smtp = string, has_broker = bool })
  default     = { database = "db.internal", redis = "cache.internal", broker = "broker.internal", smtp = "smtp.internal", has_broker = true }
  nullable    = false
}
