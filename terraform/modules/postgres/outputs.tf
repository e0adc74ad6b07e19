output "address" {
  description = "Host name of the primary; it stays the same when the standby takes over."
  value       = aws_db_instance.primary.address
}

output "replica_addresses" {
  description = "Host names of the replicas."
  value       = aws_db_instance.replica[*].address
}

output "arn" {
  description = "ARN of the primary."
  value       = aws_db_instance.primary.arn
}

output "identifier" {
  description = "What CloudWatch calls the primary."
  value       = aws_db_instance.primary.identifier
}

output "replica_identifiers" {
  description = "What CloudWatch calls the replicas."
  value       = aws_db_instance.replica[*].identifier
}

output "master_secret_arn" {
  description = "Secret of the master user, which RDS writes and rotates."
  value       = aws_db_instance.primary.master_user_secret[0].secret_arn
}

output "security_group_id" {
  description = "Security group of PostgreSQL."
  value       = aws_security_group.this.id
}
