variable "region" {
  description = "Region that everything but the edge stands in."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "Give a region such as eu-central-1."
  }
}

variable "account_id" {
  description = "Account that it may be applied to; null for whichever one signs in."
  type        = string
  default     = null

  validation {
    condition     = var.account_id == null || can(regex("^[0-9]{12}$", var.account_id))
    error_message = "An account has twelve digits."
  }
}

variable "mail" {
  description = "Where reports about forged mails go, and the number to raise for another password of SMTP."
  type        = object({ dmarc_reports_to = optional(string, ""), credential_version = optional(number, 1) })
  default     = {}
  nullable    = false

  validation {
    condition     = var.mail.credential_version >= 1
    error_message = "A whole number from 1 on."
  }
}

variable "secret_versions" {
  description = "Raise a number for another value: passwords of the three roles of PostgreSQL, the token of Redis."
  type        = object({ owner = optional(number, 1), app = optional(number, 1), operator = optional(number, 1), redis = optional(number, 1) })
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for each in values(var.secret_versions) : each >= 1])
    error_message = "Whole numbers from 1 on."
  }
}

variable "password_rotation_days" {
  description = "How often the passwords of the three roles change by themselves; 0 for by hand."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.password_rotation_days >= 0 && var.password_rotation_days <= 90
    error_message = "Between 0 and 90 days."
  }

  validation {
    condition     = var.citus == null || var.password_rotation_days == 0
    error_message = "Amazon's functions change passwords of RDS alone: with citus, 0."
  }
}

variable "name" {
  description = "What every resource is named after: project and environment, such as turnout-prod."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,18}$", var.name))
    error_message = "The name has 3 to 19 lower-case letters, digits and dashes and begins with a letter."
  }
}

variable "zone_name" {
  description = "Hosted zone of Route 53 that the names stand in; terraform/bootstrap makes one."
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
    condition     = can(regex("^([a-z0-9-]+\\.)+[a-z]{2,}$", var.domain))
    error_message = "Give a host name."
  }
}

variable "further_domains" {
  description = "Further host names, such as those of organizations."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.further_domains) <= 8
    error_message = "At most eight: a certificate has ten names."
  }
}

variable "network" {
  description = "Addresses, zones, and what is paid by the hour: NAT gateways and interface endpoints."
  type = object({
    cidr                    = string
    availability_zone_count = optional(number, 3)
    single_nat_gateway      = optional(bool, false)
    interface_endpoints     = optional(set(string), [])
  })
  nullable = false

  validation {
    condition     = can(cidrhost(var.network.cidr, 0))
    error_message = "The addresses are a CIDR block."
  }
}

variable "cluster" {
  description = "Kubernetes: version, nodes, who may reach and change it."
  type = object({
    version             = optional(string, "1.34")
    public_access_cidrs = optional(list(string), [])
    administrators      = optional(map(string), {})
    deployers           = optional(map(string), {})
    node_groups = map(object({
      instance_types = list(string)
      capacity_type  = optional(string, "ON_DEMAND")
      min            = number
      max            = number
      disk_gb        = optional(number, 50)
    }))
  })
  nullable = false

  validation {
    condition     = length(var.cluster.node_groups) >= 1
    error_message = "At least one group of nodes is needed."
  }
}

variable "namespace" {
  description = "Namespace that the chart is installed in."
  type        = string
  default     = "turnout"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9-]{1,63}$", var.namespace))
    error_message = "Give the name of a namespace."
  }
}

variable "database" {
  description = "PostgreSQL: size, standby, replicas, how far back it can be restored."
  type = object({
    engine_version        = optional(string, "17")
    instance_class        = string
    memory_gb             = number
    max_connections       = number
    storage_gb            = object({ initial = number, maximum = number })
    multi_az              = optional(bool, true)
    replica_count         = optional(number, 0)
    backup_retention_days = optional(number, 14)
    monitoring_seconds    = optional(number, 60)
  })
  nullable = false

  validation {
    condition     = var.database.memory_gb > 0 && var.database.max_connections >= 50
    error_message = "The memory of the class, and the connections that it takes."
  }
}

