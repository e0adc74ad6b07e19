data "aws_caller_identity" "current" {}

resource "aws_sns_topic" "alarms" {
  name              = "${var.name}-alarms"
  kms_master_key_id = var.kms_key_arn
}

data "aws_iam_policy_document" "alarms" {
  statement {
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.alarms.arn]

    principals {
      type        = "Service"
      identifiers = ["cloudwatch.amazonaws.com", "budgets.amazonaws.com", "backup.amazonaws.com", "events.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

resource "aws_sns_topic_policy" "alarms" {
  arn    = aws_sns_topic.alarms.arn
  policy = data.aws_iam_policy_document.alarms.json
}

resource "aws_sns_topic_subscription" "email" {
  for_each = toset(var.subscribers.email)

  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = each.key
}

resource "aws_sns_topic_subscription" "https" {
  for_each = toset(var.subscribers.https)

  topic_arn              = aws_sns_topic.alarms.arn
  protocol               = "https"
  endpoint               = each.key
  endpoint_auto_confirms = true
}

locals {
  gib = 1073741824

  database = var.watched.database == null ? {} : { for alarm in [
    { name = "cpu", metric = "CPUUtilization", above = 85, says = "PostgreSQL has computed at more than 85 percent for 15 minutes." },
    { name = "memory", metric = "FreeableMemory", below = var.watched.database_memory_gb * local.gib * 0.1, says = "PostgreSQL has less than a tenth of its memory left." },
    { name = "storage", metric = "FreeStorageSpace", below = 10 * local.gib, says = "PostgreSQL has less than 10 GB of storage left, though it grows by itself." },
    { name = "connections", metric = "DatabaseConnections", above = var.watched.database_connections * 0.8, says = "PostgreSQL has four fifths of the connections that it takes." },
    { name = "disk-queue", metric = "DiskQueueDepth", above = 32, says = "PostgreSQL waits for its disk." },
    { name = "transaction-ids", metric = "MaximumUsedTransactionIDs", above = 1000000000, says = "Vacuum is held up: half of the transaction ids are used." },
    { name = "replication-slots", metric = "OldestReplicationSlotLag", above = 10 * local.gib, says = "A replica or slot that nobody reads holds more than 10 GB of the log." },
  ] : "postgres-${alarm.name}" => merge({ namespace = "AWS/RDS", dimensions = { DBInstanceIdentifier = var.watched.database }, above = null, below = null, minutes = 15 }, alarm) }

  replicas = { for id in var.watched.database_replicas : "postgres-lag-${id}" => {
    namespace = "AWS/RDS", dimensions = { DBInstanceIdentifier = id }, metric = "ReplicaLag", above = 30, below = null, minutes = 5
    says      = "The replica ${id} is half a minute behind."
  } }

  # Nodes of one's own measure their disks themselves; machines know nothing of what is on theirs.
  nodes = merge([for node, machine in var.watched.database_nodes : { for alarm in [
    { name = "cpu", namespace = "AWS/EC2", dimensions = { InstanceId = machine }, metric = "CPUUtilization", above = 85, says = "The node ${node} of the database has computed at more than 85 percent for 15 minutes." },
    { name = "machine", namespace = "AWS/EC2", dimensions = { InstanceId = machine }, metric = "StatusCheckFailed", above = 0, minutes = 5, says = "The machine of the node ${node} of the database does not answer: its organizations are away." },
    { name = "disk", namespace = "Turnout/Citus", dimensions = { Node = node }, metric = "DiskUsedPercent", above = 80, says = "The volume of the node ${node} of the database is four fifths full; it does not grow by itself." },
    ] : "citus-${alarm.name}-${node}" => merge({ above = null, below = null, minutes = 15 }, alarm)
  }]...)

  redis = merge([for id in flatten(values(var.watched.redis_nodes)) : { for alarm in [
    { name = "cpu", metric = "EngineCPUUtilization", above = 80, says = "Redis node ${id} has computed at more than 80 percent." },
    { name = "memory", metric = "DatabaseMemoryUsagePercentage", above = 80, says = "Redis node ${id} has four fifths of its memory full." },
    { name = "lag", metric = "ReplicationLag", above = 10, says = "Redis node ${id} is ten seconds behind." },
    ] : "redis-${alarm.name}-${id}" => merge({ namespace = "AWS/ElastiCache", dimensions = { CacheClusterId = id }, above = null, below = null, minutes = 10 }, alarm)
  }]...)

  # A broker that evicts loses messages; a cache may.
  evictions = { for id in lookup(var.watched.redis_nodes, "broker", []) : "redis-evictions-${id}" => {
    namespace = "AWS/ElastiCache", dimensions = { CacheClusterId = id }, metric = "Evictions", above = 0, below = null, minutes = 5
    says      = "The broker ${id} throws messages away."
  } }

  search = var.watched.search == null ? {} : { for alarm in [
    { name = "red", metric = "ClusterStatus.red", above = 0, says = "A primary shard of the search is lost." },
    { name = "yellow", metric = "ClusterStatus.yellow", above = 0, says = "A replica of the search has been missing for half an hour.", minutes = 30 },
    { name = "storage", metric = "FreeStorageSpace", below = 10240, says = "A node of the search has less than 10 GB left." },
    { name = "memory", metric = "JVMMemoryPressure", above = 85, says = "The search is short of memory." },
    { name = "failures", metric = "5xx", above = 10, says = "The search answers with failures." },
    ] : "search-${alarm.name}" => merge({ namespace = "AWS/ES", dimensions = { DomainName = var.watched.search, ClientId = data.aws_caller_identity.current.account_id }, above = null, below = null, minutes = 5 }, alarm)
  }

  load_balancer = { for alarm in [
    { name = "no-target", metric = "HTTPCode_ELB_5XX_Count", above = 20, statistic = "Sum", says = "The load balancer itself failed more than 20 requests in 5 minutes: nobody answers behind it." },
    { name = "failures", metric = "HTTPCode_Target_5XX_Count", above = 50, statistic = "Sum", says = "Turnout failed more than 50 requests in 5 minutes." },
    { name = "rejected", metric = "RejectedConnectionCount", above = 0, statistic = "Sum", says = "The load balancer turns visitors away." },
  ] : "alb-${alarm.name}" => merge({ namespace = "AWS/ApplicationELB", dimensions = { LoadBalancer = var.watched.load_balancer }, above = null, below = null, minutes = 5 }, alarm) }

  targets = merge([for role, suffix in var.watched.target_groups : { for alarm in [
    { name = "unhealthy", metric = "UnHealthyHostCount", above = 0, minutes = 10, says = "A pod of ${role} has not answered its health check for 10 minutes." },
    { name = "none", metric = "HealthyHostCount", below = 1, minutes = 1, says = "No pod of ${role} answers." },
    ] : "${role}-${alarm.name}" => merge({ namespace = "AWS/ApplicationELB", dimensions = { LoadBalancer = var.watched.load_balancer, TargetGroup = suffix }, above = null, below = null }, alarm)
  }]...)

  mail = { for alarm in [
    { name = "bounces", metric = "Reputation.BounceRate", above = 0.04, says = "More than 4 percent of mails bounce; at 5 Amazon looks, at 10 it stops." },
    { name = "complaints", metric = "Reputation.ComplaintRate", above = 0.0008, says = "Nearly one in a thousand mails is complained about, where Amazon looks." },
  ] : "mail-${alarm.name}" => merge({ namespace = "AWS/SES", dimensions = {}, above = null, below = null, minutes = 60 }, alarm) }

  alarms = merge(local.database, local.replicas, local.nodes, local.redis, local.evictions, local.search, local.load_balancer, local.targets, local.mail)
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.alarms

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.says
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = lookup(each.value, "statistic", each.value.above == null ? "Minimum" : "Average")
  comparison_operator = each.value.above == null ? "LessThanThreshold" : "GreaterThanThreshold"
  threshold           = each.value.above == null ? each.value.below : each.value.above
  period              = 60 * min(each.value.minutes, 5)
  evaluation_periods  = ceil(each.value.minutes / 5)
  treat_missing_data  = each.value.below != null && each.value.metric == "HealthyHostCount" ? "breaching" : "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

# What the provider of the machines announces: failovers, retirements, restarts for maintenance.
resource "aws_cloudwatch_event_rule" "announcements" {
  name        = "${var.name}-announcements"
  description = "Health events of the account and failovers of the database"
  event_pattern = jsonencode({
    source        = ["aws.health", "aws.rds"]
    "detail-type" = ["AWS Health Event", "RDS DB Instance Event"]
  })
}

resource "aws_cloudwatch_event_target" "announcements" {
  rule = aws_cloudwatch_event_rule.announcements.name
  arn  = aws_sns_topic.alarms.arn
}
