output "database_secrets" {
  description = "Names of the secrets of the three roles: owner, app, operator."
  value       = { for role, secret in aws_secretsmanager_secret.role : role => secret.name }
}

output "redis_secret_arn" {
  description = "Secret of the token of Redis; it holds one once this is known."
  value       = aws_secretsmanager_secret_version.redis.arn
}

output "redis_secret" {
  description = "Name of that secret."
  value       = aws_secretsmanager_secret.redis.name
}

output "master_keys_secret" {
  description = "Name of the secret of the master keys."
  value       = aws_secretsmanager_secret.master_keys.name
}

output "smtp_secret_arn" {
  description = "Secret that the module `mail` fills."
  value       = aws_secretsmanager_secret.smtp.arn
}

output "smtp_secret" {
  description = "Name of that secret."
  value       = aws_secretsmanager_secret.smtp.name
}
