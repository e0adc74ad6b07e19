# Policies that Amazon keeps, by their ids, which never change.
locals {
  caching_disabled   = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
  caching_optimized  = "658327ea-f89d-4fab-a63d-7e88639e58f6"
  everything_of_them = "216adef6-5c7f-47e4-b989-5492eafa07d3"
}

resource "aws_cloudfront_distribution" "this" {
  # checkov:skip=CKV_AWS_305:Turnout answers "/" itself.
  # checkov:skip=CKV_AWS_310:There is one load balancer, in two or three zones; a second region is a restore (see the how-to).
  # checkov:skip=CKV_AWS_374:Tickets are sold to all countries.
  # checkov:skip=CKV_AWS_86:Logs go to the bucket by the delivery below, which needs no ACL.
  # checkov:skip=CKV2_AWS_32:Turnout writes the headers itself, with a policy for each page; a second writer would contradict it.
  # checkov:skip=CKV2_AWS_47:The web ACL has the rules for inputs known to be bad; it comes in as a variable.
  enabled         = true
  comment         = var.name
  aliases         = var.domains
  http_version    = "http2and3"
  is_ipv6_enabled = true
  price_class     = var.price_class
  web_acl_id      = var.web_acl_arn

  origin {
    origin_id   = "web"
    domain_name = var.origin

    custom_origin_config {
      http_port                = 80
      https_port               = 443
      origin_protocol_policy   = "https-only"
      origin_ssl_protocols     = ["TLSv1.2"]
      origin_read_timeout      = 60
      origin_keepalive_timeout = 60
    }
  }

  # Pages and API: Turnout says what may be kept, and most may not.
  default_cache_behavior {
    target_origin_id         = "web"
    viewer_protocol_policy   = "redirect-to-https"
    allowed_methods          = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"]
    cached_methods           = ["GET", "HEAD"]
    compress                 = true
    cache_policy_id          = local.caching_disabled
    origin_request_policy_id = local.everything_of_them
  }

  # Built files have their content's hash in the name.
  ordered_cache_behavior {
    path_pattern             = "/assets/*"
    target_origin_id         = "web"
    viewer_protocol_policy   = "redirect-to-https"
    allowed_methods          = ["GET", "HEAD"]
    cached_methods           = ["GET", "HEAD"]
    compress                 = true
    cache_policy_id          = local.caching_optimized
    origin_request_policy_id = local.everything_of_them
  }

  # Live numbers: kept open, never compressed, never cached.
  ordered_cache_behavior {
    path_pattern             = "/live/*"
    target_origin_id         = "web"
    viewer_protocol_policy   = "https-only"
    allowed_methods          = ["GET", "HEAD", "OPTIONS"]
    cached_methods           = ["GET", "HEAD"]
    compress                 = false
    cache_policy_id          = local.caching_disabled
    origin_request_policy_id = local.everything_of_them
  }

  viewer_certificate {
    acm_certificate_arn      = var.certificate_arn
    ssl_support_method       = "sni-only"
    minimum_protocol_version = "TLSv1.2_2021"
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }
}

resource "aws_cloudwatch_log_delivery_source" "this" {
  provider = aws.us_east_1

  name         = var.name
  log_type     = "ACCESS_LOGS"
  resource_arn = aws_cloudfront_distribution.this.arn
}

resource "aws_cloudwatch_log_delivery_destination" "this" {
  provider = aws.us_east_1

  name          = "${var.name}-access-logs"
  output_format = "w3c"

  delivery_destination_configuration {
    destination_resource_arn = "${var.logs_bucket_arn}/cloudfront"
  }
}

resource "aws_cloudwatch_log_delivery" "this" {
  provider = aws.us_east_1

  delivery_source_name     = aws_cloudwatch_log_delivery_source.this.name
  delivery_destination_arn = aws_cloudwatch_log_delivery_destination.this.arn

  # All but the query and the cookies, in which secrets of orders and links stand.
  record_fields = [
    "date", "time", "x-edge-location", "sc-bytes", "c-ip", "cs-method", "cs(Host)", "cs-uri-stem", "sc-status",
    "x-edge-result-type", "x-edge-request-id", "time-taken", "ssl-protocol", "time-to-first-byte",
  ]
}

resource "aws_route53_record" "this" {
  for_each = toset(["A", "AAAA"])

  zone_id = var.zone_id
  name    = var.domains[0]
  type    = each.key

  alias {
    name                   = aws_cloudfront_distribution.this.domain_name
    zone_id                = aws_cloudfront_distribution.this.hosted_zone_id
    evaluate_target_health = false
  }
}
