variables {
  domain            = "tickets.turnout.example"
  further_domains   = ["events.example.org"]
  namespace         = "turnout"
  region            = "eu-central-1"
  mail_domain       = "turnout.example"
  files_bucket      = "turnout-test-files"
  repository_url    = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/turnout-test/turnout"
  proxies           = 2
  target_group_arns = { web = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/web/1", realtime = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/realtime/1" }
  cidrs             = { public = ["10.0.192.0/22"], data = ["10.0.208.0/22"] }
  addresses         = { database = "db.internal", redis = "cache.internal", broker = "broker.internal", smtp = "smtp.internal", has_broker = true }
  secrets           = { owner = "t/database/owner", app = "t/database/app", operator = "t/database/operator", redis = "t/redis", master_keys = "t/master-keys", smtp = "t/smtp" }
}

run "values_say_where_everything_is" {
  command = plan

  assert {
    condition     = yamldecode(output.values).publicUrl == "https://tickets.turnout.example" && yamldecode(output.values).hosts == ["events.example.org"]
    error_message = "The chart learns its host names."
  }

  assert {
    condition     = yamldecode(output.values).image == { registry = "123456789012.dkr.ecr.eu-central-1.amazonaws.com", repository = "turnout-test/turnout" }
    error_message = "The image comes from the environment's repository."
  }

  assert {
    condition     = yamldecode(output.values).trustedProxies == 2 && yamldecode(output.values).environment == "production"
    error_message = "CloudFront and the load balancer are two proxies."
  }

  assert {
    condition     = yamldecode(output.values).networkPolicy.egress.postgresql.cidrs == ["10.0.208.0/22"]
    error_message = "Pods reach the subnets of data."
  }
}

run "passwords_are_in_no_output_and_connections_are_verified" {
  command = plan

  assert {
    condition     = strcontains(output.manifests, "sslmode=verify-full") && !strcontains(output.manifests, "redis://:")
    error_message = "PostgreSQL is verified and Redis is spoken to by TLS."
  }

  assert {
    condition     = contains([for each in split("---\n", output.manifests) : try(yamldecode(each).spec.target.template.data["TURNOUT_DATABASE_URL"], "")], "postgresql://{{ .app_username }}:{{ .app_password | urlquery }}@db.internal:5432/turnout?sslmode=verify-full")
    error_message = "The cluster composes addresses of what Secrets Manager keeps."
  }

  assert {
    condition     = length([for each in split("---\n", output.manifests) : each if yamldecode(each).kind == "TargetGroupBinding"]) == 2
    error_message = "Web and realtime have a place in the load balancer."
  }

  assert {
    condition     = strcontains(output.manifests, "broker.internal:6379/0")
    error_message = "A broker of its own has the first database."
  }
}

run "one_redis_serves_both" {
  command = plan

  variables {
    addresses = { database = "db.internal", redis = "cache.internal", broker = "cache.internal", smtp = "smtp.internal", has_broker = false }
  }

  assert {
    condition     = strcontains(output.manifests, "cache.internal:6379/1") && yamldecode(output.values).keda.redis.database == 1
    error_message = "Messages lie in the second database, and KEDA looks there."
  }
}

run "a_cluster_is_said_to_the_chart" {
  command = plan

  variables {
    addresses = { database = "db.internal", redis = "cache.internal", is_cluster = true, broker = "broker.internal", smtp = "smtp.internal", has_broker = true }
  }

  assert {
    condition     = yamldecode(output.values).redis.cluster && strcontains(output.manifests, "cache.internal:6379/0")
    error_message = "The roles know that the address is of a cluster."
  }
}

run "proxies_are_counted" {
  command = plan

  variables {
    proxies = 5
  }

  expect_failures = [var.proxies]
}

run "plain_postgresql_is_what_comes_without_a_word" {
  command = plan

  assert {
    condition     = yamldecode(output.values).database == { distributed = false }
    error_message = "The chart is told of no nodes."
  }
}

run "nodes_are_said_to_the_chart" {
  command = plan

  variables {
    citus     = { shards = 64 }
    cidrs     = { public = ["10.0.192.0/22"], data = ["10.0.208.0/22"], database = ["10.0.64.10/32"] }
    addresses = { database = "coordinator.internal", redis = "cache.internal", broker = "broker.internal", smtp = "smtp.internal", has_broker = true }
  }

  assert {
    condition     = yamldecode(output.values).database == { distributed = true, shards = 64 }
    error_message = "Every role and the migrations know that there are nodes."
  }

  assert {
    condition     = yamldecode(output.values).networkPolicy.egress.postgresql.cidrs == ["10.0.64.10/32"] && yamldecode(output.values).networkPolicy.egress.redis.cidrs == ["10.0.208.0/22"]
    error_message = "Pods reach the coordinator alone, and Redis where it was."
  }

  assert {
    condition     = strcontains(output.manifests, "@coordinator.internal:5432/turnout?sslmode=verify-full")
    error_message = "The addresses are the coordinator's."
  }
}

run "shards_beyond_what_migrations_take" {
  command = plan

  variables {
    citus = { shards = 1000 }
  }

  expect_failures = [var.citus]
}

run "without_a_search_server_postgresql_searches" {
  command = plan

  assert {
    condition     = yamldecode(output.values).search.adapter == "" && !strcontains(output.manifests, "TURNOUT_SEARCH_SETTINGS")
    error_message = "Nothing is said of a search server where there is none."
  }
}

run "the_search_is_signed_in_to_by_the_pods_role" {
  command = plan

  variables {
    search = { address = "search.internal", nodes = 3 }
  }

  assert {
    condition     = yamldecode(output.values).search.adapter == "opensearch" && yamldecode(output.values).networkPolicy.egress.search == { port = 443, cidrs = ["10.0.208.0/22"] }
    error_message = "The chart uses the domain, and pods reach it."
  }

  assert {
    condition     = contains([for each in split("---\n", output.manifests) : try(jsondecode(yamldecode(each).spec.target.template.data["TURNOUT_SEARCH_SETTINGS"]), null)], { url = "https://search.internal", region = "eu-central-1", replicas = 1 })
    error_message = "The adapter learns host and region, and no password."
  }
}

run "one_node_holds_no_copies" {
  command = plan

  variables {
    search = { address = "search.internal", nodes = 1 }
  }

  assert {
    condition     = contains([for each in split("---\n", output.manifests) : try(jsondecode(yamldecode(each).spec.target.template.data["TURNOUT_SEARCH_SETTINGS"]).replicas, -1)], 0)
    error_message = "A copy that has no place would make the domain yellow for ever."
  }
}

run "reports_read_from_a_replica_where_there_is_one" {
  command = plan

  variables {
    addresses = { database = "db.internal", replica = "reader.internal", redis = "cache.internal", broker = "broker.internal", smtp = "smtp.internal", has_broker = true }
  }

  assert {
    condition     = anytrue([for each in split("---\n", output.manifests) : strcontains(try(yamldecode(each).spec.target.template.data["TURNOUT_DATABASE_REPLICA_URL"], ""), "@reader.internal:5432/turnout?sslmode=verify-full")])
    error_message = "The replica's address goes into the secret of the pods."
  }
}

run "without_a_replica_nothing_is_said_of_one" {
  command = plan

  assert {
    condition     = !strcontains(output.manifests, "TURNOUT_DATABASE_REPLICA_URL")
    error_message = "Reports read from the primary where there is no replica."
  }
}
