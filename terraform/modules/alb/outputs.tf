output "address" {
  description = "Host name of the load balancer."
  value       = aws_lb.this.dns_name
}

output "zone_id" {
  description = "Hosted zone of that host name, for alias records."
  value       = aws_lb.this.zone_id
}

output "arn_suffix" {
  description = "What CloudWatch calls the load balancer."
  value       = aws_lb.this.arn_suffix
}

output "target_group_arns" {
  description = "Target groups that pods are registered in: web and realtime."
  value       = { for role, group in aws_lb_target_group.this : role => group.arn }
}

output "target_group_suffixes" {
  description = "What CloudWatch calls them."
  value       = { for role, group in aws_lb_target_group.this : role => group.arn_suffix }
}

output "security_group_id" {
  description = "Security group of the load balancer."
  value       = aws_security_group.this.id
}
