locals {
  major      = split(".", var.engine_version)[0]
  is_cluster = var.shard_count > 0
}

# The token is made by the module `secrets` and never by a plan. ElastiCache has no write-only
# argument for it, so it does stand in the state, which is encrypted.
data "aws_secretsmanager_secret_version" "auth" {
  secret_id = var.auth_secret_arn
}

resource "aws_elasticache_subnet_group" "this" {
  name        = var.name
  description = "Subnets without a way to the internet"
  subnet_ids  = var.subnet_ids
}

resource "aws_security_group" "this" {
  name_prefix = "${var.name}-"
  description = "Redis, for the cluster alone"
  vpc_id      = var.vpc_id

  tags = { Name = var.name }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "clients" {
  for_each = var.clients

  security_group_id            = aws_security_group.this.id
  description                  = "Redis from ${each.key}"
  referenced_security_group_id = each.value
  from_port                    = 6379
  to_port                      = 6379
  ip_protocol                  = "tcp"
}

resource "aws_elasticache_parameter_group" "this" {
  name        = var.name
  family      = "valkey${local.major}"
  description = "What happens when the memory is full"

  parameter {
    name  = "maxmemory-policy"
    value = var.eviction
  }

  dynamic "parameter" {
    for_each = local.is_cluster ? ["yes"] : []

    content {
      name  = "cluster-enabled"
      value = parameter.value
    }
  }
}

resource "aws_cloudwatch_log_group" "this" {
  # checkov:skip=CKV_AWS_338:How long the log is kept is a setting.
  for_each = toset(["slow", "engine"])

  name              = "/${var.name}/${each.key}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.logs_kms_key_arn
}

resource "aws_elasticache_replication_group" "this" {
  # checkov:skip=CKV2_AWS_50:A replica that takes over is a setting; staging's and prod's tests hold it on.
  replication_group_id = var.name
  description          = "Redis of ${var.name}"
  engine               = "valkey"
  engine_version       = var.engine_version
  node_type            = var.node_type
  port                 = 6379

  # A cluster of shards, each a primary with its replicas, or one primary.
  num_node_groups            = local.is_cluster ? var.shard_count : null
  replicas_per_node_group    = local.is_cluster ? var.replica_count : null
  num_cache_clusters         = local.is_cluster ? null : 1 + var.replica_count
  automatic_failover_enabled = local.is_cluster || var.replica_count > 0
  multi_az_enabled           = var.replica_count > 0

  subnet_group_name    = aws_elasticache_subnet_group.this.name
  security_group_ids   = [aws_security_group.this.id]
  parameter_group_name = aws_elasticache_parameter_group.this.name

  at_rest_encryption_enabled = true
  kms_key_id                 = var.kms_key_arn
  transit_encryption_enabled = true
  transit_encryption_mode    = "required"
  auth_token                 = data.aws_secretsmanager_secret_version.auth.secret_string
  # Old and new token open while pods learn of the new one.
  auth_token_update_strategy = "ROTATE"

  snapshot_retention_limit   = var.snapshot_retention_days
  snapshot_window            = "01:00-02:00"
  maintenance_window         = "tue:04:30-tue:05:30"
  auto_minor_version_upgrade = true
  apply_immediately          = true

  dynamic "log_delivery_configuration" {
    for_each = { slow = "slow-log", engine = "engine-log" }

    content {
      destination      = aws_cloudwatch_log_group.this[log_delivery_configuration.key].name
      destination_type = "cloudwatch-logs"
      log_format       = "json"
      log_type         = log_delivery_configuration.value
    }
  }
}
