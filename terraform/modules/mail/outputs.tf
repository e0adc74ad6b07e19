output "bounces_topic_arn" {
  description = "Topic that bounces and complaints are announced to: subscribe who looks after them."
  value       = aws_sns_topic.bounces.arn
}

output "smtp_host" {
  description = "Host that mails are handed to, by STARTTLS on 587."
  value       = "email-smtp.${data.aws_region.current.name}.amazonaws.com"
}
