# Holds the values of terraform.tfvars to what production must not be without.
mock_provider "aws" {
  source = "../../tests/mocks"
}

mock_provider "aws" {
  alias  = "us_east_1"
  source = "../../tests/mocks"
}

variables {
  redis_auth_secret_arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:turnout-prod/redis"
}

run "production_loses_no_zone_no_data_and_no_door" {
  command = plan

  module {
    source = "../../modules/platform"
  }

  providers = {
    aws           = aws
    aws.us_east_1 = aws.us_east_1
  }

  assert {
    condition     = length(output.public_cidrs) == 3 && length(output.nat_addresses) == 3
    error_message = "Three zones, each with a way out of its own."
  }

  assert {
    condition     = var.database.multi_az && var.database.replica_count >= 1
    error_message = "PostgreSQL has a standby and a replica."
  }

  assert {
    condition     = var.redis.replica_count >= 1 && output.has_broker
    error_message = "Redis has replicas, and the broker is one of its own."
  }

  assert {
    condition     = alltrue([for group in values(var.cluster.node_groups) : group.min >= 2]) && anytrue([for group in values(var.cluster.node_groups) : group.min >= 3 && group.capacity_type == "ON_DEMAND"])
    error_message = "Nodes stand in every zone, and three of them stay."
  }

  assert {
    condition     = var.protected && var.backup.lock && var.database.backup_retention_days == 35
    error_message = "Deletion is refused, backups are locked, 35 days can be restored."
  }

  assert {
    condition     = var.backup.daily_days >= 35 && var.backup.monthly_days >= 365
    error_message = "Backups reach back a year."
  }

  assert {
    condition     = var.edge.cloudfront && var.edge.waf && output.proxies == 2
    error_message = "CloudFront with its web ACL stands in front."
  }

  assert {
    condition     = length(var.cluster.public_access_cidrs) == 0
    error_message = "The cluster's API is reached from the network alone."
  }

  assert {
    condition     = contains(keys({ for each in var.network.interface_endpoints : each => true }), "secretsmanager")
    error_message = "Secrets are read without the internet."
  }
}
