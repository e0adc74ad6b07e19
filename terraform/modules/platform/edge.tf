module "waf_global" {
  source = "../waf"
  count  = lookup(local.acl, "only", "") == "CLOUDFRONT" ? 1 : 0

  name                 = var.name
  scope                = "CLOUDFRONT"
  requests_per_address = var.edge.requests_per_address
  log_retention_days   = min(var.log_retention_days, 30)

  providers = { aws = aws.us_east_1 }
}

module "waf_regional" {
  source = "../waf"
  count  = lookup(local.acl, "only", "") == "REGIONAL" ? 1 : 0

  name                 = var.name
  scope                = "REGIONAL"
  requests_per_address = var.edge.requests_per_address
  log_retention_days   = min(var.log_retention_days, 30)
}

module "alb" {
  source = "../alb"

  name                  = var.name
  vpc_id                = module.network.vpc_id
  subnet_ids            = module.network.public_subnet_ids
  certificate_arn       = module.dns.regional_certificate_arn
  pod_security_group_id = module.eks.security_group_id
  cloudfront_only       = var.edge.cloudfront
  logs_bucket           = module.storage.logs_bucket
  has_web_acl           = lookup(local.acl, "only", "") == "REGIONAL"
  web_acl_arn           = one(module.waf_regional[*].arn)
  deletion_protection   = var.protected
}

module "cdn" {
  source = "../cdn"
  count  = var.edge.cloudfront ? 1 : 0

  name            = var.name
  domains         = concat([var.domain], var.further_domains)
  zone_id         = module.dns.zone_id
  origin          = module.dns.origin
  certificate_arn = module.dns.global_certificate_arn
  web_acl_arn     = module.waf_global[0].arn
  logs_bucket_arn = module.storage.logs_bucket_arn
  price_class     = var.edge.price_class

  providers = { aws = aws, aws.us_east_1 = aws.us_east_1 }
}

# The load balancer's own name, for CloudFront; without it the platform's.
resource "aws_route53_record" "load_balancer" {
  zone_id = module.dns.zone_id
  name    = var.edge.cloudfront ? module.dns.origin : var.domain
  type    = "A"

  alias {
    name                   = module.alb.address
    zone_id                = module.alb.zone_id
    evaluate_target_health = false
  }
}
