resource "aws_budgets_budget" "this" {
  name         = var.name
  budget_type  = "COST"
  limit_amount = format("%.1f", var.monthly_usd)
  limit_unit   = "USD"
  time_unit    = "MONTHLY"

  cost_filter {
    name   = "TagKeyValue"
    values = [format("user:Stack$%s", var.name)]
  }

  dynamic "notification" {
    for_each = { actual-80 = ["ACTUAL", 80], actual-100 = ["ACTUAL", 100], forecasted-110 = ["FORECASTED", 110] }

    content {
      comparison_operator       = "GREATER_THAN"
      notification_type         = notification.value[0]
      threshold                 = notification.value[1]
      threshold_type            = "PERCENTAGE"
      subscriber_sns_topic_arns = [var.topic_arn]
    }
  }
}
