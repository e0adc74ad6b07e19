# An environment's addresses made up, so that the chart can be rendered with what Terraform says.

terraform {
  required_version = ">= 1.11, < 2.0"
}

module "chart_values" {
  source            = "../../modules/chart_values"
  domain            = "tickets.turnout.example"
  further_domains   = ["events.example.org"]
  namespace         = "turnout"
  region            = "eu-central-1"
  mail_domain       = "turnout.example"
  files_bucket      = "turnout-test-files"
  repository_url    = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/turnout-test/turnout"
  proxies           = 2
  target_group_arns = { web = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/web/1", realtime = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/realtime/1" }
  cidrs             = { public = ["10.0.192.0/22"], data = ["10.0.208.0/22"] }
  addresses         = var.addresses
  citus             = var.citus
  search            = { address = "search.internal", nodes = 3 }
  secrets           = { owner = "t/database/owner", app = "t/database/app", operator = "t/database/operator", redis = "t/redis", master_keys = "t/master-keys", smtp = "t/smtp" }
}
