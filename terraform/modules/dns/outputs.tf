output "zone_id" {
  description = "Id of the hosted zone."
  value       = data.aws_route53_zone.this.zone_id
}

output "origin" {
  description = "Host name under which CloudFront reaches the load balancer."
  value       = local.origin
}

output "regional_certificate_arn" {
  description = "Certificate of the load balancer, issued."
  value       = aws_acm_certificate_validation.regional.certificate_arn
}

output "global_certificate_arn" {
  description = "Certificate of CloudFront, issued."
  value       = aws_acm_certificate_validation.global.certificate_arn
}

output "validation_records" {
  description = "Records that owners of further domains have to write."
  value = [
    for option in aws_acm_certificate.regional.domain_validation_options : {
      name  = option.resource_record_name
      type  = option.resource_record_type
      value = option.resource_record_value
    } if contains(var.further_domains, option.domain_name)
  ]
}
