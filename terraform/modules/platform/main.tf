locals {
  clients = { cluster = module.eks.security_group_id }
  # The regional web ACL stands where no CloudFront does.
  acl = var.edge.waf ? { only = var.edge.cloudfront ? "CLOUDFRONT" : "REGIONAL" } : {}
}

module "kms" {
  source = "../kms"

  name = var.name
}

module "network" {
  source = "../network"

  name                    = var.name
  kms_key_arn             = module.kms.arns["logs"]
  cidr                    = var.network.cidr
  availability_zone_count = var.network.availability_zone_count
  single_nat_gateway      = var.network.single_nat_gateway
  interface_endpoints     = var.network.interface_endpoints
  log_retention_days      = var.log_retention_days
}

module "eks" {
  source = "../eks"

  name                = var.name
  kms_key_arn         = module.kms.arns["secrets"]
  logs_kms_key_arn    = module.kms.arns["logs"]
  kubernetes_version  = var.cluster.version
  subnet_ids          = module.network.private_subnet_ids
  public_access_cidrs = var.cluster.public_access_cidrs
  administrators      = var.cluster.administrators
  deployers           = var.cluster.deployers
  namespace           = var.namespace
  node_groups         = var.cluster.node_groups
  log_retention_days  = var.log_retention_days
}

# Nodes of Citus take the place of RDS.
module "postgres" {
  source = "../postgres"
  count  = var.citus == null ? 1 : 0

  name                  = var.name
  kms_key_arn           = module.kms.arns["data"]
  vpc_id                = module.network.vpc_id
  subnet_ids            = module.network.data_subnet_ids
  clients               = merge(local.clients, { rotation = aws_security_group.rotation.id })
  engine_version        = var.database.engine_version
  instance_class        = var.database.instance_class
  storage_gb            = var.database.storage_gb
  multi_az              = var.database.multi_az
  replica_count         = var.database.replica_count
  backup_retention_days = var.database.backup_retention_days
  monitoring_seconds    = var.database.monitoring_seconds
  deletion_protection   = var.protected
}

moved {
  from = module.postgres
  to   = module.postgres[0]
}

module "citus" {
  source = "../citus"
  count  = var.citus == null ? 0 : 1

  name                = var.name
  kms_key_arn         = module.kms.arns["data"]
  secrets_kms_key_arn = module.kms.arns["secrets"]
  secrets_prefix      = "${var.name}/database"
  vpc_id              = module.network.vpc_id
  subnet_ids          = module.network.private_subnet_ids
  clients             = local.clients
  client_cidr         = var.network.cidr
  image_id            = var.citus.image_id
  coordinator         = var.citus.coordinator
  workers             = var.citus.workers
  max_connections     = var.citus.max_connections
  postgresql_version  = var.citus.postgresql_version
  citus_version       = var.citus.citus_version
  packages            = var.citus.packages
  deletion_protection = var.protected
}

# The function that changes passwords of PostgreSQL runs with it (module `secrets`).
resource "aws_security_group" "rotation" {
  # checkov:skip=CKV2_AWS_5:The function of the module `secrets` bears it.
  name_prefix = "${var.name}-rotation-"
  description = "Rotation of passwords: to PostgreSQL and Secrets Manager"
  vpc_id      = module.network.vpc_id

  tags = { Name = "${var.name}-rotation" }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "rotation_database" {
  count = var.citus == null ? 1 : 0

  security_group_id            = aws_security_group.rotation.id
  description                  = "PostgreSQL"
  referenced_security_group_id = module.postgres[0].security_group_id
  from_port                    = 5432
  to_port                      = 5432
  ip_protocol                  = "tcp"
}

resource "aws_vpc_security_group_egress_rule" "rotation_api" {
  security_group_id = aws_security_group.rotation.id
  description       = "Secrets Manager and RDS over HTTPS"
  cidr_ipv4         = "0.0.0.0/0"
  from_port         = 443
  to_port           = 443
  ip_protocol       = "tcp"
}

# Without a broker of its own both share one that throws nothing away.
module "redis" {
  source   = "../redis"
  for_each = var.redis.separate_broker ? { cache = "allkeys-lru", broker = "noeviction" } : { cache = "noeviction" }

  name                    = "${var.name}-${each.key}"
  kms_key_arn             = module.kms.arns["data"]
  logs_kms_key_arn        = module.kms.arns["logs"]
  vpc_id                  = module.network.vpc_id
  subnet_ids              = module.network.data_subnet_ids
  clients                 = local.clients
  engine_version          = var.redis.engine_version
  node_type               = var.redis.node_type
  replica_count           = var.redis.replica_count
  shard_count             = each.key == "cache" ? var.redis.cache_shard_count : 0
  eviction                = each.value
  snapshot_retention_days = each.key == "broker" ? 1 : 0
  auth_secret_arn         = var.redis_auth_secret_arn
  log_retention_days      = min(var.log_retention_days, 30)
}

module "search" {
  source = "../search"
  count  = var.search == null ? 0 : 1

  name               = var.name
  kms_key_arn        = module.kms.arns["data"]
  logs_kms_key_arn   = module.kms.arns["logs"]
  vpc_id             = module.network.vpc_id
  subnet_ids         = module.network.data_subnet_ids
  clients            = local.clients
  engine_version     = var.search.engine_version
  nodes              = var.search.nodes
  dedicated_masters  = var.search.dedicated_masters
  role_arn           = module.turnout_role.arn
  log_retention_days = min(var.log_retention_days, 30)
}

module "storage" {
  source = "../storage"

  name               = var.name
  kms_key_arn        = module.kms.arns["files"]
  upload_origins     = [for host in concat([var.domain], var.further_domains) : "https://${host}"]
  log_retention_days = var.log_retention_days
  force_destroy      = !var.protected
}

module "ecr" {
  source = "../ecr"

  name        = var.name
  kms_key_arn = module.kms.arns["files"]
}

module "dns" {
  source = "../dns"

  zone_name       = var.zone_name
  domain          = var.domain
  further_domains = var.further_domains

  providers = { aws = aws, aws.us_east_1 = aws.us_east_1 }
}
