output "address" {
  description = "Host name of the primary; it stays the same when a replica takes over."
  value       = aws_elasticache_replication_group.this.primary_endpoint_address
}

output "node_ids" {
  description = "What CloudWatch calls the nodes."
  value       = [for index in range(1 + var.replica_count) : format("%s-%03d", var.name, index + 1)]
}

output "security_group_id" {
  description = "Security group of Redis."
  value       = aws_security_group.this.id
}
