# Holds the values of terraform.tfvars to what staging shares with production.
mock_provider "aws" {
  source = "../../tests/mocks"
}

mock_provider "aws" {
  alias  = "us_east_1"
  source = "../../tests/mocks"
}

variables {
  redis_auth_secret_arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:turnout-staging/redis"
}

run "staging_is_production_in_smaller_sizes" {
  command = plan

  module {
    source = "../../modules/platform"
  }

  providers = {
    aws           = aws
    aws.us_east_1 = aws.us_east_1
  }

  assert {
    condition     = var.edge.cloudfront && var.edge.waf && output.proxies == 2
    error_message = "CloudFront with its web ACL stands in front, as in production."
  }

  assert {
    condition     = var.database.multi_az && var.database.replica_count >= 1 && var.redis.replica_count >= 1 && output.has_broker
    error_message = "Standby, replica and broker are there, so that their loss can be rehearsed."
  }

  assert {
    condition     = var.protected && length(var.cluster.public_access_cidrs) == 0
    error_message = "Deletion is refused, and the cluster's API is reached from the network alone."
  }
}
