module "platform" {
  source = "../../modules/platform"

  name                  = var.name
  zone_name             = var.zone_name
  domain                = var.domain
  further_domains       = var.further_domains
  network               = var.network
  cluster               = var.cluster
  namespace             = var.namespace
  database              = var.database
  citus                 = var.citus
  redis                 = var.redis
  redis_auth_secret_arn = module.secrets.redis_secret_arn
  search                = var.search
  edge                  = var.edge
  alarms                = var.alarms
  backup                = var.backup
  log_retention_days    = var.log_retention_days
  monthly_budget_usd    = var.monthly_budget_usd
  protected             = var.protected

  providers = { aws = aws, aws.us_east_1 = aws.us_east_1 }
}

# Beside the platform, for what they write never stands in a plan, and mock tests cannot follow there.
module "secrets" {
  source = "../../modules/secrets"

  name          = var.name
  kms_key_arn   = module.platform.secrets_key_arn
  database      = { address = module.platform.database_address }
  versions      = var.secret_versions
  recovery_days = var.protected ? 30 : 0

  rotation = var.password_rotation_days == 0 ? null : {
    subnet_ids        = module.platform.private_subnet_ids
    security_group_id = module.platform.rotation_security_group_id
    master_secret_arn = module.platform.database_master_secret_arn
    after_days        = var.password_rotation_days
  }
}

module "mail" {
  source = "../../modules/mail"

  name               = var.name
  domain             = var.domain
  zone_id            = module.platform.zone_id
  kms_key_arn        = module.platform.logs_key_arn
  secret_arn         = module.secrets.smtp_secret_arn
  dmarc_reports_to   = var.mail.dmarc_reports_to
  credential_version = var.mail.credential_version
}

module "chart_values" {
  source = "../../modules/chart_values"

  domain            = var.domain
  further_domains   = var.further_domains
  namespace         = var.namespace
  region            = var.region
  mail_domain       = var.domain
  files_bucket      = module.platform.files_bucket
  repository_url    = module.platform.repository_urls["turnout"]
  target_group_arns = { web = module.platform.target_group_arns["web"], realtime = module.platform.target_group_arns["realtime"] }
  cidrs             = { public = module.platform.public_cidrs, data = module.platform.data_cidrs, database = module.platform.database_cidrs }
  proxies           = module.platform.proxies
  citus             = var.citus == null ? null : { shards = var.citus.shards }
  search            = var.search == null ? null : { address = module.platform.search_address, nodes = var.search.nodes.count }

  addresses = {
    database   = module.platform.database_address
    replica    = try(module.platform.database_replica_addresses[0], null)
    redis      = module.platform.redis_address
    is_cluster = module.platform.redis_is_cluster
    broker     = module.platform.broker_address
    smtp       = module.mail.smtp_host
    has_broker = module.platform.has_broker
  }

  secrets = {
    owner       = module.secrets.database_secrets["owner"]
    app         = module.secrets.database_secrets["app"]
    operator    = module.secrets.database_secrets["operator"]
    redis       = module.secrets.redis_secret
    master_keys = module.secrets.master_keys_secret
    smtp        = module.secrets.smtp_secret
  }
}
