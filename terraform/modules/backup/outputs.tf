output "vault_name" {
  description = "Vault that backups lie in."
  value       = aws_backup_vault.this.name
}
