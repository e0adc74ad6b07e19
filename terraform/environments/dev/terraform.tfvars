# As cheap as it goes: one zone's NAT, spot nodes, the smallest stores, no standby, no CloudFront.
name      = "turnout-dev"
region    = "eu-central-1"
zone_name = "dev.turnout.example"
domain    = "dev.turnout.example"

network = {
  cidr                    = "10.10.0.0/16"
  availability_zone_count = 2
  single_nat_gateway      = true
}

cluster = {
  node_groups = {
    spot = {
      instance_types = ["t3a.large", "t3.large", "m6a.large", "m5a.large"]
      capacity_type  = "SPOT"
      min            = 2
      max            = 4
      disk_gb        = 30
    }
  }
}

database = {
  instance_class        = "db.t4g.small"
  memory_gb             = 2
  max_connections       = 180
  storage_gb            = { initial = 20, maximum = 50 }
  multi_az              = false
  backup_retention_days = 1
  monitoring_seconds    = 0
}

redis = {
  node_type       = "cache.t4g.micro"
  replica_count   = 0
  separate_broker = false
}

edge = {
  cloudfront = false
  waf        = false
}

backup = {
  daily_days   = 3
  monthly_days = 3
}

log_retention_days = 7
monthly_budget_usd = 300
protected          = false
