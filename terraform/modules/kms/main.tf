data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}
data "aws_region" "current" {}

locals {
  root = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root"
  keys = {
    data    = "PostgreSQL, Redis, search and their backups"
    files   = "Files of organizations"
    logs    = "Logs, alarms and the messages about mails"
    secrets = "Secrets Manager and the secrets of the cluster"
  }
  services = {
    data    = []
    files   = []
    logs    = ["logs.${data.aws_region.current.name}.amazonaws.com", "cloudwatch.amazonaws.com", "budgets.amazonaws.com", "ses.amazonaws.com", "events.amazonaws.com", "backup.amazonaws.com", "delivery.logs.amazonaws.com"]
    secrets = []
  }
}

data "aws_iam_policy_document" "key" {
  for_each = local.keys

  # A key's policy names the key as "*": it stands on that key alone.
  # checkov:skip=CKV_AWS_109:The account's own administrators manage the key; IAM policies narrow who they are.
  # checkov:skip=CKV_AWS_111:As above.
  # checkov:skip=CKV_AWS_356:As above.
  statement {
    sid       = "Account"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = [local.root]
    }
  }

  dynamic "statement" {
    for_each = length(local.services[each.key]) > 0 ? [local.services[each.key]] : []

    content {
      sid       = "Services"
      actions   = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"]
      resources = ["*"]

      principals {
        type        = "Service"
        identifiers = statement.value
      }
    }
  }
}

resource "aws_kms_key" "this" {
  for_each = local.keys

  description             = "${var.name}: ${each.value}"
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  policy                  = data.aws_iam_policy_document.key[each.key].json
}

resource "aws_kms_alias" "this" {
  for_each = local.keys

  name          = "alias/${var.name}-${each.key}"
  target_key_id = aws_kms_key.this[each.key].key_id
}
