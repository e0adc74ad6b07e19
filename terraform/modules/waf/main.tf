locals {
  managed = {
    AWSManagedRulesAmazonIpReputationList = { priority = 10, count_only = [] }
    AWSManagedRulesKnownBadInputsRuleSet  = { priority = 20, count_only = [] }
    # Bodies: pictures and programmes are larger than 8 KB, and texts of events hold HTML and quotes.
    AWSManagedRulesCommonRuleSet = { priority = 30, count_only = ["SizeRestrictions_BODY", "CrossSiteScripting_BODY", "GenericRFI_BODY"] }
  }
}

resource "aws_wafv2_web_acl" "this" {
  # checkov:skip=CKV_AWS_192:AWSManagedRulesKnownBadInputsRuleSet is among the rules of the dynamic block, which checkov does not follow.
  # checkov:skip=CKV_AWS_342:Every managed group decides by its own rules' actions.
  name        = var.name
  description = "In front of Turnout"
  scope       = var.scope

  default_action {
    allow {}
  }

  dynamic "rule" {
    for_each = local.managed

    content {
      name     = rule.key
      priority = rule.value.priority

      override_action {
        none {}
      }

      statement {
        managed_rule_group_statement {
          name        = rule.key
          vendor_name = "AWS"

          dynamic "rule_action_override" {
            for_each = rule.value.count_only

            content {
              name = rule_action_override.value

              action_to_use {
                count {}
              }
            }
          }
        }
      }

      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = rule.key
        sampled_requests_enabled   = true
      }
    }
  }

  rule {
    name     = "rate"
    priority = 40

    action {
      block {
        custom_response {
          response_code = 429

          response_header {
            name  = "Retry-After"
            value = "60"
          }
        }
      }
    }

    statement {
      rate_based_statement {
        limit              = var.requests_per_address
        aggregate_key_type = "IP"
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "rate"
      sampled_requests_enabled   = true
    }
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = var.name
    sampled_requests_enabled   = true
  }
}

resource "aws_cloudwatch_log_group" "this" {
  # checkov:skip=CKV_AWS_158:Of CLOUDFRONT scope the group stands in us-east-1, where this account has no key of ours; CloudWatch encrypts it by its own.
  # checkov:skip=CKV_AWS_338:How long requests are kept is a setting; they hold addresses of people.
  # WAF takes groups of this prefix only.
  name              = "aws-waf-logs-${var.name}"
  retention_in_days = var.log_retention_days
}

resource "aws_wafv2_web_acl_logging_configuration" "this" {
  resource_arn            = aws_wafv2_web_acl.this.arn
  log_destination_configs = [aws_cloudwatch_log_group.this.arn]

  redacted_fields {
    single_header {
      name = "authorization"
    }
  }

  redacted_fields {
    single_header {
      name = "cookie"
    }
  }

  # Secrets of orders and links stand in queries.
  redacted_fields {
    query_string {}
  }

  logging_filter {
    default_behavior = "DROP"

    filter {
      behavior    = "KEEP"
      requirement = "MEETS_ANY"

      condition {
        action_condition {
          action = "BLOCK"
        }
      }

      condition {
        action_condition {
          action = "COUNT"
        }
      }
    }
  }
}
