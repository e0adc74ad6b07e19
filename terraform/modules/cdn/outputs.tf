output "address" {
  description = "Host name that further domains point at."
  value       = aws_cloudfront_distribution.this.domain_name
}

output "distribution_id" {
  description = "What CloudWatch calls the distribution."
  value       = aws_cloudfront_distribution.this.id
}
