# Built as production is, in smaller sizes: what breaks there breaks here first.
name      = "turnout-staging"
region    = "eu-central-1"
zone_name = "staging.turnout.example"
domain    = "staging.turnout.example"

network = {
  cidr                    = "10.20.0.0/16"
  availability_zone_count = 3
  single_nat_gateway      = true
}

cluster = {
  node_groups = {
    general = {
      instance_types = ["m6a.large", "m5a.large"]
      min            = 3
      max            = 6
    }
  }
}

database = {
  instance_class        = "db.t4g.medium"
  memory_gb             = 4
  max_connections       = 400
  storage_gb            = { initial = 50, maximum = 200 }
  replica_count         = 1
  backup_retention_days = 7
}

redis = {
  node_type     = "cache.t4g.small"
  replica_count = 1
}

backup = {
  daily_days   = 7
  monthly_days = 35
}

password_rotation_days = 30
log_retention_days     = 30
monthly_budget_usd     = 1500
