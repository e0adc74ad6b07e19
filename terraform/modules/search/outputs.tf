output "address" {
  description = "Host name of the search."
  value       = aws_opensearch_domain.this.endpoint
}

output "domain_name" {
  description = "What CloudWatch calls the search."
  value       = aws_opensearch_domain.this.domain_name
}
