data "aws_route53_zone" "this" {
  name         = var.zone_name
  private_zone = false
}

locals {
  origin = "origin.${var.domain}"
}

# One for the load balancer, in the region, and one for CloudFront, which takes them from us-east-1 only.
resource "aws_acm_certificate" "regional" {
  domain_name               = var.domain
  subject_alternative_names = concat([local.origin], var.further_domains)
  validation_method         = "DNS"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_acm_certificate" "global" {
  provider = aws.us_east_1

  domain_name               = var.domain
  subject_alternative_names = var.further_domains
  validation_method         = "DNS"

  lifecycle {
    create_before_destroy = true
  }
}

# The record of a name is the same for every certificate of an account.
locals {
  validations = { for option in aws_acm_certificate.regional.domain_validation_options : option.domain_name => option }
}

resource "aws_route53_record" "validation" {
  for_each = toset([var.domain, local.origin])

  zone_id         = data.aws_route53_zone.this.zone_id
  name            = local.validations[each.key].resource_record_name
  type            = local.validations[each.key].resource_record_type
  records         = [local.validations[each.key].resource_record_value]
  ttl             = 300
  allow_overwrite = true
}

resource "aws_acm_certificate_validation" "regional" {
  certificate_arn = aws_acm_certificate.regional.arn

  depends_on = [aws_route53_record.validation]
}

resource "aws_acm_certificate_validation" "global" {
  provider = aws.us_east_1

  certificate_arn = aws_acm_certificate.global.arn

  depends_on = [aws_route53_record.validation]
}

# Only these authorities may issue for the domain.
resource "aws_route53_record" "caa" {
  zone_id = data.aws_route53_zone.this.zone_id
  name    = var.domain
  type    = "CAA"
  ttl     = 3600
  records = ["0 issue \"amazon.com\"", "0 issue \"letsencrypt.org\""]
}
