output "address" {
  description = "Host name of the primary, or of all nodes of a cluster; it stays the same when a replica takes over."
  value       = local.is_cluster ? aws_elasticache_replication_group.this.configuration_endpoint_address : aws_elasticache_replication_group.this.primary_endpoint_address
}

output "node_ids" {
  description = "What CloudWatch calls the nodes."
  value = local.is_cluster ? flatten([for shard in range(var.shard_count) : [
    for index in range(1 + var.replica_count) : format("%s-%04d-%03d", var.name, shard + 1, index + 1)
  ]]) : [for index in range(1 + var.replica_count) : format("%s-%03d", var.name, index + 1)]
}

output "security_group_id" {
  description = "Security group of Redis."
  value       = aws_security_group.this.id
}
