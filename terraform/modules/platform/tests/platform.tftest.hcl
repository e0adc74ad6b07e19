mock_provider "aws" {
  source = "../../tests/mocks"
}

mock_provider "aws" {
  alias  = "us_east_1"
  source = "../../tests/mocks"
}

variables {
  name                  = "turnout-test"
  zone_name             = "turnout.example"
  domain                = "tickets.turnout.example"
  network               = { cidr = "10.0.0.0/16" }
  cluster               = { node_groups = { general = { instance_types = ["m6a.large"], min = 2, max = 4 } } }
  database              = { instance_class = "db.r7g.large", memory_gb = 16, max_connections = 1500, storage_gb = { initial = 100, maximum = 500 }, replica_count = 2 }
  redis                 = { node_type = "cache.t4g.small" }
  redis_auth_secret_arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:turnout-test/redis"
  monthly_budget_usd    = 1000
}

run "with_everything" {
  variables {
    search = {
      nodes             = { type = "r7g.large.search", count = 3, storage_gb = 50 }
      dedicated_masters = "m7g.medium.search"
    }
  }

  assert {
    condition     = output.proxies == 2 && output.has_broker
    error_message = "CloudFront and the load balancer both write X-Forwarded-For."
  }

  assert {
    condition     = length(output.public_cidrs) == 3 && length(output.data_cidrs) == 3
    error_message = "Three zones each have subnets."
  }

  assert {
    condition     = length(setintersection(output.public_cidrs, output.data_cidrs)) == 0
    error_message = "No subnet is of two kinds."
  }

  assert {
    condition     = output.search_address != null
    error_message = "The search is made."
  }

  assert {
    condition     = length(module.citus) == 0 && join(",", output.database_cidrs) == join(",", output.data_cidrs) && output.database_address == "mocked.eu-central-1.rds.amazonaws.com"
    error_message = "RDS is what comes without a word."
  }

  assert {
    condition     = alltrue([for lag in ["turnout-test-postgres-lag-turnout-test-replica-1", "turnout-test-postgres-lag-turnout-test-replica-2"] : contains(output.alarm_names, lag)])
    error_message = "Every replica has an alarm for its lag."
  }

  assert {
    condition     = contains(output.alarm_names, "turnout-test-redis-evictions-turnout-test-broker-001") && !contains(output.alarm_names, "turnout-test-redis-evictions-turnout-test-cache-001")
    error_message = "A broker that throws messages away is an alarm; a cache may."
  }

  assert {
    condition     = contains(output.alarm_names, "turnout-test-search-red")
    error_message = "The search has alarms where there is one."
  }
}

run "with_a_cache_of_three_shards" {
  variables {
    redis = { node_type = "cache.t4g.small", cache_shard_count = 3 }
  }

  assert {
    condition     = output.redis_is_cluster && output.redis_address != output.broker_address
    error_message = "The cache is a cluster, and the broker is not."
  }

  assert {
    condition     = length([for name in output.alarm_names : name if strcontains(name, "turnout-test-cache-0003-002")]) > 0
    error_message = "Every node of every shard has alarms."
  }
}

run "a_broker_in_a_cluster" {
  command = plan

  variables {
    redis = { node_type = "cache.t4g.small", separate_broker = false, cache_shard_count = 3 }
  }

  expect_failures = [var.redis]
}

run "over_nodes_of_citus_there_is_no_rds" {
  # What was made with RDS is another state.
  state_key = "citus"

  variables {
    citus = { image_id = "ami-0123456789abcdef0", workers = { count = 3, instance_type = "r6a.2xlarge", storage_gb = 500 } }
  }

  assert {
    condition     = output.database_address == "coordinator.turnout-test.internal" && join(",", output.database_cidrs) == "10.0.64.10/32"
    error_message = "Pods are sent to the coordinator, and reach no other node."
  }

  assert {
    condition     = length(module.postgres) == 0 && output.database_master_secret_arn == null && length(output.database_replica_addresses) == 0
    error_message = "RDS is not made, nor its master or its replicas."
  }

  assert {
    condition     = toset(keys(output.database_nodes)) == toset([for node in ["coordinator", "worker-1", "worker-2", "worker-3"] : "${node}.turnout-test.internal"])
    error_message = "A coordinator and three workers."
  }

  assert {
    condition     = alltrue([for alarm in ["cpu", "machine", "disk"] : contains(output.alarm_names, "turnout-test-citus-${alarm}-worker-3.turnout-test.internal")]) && length([for name in output.alarm_names : name if strcontains(name, "-postgres-")]) == 0
    error_message = "Every node has alarms, and RDS has none."
  }
}

run "fewer_shards_than_workers" {
  command = plan

  variables {
    citus = { image_id = "ami-0123456789abcdef0", shards = 2, workers = { count = 3, instance_type = "r6a.large", storage_gb = 100 } }
  }

  expect_failures = [var.citus]
}

run "as_cheap_as_it_goes" {
  variables {
    network = { cidr = "10.0.0.0/16", availability_zone_count = 2, single_nat_gateway = true }
    redis   = { node_type = "cache.t4g.micro", replica_count = 0, separate_broker = false }
    edge    = { cloudfront = false, waf = false }
  }

  assert {
    condition     = output.proxies == 1 && !output.has_broker && output.redis_address == output.broker_address
    error_message = "One proxy, one Redis."
  }

  assert {
    condition     = length(output.nat_addresses) == 1
    error_message = "One NAT gateway serves both zones."
  }

  assert {
    condition     = output.search_address == null && !contains(output.alarm_names, "turnout-test-search-red")
    error_message = "No search, no alarms of it."
  }
}

run "a_load_balancer_without_cloudfront_has_the_web_acl" {
  command = plan

  variables {
    edge = { cloudfront = false, waf = true }
  }

  assert {
    condition     = output.proxies == 1
    error_message = "Only the load balancer writes X-Forwarded-For."
  }
}

run "cloudfront_has_a_web_acl" {
  command = plan

  variables {
    edge = { cloudfront = true, waf = false }
  }

  expect_failures = [var.edge]
}

run "names_are_short_enough_for_load_balancers" {
  command = plan

  variables {
    name = "a-name-that-is-much-too-long"
  }

  expect_failures = [var.name]
}

run "backups_are_kept_longer_by_the_month" {
  command = plan

  variables {
    backup = { daily_days = 30, monthly_days = 7 }
  }

  expect_failures = [var.backup]
}

run "alarms_go_out_by_tls" {
  command = plan

  variables {
    alarms = { https = ["http://pager.example"] }
  }

  expect_failures = [var.alarms]
}