variable "citus" {
  description = "PostgreSQL over nodes of Citus in place of RDS; null for RDS. Of `database` nothing is read then. The defaults are the least."
  type = object({
    image_id           = string
    coordinator        = optional(object({ instance_type = string, storage_gb = number, iops = optional(number, 3000), throughput = optional(number, 125) }), { instance_type = "r6a.xlarge", storage_gb = 100 })
    workers            = optional(object({ count = number, instance_type = string, storage_gb = number, iops = optional(number, 3000), throughput = optional(number, 125) }), { count = 2, instance_type = "r6a.large", storage_gb = 200 })
    shards             = optional(number, 32)
    max_connections    = optional(number, 500)
    postgresql_version = optional(string, "15")
    citus_version      = optional(string, "13.2")
    packages = optional(object({
      postgresql_repository = optional(string)
      postgresql_key        = optional(string)
      citus_repository      = optional(string)
      citus_key             = optional(string)
    }), {})
  })
  default = null

  validation {
    condition     = var.citus == null || try(var.citus.shards >= 2 && var.citus.shards <= 256 && var.citus.shards >= var.citus.workers.count, false)
    error_message = "Between 2 and 256 shards, and one for each worker at least."
  }
}

variable "redis" {
  description = "Redis: size, replicas, whether the broker has one of its own, and shards of the cache as a Redis Cluster (0: one primary)."
  type = object({
    engine_version    = optional(string, "8.0")
    node_type         = string
    replica_count     = optional(number, 1)
    separate_broker   = optional(bool, true)
    cache_shard_count = optional(number, 0)
  })
  nullable = false

  validation {
    condition     = startswith(var.redis.node_type, "cache.")
    error_message = "Give a type such as cache.t4g.small."
  }
}

variable "search" {
  description = "OpenSearch; null where PostgreSQL searches."
  type = object({
    engine_version    = optional(string, "OpenSearch_2.19")
    nodes             = object({ type = string, count = number, storage_gb = number })
    dedicated_masters = optional(string)
  })
  default = null

  validation {
    condition     = var.search == null || try(var.search.nodes.count >= 1, false)
    error_message = "At least one node."
  }
}

variable "edge" {
  description = "CloudFront with its web ACL in front of everything; off, visitors meet the load balancer, with the web ACL there."
  type = object({
    cloudfront           = optional(bool, true)
    waf                  = optional(bool, true)
    price_class          = optional(string, "PriceClass_100")
    requests_per_address = optional(number, 6000)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.edge.waf || !var.edge.cloudfront
    error_message = "CloudFront always has a web ACL."
  }
}

variable "alarms" {
  description = "Who is told of alarms, failed backups and costs."
  type        = object({ email = optional(list(string), []), https = optional(list(string), []) })
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for each in var.alarms.https : startswith(each, "https://")])
    error_message = "Addresses begin with https://."
  }
}

variable "backup" {
  description = "Backups beside point-in-time restore: how long they are kept, whether nobody can change that, and a vault elsewhere."
  type = object({
    daily_days        = optional(number, 14)
    monthly_days      = optional(number, 365)
    lock              = optional(bool, false)
    copy_to_vault_arn = optional(string)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.backup.daily_days >= 1 && var.backup.monthly_days >= var.backup.daily_days
    error_message = "At least a day, and monthly ones at least as long as daily ones."
  }
}

variable "log_retention_days" {
  description = "How long logs are kept."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = contains([7, 14, 30, 60, 90, 180, 365, 400], var.log_retention_days)
    error_message = "CloudWatch keeps logs for 7, 14, 30, 60, 90, 180, 365 or 400 days here."
  }
}

variable "monthly_budget_usd" {
  description = "What a month may cost before somebody is told."
  type        = number
  nullable    = false

  validation {
    condition     = var.monthly_budget_usd > 0
    error_message = "More than nothing."
  }
}

variable "protected" {
  description = "Whether what holds data refuses to be destroyed."
  type        = bool
  default     = true
  nullable    = false
}
