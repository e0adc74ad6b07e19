module "observability" {
  source = "../observability"

  name        = var.name
  kms_key_arn = module.kms.arns["logs"]
  subscribers = var.alarms

  watched = {
    database             = one(module.postgres[*].identifier)
    database_replicas    = flatten(module.postgres[*].replica_identifiers)
    database_nodes       = merge(module.citus[*].instance_ids...)
    database_memory_gb   = var.database.memory_gb
    database_connections = var.database.max_connections
    redis_nodes          = { for purpose, group in module.redis : purpose => group.node_ids }
    search               = one(module.search[*].domain_name)
    load_balancer        = module.alb.arn_suffix
    target_groups        = module.alb.target_group_suffixes
  }
}

module "backup" {
  source = "../backup"

  name        = var.name
  kms_key_arn = module.kms.arns["data"]
  resource_arns = merge(
    { files = module.storage.files_bucket_arn },
    { for arn in module.postgres[*].arn : "database" => arn },
    merge(module.citus[*].volume_arns...),
  )
  keep_days         = { daily = var.backup.daily_days, monthly = var.backup.monthly_days }
  lock              = var.backup.lock
  copy_to_vault_arn = var.backup.copy_to_vault_arn
  topic_arn         = module.observability.topic_arn
}

module "budget" {
  source = "../budget"

  name        = var.name
  monthly_usd = var.monthly_budget_usd
  topic_arn   = module.observability.topic_arn
}
