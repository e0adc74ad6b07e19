# Values are made here, written straight into Secrets Manager and never into a plan or the state.
# Mock tests know no ephemeral resources: this module is tried against an emulator.

locals {
  roles = {
    owner    = { username = "turnout_owner", version = var.versions.owner }
    app      = { username = "turnout_app", version = var.versions.app }
    operator = { username = "turnout_operator", version = var.versions.operator }
  }
}

ephemeral "aws_secretsmanager_random_password" "role" {
  for_each = local.roles

  password_length     = 40
  exclude_punctuation = true
}

ephemeral "aws_secretsmanager_random_password" "redis" {
  password_length     = 64
  exclude_punctuation = true
}

# 32 letters and digits are the 32 bytes of a master key, with 190 bits in them.
ephemeral "aws_secretsmanager_random_password" "master_key" {
  password_length     = 32
  exclude_punctuation = true
}

resource "aws_secretsmanager_secret" "role" {
  # checkov:skip=CKV2_AWS_57:They rotate by the function below where `rotation` is set, as in staging and prod; checkov does not follow for_each.
  for_each = local.roles

  name                    = "${var.name}/database/${each.key}"
  description             = "How ${each.value.username} signs in to PostgreSQL"
  kms_key_id              = var.kms_key_arn
  recovery_window_in_days = var.recovery_days
}

resource "aws_secretsmanager_secret_version" "role" {
  for_each = local.roles

  secret_id                = aws_secretsmanager_secret.role[each.key].id
  secret_string_wo_version = each.value.version
  secret_string_wo = jsonencode(merge({
    engine   = "postgres"
    host     = var.database.address
    port     = var.database.port
    dbname   = var.database.name
    username = each.value.username
    password = ephemeral.aws_secretsmanager_random_password.role[each.key].random_password
  }, var.rotation == null ? {} : { masterarn = var.rotation.master_secret_arn }))

  # The function writes further versions; this one was the first.
  lifecycle {
    ignore_changes = [version_stages]
  }
}

resource "aws_secretsmanager_secret" "redis" {
  # checkov:skip=CKV2_AWS_57:Terraform hands the token to ElastiCache: `versions.redis` turns it, and both open meanwhile.
  name                    = "${var.name}/redis"
  description             = "The token that clients show to Redis"
  kms_key_id              = var.kms_key_arn
  recovery_window_in_days = var.recovery_days
}

resource "aws_secretsmanager_secret_version" "redis" {
  secret_id                = aws_secretsmanager_secret.redis.id
  secret_string_wo_version = var.versions.redis
  secret_string_wo         = ephemeral.aws_secretsmanager_random_password.redis.random_password
}

resource "aws_secretsmanager_secret" "master_keys" {
  # checkov:skip=CKV2_AWS_57:A new key stands in front of the old ones, which still open what they sealed: a person adds it.
  name                    = "${var.name}/master-keys"
  description             = "TURNOUT_MASTER_KEYS: the first seals, all of them open; losing them loses the sealed settings"
  kms_key_id              = var.kms_key_arn
  recovery_window_in_days = var.recovery_days
}

resource "aws_secretsmanager_secret_version" "master_keys" {
  secret_id                = aws_secretsmanager_secret.master_keys.id
  secret_string_wo_version = 1
  secret_string_wo         = "k1:${base64encode(ephemeral.aws_secretsmanager_random_password.master_key.random_password)}"

  # A person adds further keys.
  lifecycle {
    ignore_changes = [version_stages]
  }
}

# Written by the module `mail`.
resource "aws_secretsmanager_secret" "smtp" {
  # checkov:skip=CKV2_AWS_57:`credential_version` of the module `mail` turns it.
  name                    = "${var.name}/smtp"
  description             = "How mails are handed over"
  kms_key_id              = var.kms_key_arn
  recovery_window_in_days = var.recovery_days
}
