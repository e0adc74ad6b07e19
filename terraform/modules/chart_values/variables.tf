variable "domain" {
  description = "Host name of the platform."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9-]+\\.)+[a-z]{2,}$", var.domain))
    error_message = "Give a host name."
  }
}

variable "further_domains" {
  description = "Further host names under which all of the platform answers."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for each in var.further_domains : can(regex("^([a-z0-9-]+\\.)+[a-z]{2,}$", each))])
    error_message = "Give host names."
  }
}

variable "namespace" {
  description = "Namespace that the chart is installed in."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9-]{1,63}$", var.namespace))
    error_message = "Give the name of a namespace."
  }
}

variable "region" {
  description = "Region of bucket and secrets."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "Give a region such as eu-central-1."
  }
}

variable "mail_domain" {
  description = "Domain that mails come from."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9-]+\\.)+[a-z]{2,}$", var.mail_domain))
    error_message = "Give a host name."
  }
}

variable "addresses" {
  description = "Host names of PostgreSQL, its replica if there is one, Redis, the broker and the mail server, whether Redis is a cluster, and whether the broker is a Redis of its own."
  type        = object({ database = string, replica = optional(string), redis = string, is_cluster = optional(bool, false), broker = string, smtp = string, has_broker = bool })
  nullable    = false

  validation {
    condition     = alltrue([for each in [var.addresses.database, var.addresses.redis, var.addresses.broker, var.addresses.smtp] : length(each) > 0])
    error_message = "No host name is empty."
  }
}

variable "secrets" {
  description = "Names in Secrets Manager."
  type        = object({ owner = string, app = string, operator = string, redis = string, master_keys = string, smtp = string })
  nullable    = false

  validation {
    condition     = alltrue([for each in values(var.secrets) : length(each) > 0])
    error_message = "No name is empty."
  }
}

variable "files_bucket" {
  description = "Bucket of files."
  type        = string
  nullable    = false

  validation {
    condition     = length(var.files_bucket) >= 3
    error_message = "Give the name of a bucket."
  }
}

variable "repository_url" {
  description = "Repository of the image."
  type        = string
  nullable    = false

  validation {
    condition     = length(split("/", var.repository_url)) >= 2
    error_message = "Give registry and repository."
  }
}

variable "target_group_arns" {
  description = "Target groups of the load balancer: web and realtime."
  type        = object({ web = string, realtime = string })
  nullable    = false

  validation {
    condition     = alltrue([for each in values(var.target_group_arns) : can(regex("^arn:aws[a-z-]*:elasticloadbalancing:", each))])
    error_message = "Give ARNs of target groups."
  }
}

variable "cidrs" {
  description = "Addresses of the load balancer, of PostgreSQL and Redis, and of PostgreSQL alone where it stands elsewhere."
  type        = object({ public = list(string), data = list(string), database = optional(list(string)) })
  nullable    = false

  validation {
    condition     = alltrue([for each in concat(var.cidrs.public, var.cidrs.data, coalesce(var.cidrs.database, [])) : can(cidrhost(each, 0))])
    error_message = "Give CIDR blocks."
  }
}

variable "proxies" {
  description = "How many proxies write X-Forwarded-*."
  type        = number
  nullable    = false

  validation {
    condition     = contains([1, 2], var.proxies)
    error_message = "One or two."
  }
}

variable "citus" {
  description = "Into how many shards tables are cut, where the address of PostgreSQL is that of a coordinator of Citus; null where it is plain."
  type        = object({ shards = number })
  default     = null

  validation {
    condition     = var.citus == null || (try(var.citus.shards, 0) >= 2 && try(var.citus.shards, 0) <= 256)
    error_message = "Between 2 and 256 shards."
  }
}

variable "search" {
  description = "Host name of the OpenSearch domain and how many nodes hold data; null where PostgreSQL searches."
  type        = object({ address = string, nodes = number })
  default     = null

  validation {
    condition     = var.search == null || (try(length(var.search.address), 0) > 0 && try(var.search.nodes, 0) >= 1)
    error_message = "A host name, and at least one node."
  }
}
