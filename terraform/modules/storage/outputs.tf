output "files_bucket" {
  description = "Bucket of the files of organizations."
  value       = aws_s3_bucket.this["files"].bucket
}

output "files_bucket_arn" {
  description = "ARN of the bucket of files."
  value       = aws_s3_bucket.this["files"].arn
}

output "files_policy_json" {
  description = "What whoever keeps files there has to be allowed."
  value       = data.aws_iam_policy_document.files.json
}

output "logs_bucket" {
  description = "Bucket of access logs. It can be written to once this is known."
  value       = aws_s3_bucket.this["logs"].bucket

  depends_on = [aws_s3_bucket_policy.this]
}

output "logs_bucket_arn" {
  description = "ARN of the bucket of access logs."
  value       = aws_s3_bucket.this["logs"].arn

  depends_on = [aws_s3_bucket_policy.this]
}
