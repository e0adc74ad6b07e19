locals {
  major = split(".", var.engine_version)[0]
}

resource "aws_db_subnet_group" "this" {
  name        = var.name
  description = "Subnets without a way to the internet"
  subnet_ids  = var.subnet_ids
}

resource "aws_security_group" "this" {
  name_prefix = "${var.name}-postgres-"
  description = "PostgreSQL, for the cluster alone"
  vpc_id      = var.vpc_id

  tags = { Name = "${var.name}-postgres" }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "clients" {
  for_each = var.clients

  security_group_id            = aws_security_group.this.id
  description                  = "PostgreSQL from ${each.key}"
  referenced_security_group_id = each.value
  from_port                    = 5432
  to_port                      = 5432
  ip_protocol                  = "tcp"
}

resource "aws_db_parameter_group" "this" {
  name_prefix = "${var.name}-"
  family      = "postgres${local.major}"
  description = "TLS forced, slow statements and lock waits logged"

  dynamic "parameter" {
    for_each = {
      "rds.force_ssl"                       = { value = "1", method = "immediate" }
      "shared_preload_libraries"            = { value = "pg_stat_statements", method = "pending-reboot" }
      "pg_stat_statements.track"            = { value = "ALL", method = "immediate" }
      "log_min_duration_statement"          = { value = "500", method = "immediate" }
      "log_lock_waits"                      = { value = "1", method = "immediate" }
      "log_connections"                     = { value = "1", method = "immediate" }
      "log_disconnections"                  = { value = "1", method = "immediate" }
      "log_temp_files"                      = { value = "10240", method = "immediate" }
      "log_statement"                       = { value = "ddl", method = "immediate" }
      "idle_in_transaction_session_timeout" = { value = "60000", method = "immediate" }
      "autovacuum_vacuum_scale_factor"      = { value = "0.05", method = "immediate" }
    }

    content {
      name         = parameter.key
      value        = parameter.value.value
      apply_method = parameter.value.method
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

data "aws_iam_policy_document" "monitoring" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["monitoring.rds.amazonaws.com"]
    }
  }
}

data "aws_partition" "current" {}

resource "aws_iam_role" "monitoring" {
  name               = "${var.name}-rds-monitoring"
  assume_role_policy = data.aws_iam_policy_document.monitoring.json
}

resource "aws_iam_role_policy_attachment" "monitoring" {
  role       = aws_iam_role.monitoring.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
}

resource "aws_db_instance" "primary" {
  # checkov:skip=CKV_AWS_157:Multi-AZ is a setting; prod's tests hold it on.
  # checkov:skip=CKV_AWS_118:How often the system is measured is a setting; staging's and prod's tests hold it on.
  # checkov:skip=CKV_AWS_293:Deletion protection is a setting; prod's tests hold it on.
  # checkov:skip=CKV_AWS_161:Turnout signs in by password over verified TLS; IAM tokens of 15 minutes do not go with PgBouncer.
  identifier     = var.name
  engine         = "postgres"
  engine_version = var.engine_version
  instance_class = var.instance_class

  db_name                       = "turnout"
  username                      = "turnout_master"
  manage_master_user_password   = true
  master_user_secret_kms_key_id = var.kms_key_arn

  storage_type          = "gp3"
  allocated_storage     = var.storage_gb.initial
  max_allocated_storage = var.storage_gb.maximum
  storage_encrypted     = true
  kms_key_id            = var.kms_key_arn

  multi_az               = var.multi_az
  db_subnet_group_name   = aws_db_subnet_group.this.name
  vpc_security_group_ids = [aws_security_group.this.id]
  parameter_group_name   = aws_db_parameter_group.this.name
  publicly_accessible    = false
  ca_cert_identifier     = "rds-ca-rsa2048-g1"

  backup_retention_period   = var.backup_retention_days
  backup_window             = "02:00-03:00"
  maintenance_window        = "tue:03:30-tue:04:30"
  copy_tags_to_snapshot     = true
  delete_automated_backups  = false
  deletion_protection       = var.deletion_protection
  skip_final_snapshot       = !var.deletion_protection
  final_snapshot_identifier = "${var.name}-final"

  auto_minor_version_upgrade      = true
  enabled_cloudwatch_logs_exports = ["postgresql", "upgrade"]
  performance_insights_enabled    = true
  performance_insights_kms_key_id = var.kms_key_arn
  monitoring_interval             = var.monitoring_seconds
  monitoring_role_arn             = var.monitoring_seconds > 0 ? aws_iam_role.monitoring.arn : null
}

resource "aws_db_instance" "replica" {
  # checkov:skip=CKV_AWS_157:A replica stands in one zone; there are more of them.
  # checkov:skip=CKV_AWS_118:As for the primary.
  # checkov:skip=CKV_AWS_293:A replica holds nothing of its own.
  # checkov:skip=CKV_AWS_161:As for the primary.
  # checkov:skip=CKV_AWS_133:The primary is what is backed up.
  count = var.replica_count

  identifier          = "${var.name}-replica-${count.index + 1}"
  replicate_source_db = aws_db_instance.primary.identifier
  instance_class      = var.instance_class

  storage_type          = "gp3"
  max_allocated_storage = var.storage_gb.maximum
  storage_encrypted     = true

  vpc_security_group_ids = [aws_security_group.this.id]
  parameter_group_name   = aws_db_parameter_group.this.name
  publicly_accessible    = false
  ca_cert_identifier     = "rds-ca-rsa2048-g1"

  copy_tags_to_snapshot           = true
  skip_final_snapshot             = true
  auto_minor_version_upgrade      = true
  enabled_cloudwatch_logs_exports = ["postgresql", "upgrade"]
  performance_insights_enabled    = true
  performance_insights_kms_key_id = var.kms_key_arn
  monitoring_interval             = var.monitoring_seconds
  monitoring_role_arn             = var.monitoring_seconds > 0 ? aws_iam_role.monitoring.arn : null
}

resource "aws_secretsmanager_secret_rotation" "master" {
  secret_id = aws_db_instance.primary.master_user_secret[0].secret_arn

  rotation_rules {
    automatically_after_days = var.master_rotation_days
  }
}
