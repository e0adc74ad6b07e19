# Loses a zone without losing a sale. Set `account_id`, `cluster.administrators`, `alarms` and
# `backup.copy_to_vault_arn` to your own; see docs/how-to/deploy-to-aws.md.
name      = "turnout-prod"
region    = "eu-central-1"
zone_name = "turnout.example"
domain    = "turnout.example"

network = {
  cidr                    = "10.30.0.0/16"
  availability_zone_count = 3
  single_nat_gateway      = false
  interface_endpoints     = ["ecr.api", "ecr.dkr", "kms", "logs", "secretsmanager", "sts"]
}

cluster = {
  node_groups = {
    general = {
      instance_types = ["m6a.xlarge"]
      min            = 3
      max            = 12
      disk_gb        = 80
    }
    # Workers can be taken away at two minutes' notice: their messages come back.
    workers = {
      instance_types = ["m6a.large", "m5a.large", "m6i.large", "m5.large"]
      capacity_type  = "SPOT"
      min            = 2
      max            = 10
    }
  }
}

database = {
  instance_class        = "db.r7g.xlarge"
  memory_gb             = 32
  max_connections       = 3000
  storage_gb            = { initial = 200, maximum = 2000 }
  multi_az              = true
  replica_count         = 1
  backup_retention_days = 35
  monitoring_seconds    = 15
}

redis = {
  node_type     = "cache.r7g.large"
  replica_count = 2
}

edge = {
  price_class          = "PriceClass_All"
  requests_per_address = 20000
}

backup = {
  daily_days   = 35
  monthly_days = 365
  lock         = true
}

password_rotation_days = 90
log_retention_days     = 365
monthly_budget_usd     = 6000
