output "backend" {
  description = "What `terraform init -backend-config=backend.hcl` reads."
  value       = <<-EOT
    bucket     = "${aws_s3_bucket.state.bucket}"
    region     = "${var.region}"
    kms_key_id = "${aws_kms_key.state.arn}"
  EOT
}

output "name_servers" {
  description = "What the parent zone points at."
  value       = aws_route53_zone.this.name_servers
}

output "backup_vault_arn" {
  description = "For `backup.copy_to_vault_arn`."
  value       = aws_backup_vault.copies.arn
}

output "role_arns" {
  description = "Roles of the workflows: plan, apply, deploy."
  value       = { for job, role in aws_iam_role.github : job => role.arn }
}
