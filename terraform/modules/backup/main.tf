data "aws_partition" "current" {}

resource "aws_backup_vault" "this" {
  name        = var.name
  kms_key_arn = var.kms_key_arn
}

resource "aws_backup_vault_lock_configuration" "this" {
  count = var.lock ? 1 : 0

  backup_vault_name  = aws_backup_vault.this.name
  min_retention_days = var.keep_days.daily
  max_retention_days = var.keep_days.monthly + 1
}

resource "aws_backup_plan" "this" {
  name = var.name

  dynamic "rule" {
    for_each = {
      daily   = { schedule = "cron(0 4 * * ? *)", days = var.keep_days.daily }
      monthly = { schedule = "cron(0 5 1 * ? *)", days = var.keep_days.monthly }
    }

    content {
      rule_name         = rule.key
      target_vault_name = aws_backup_vault.this.name
      schedule          = rule.value.schedule
      start_window      = 60
      completion_window = 360

      lifecycle {
        delete_after = rule.value.days
      }

      dynamic "copy_action" {
        for_each = var.copy_to_vault_arn == null ? [] : [var.copy_to_vault_arn]

        content {
          destination_vault_arn = copy_action.value

          lifecycle {
            delete_after = rule.value.days
          }
        }
      }
    }
  }
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["backup.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "this" {
  name               = "${var.name}-backup"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each = toset([
    "service-role/AWSBackupServiceRolePolicyForBackup", "service-role/AWSBackupServiceRolePolicyForRestores",
    "AWSBackupServiceRolePolicyForS3Backup", "AWSBackupServiceRolePolicyForS3Restore",
  ])

  role       = aws_iam_role.this.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/${each.key}"
}

resource "aws_backup_selection" "this" {
  name         = var.name
  plan_id      = aws_backup_plan.this.id
  iam_role_arn = aws_iam_role.this.arn
  resources    = values(var.resource_arns)
}

resource "aws_backup_vault_notifications" "this" {
  backup_vault_name   = aws_backup_vault.this.name
  sns_topic_arn       = var.topic_arn
  backup_vault_events = ["BACKUP_JOB_FAILED", "BACKUP_JOB_EXPIRED", "COPY_JOB_FAILED", "RESTORE_JOB_COMPLETED"]
}
