# Holds the values of terraform.tfvars to what keeps dev cheap.
mock_provider "aws" {
  source = "../../tests/mocks"
}

mock_provider "aws" {
  alias  = "us_east_1"
  source = "../../tests/mocks"
}

variables {
  redis_auth_secret_arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:turnout-dev/redis"
}

run "dev_is_cheap_and_can_be_taken_down" {
  command = plan

  module {
    source = "../../modules/platform"
  }

  providers = {
    aws           = aws
    aws.us_east_1 = aws.us_east_1
  }

  assert {
    condition     = !var.protected && !var.backup.lock
    error_message = "Dev can be destroyed."
  }

  assert {
    condition     = length(output.public_cidrs) == 2 && var.network.single_nat_gateway && length(var.network.interface_endpoints) == 0
    error_message = "Two zones, one NAT gateway, no endpoints by the hour."
  }

  assert {
    condition     = !var.database.multi_az && var.database.replica_count == 0 && var.redis.replica_count == 0 && !output.has_broker
    error_message = "No standby, no replicas, one Redis."
  }

  assert {
    condition     = alltrue([for group in values(var.cluster.node_groups) : group.capacity_type == "SPOT"]) && var.monthly_budget_usd <= 300
    error_message = "Spot nodes, and a budget that says so."
  }
}
