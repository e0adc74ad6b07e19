output "arns" {
  description = "ARN of each key by what it is for: data, files, logs, secrets."
  value       = { for purpose, key in aws_kms_key.this : purpose => key.arn }
}
