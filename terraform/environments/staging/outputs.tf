output "chart_values" {
  description = "Values of charts/turnout: `terraform output -raw chart_values`."
  value       = module.chart_values.values
}

output "cluster_manifests" {
  description = "What stands in the namespace before the chart does: `terraform output -raw cluster_manifests`."
  value       = module.chart_values.manifests
}

output "cluster_name" {
  description = "Name of the cluster, for `aws eks update-kubeconfig`."
  value       = module.platform.cluster_name
}

output "database_address" {
  description = "Host name of PostgreSQL."
  value       = module.platform.database_address
}

output "database_secrets" {
  description = "Secrets of PostgreSQL's roles, and of its master user where it has one."
  value       = merge(module.secrets.database_secrets, module.platform.database_master_secret_arn == null ? {} : { master = module.platform.database_master_secret_arn })
}

output "database_nodes" {
  description = "Machines of the nodes of Citus, by host name, for `aws ssm start-session`; empty with RDS."
  value       = module.platform.database_nodes
}

output "database_certificate_parameter" {
  description = "Parameter with the coordinator's certificate, which pods verify it by; null with RDS."
  value       = module.platform.database_certificate_parameter
}

output "repository_urls" {
  description = "Where the image and the chart are pushed to."
  value       = module.platform.repository_urls
}

output "nat_addresses" {
  description = "Addresses that providers see when Turnout calls them."
  value       = module.platform.nat_addresses
}

output "edge_address" {
  description = "Host name that further domains point at."
  value       = module.platform.edge_address
}

output "validation_records" {
  description = "Records that owners of further domains have to write."
  value       = module.platform.validation_records
}

output "bounces_topic_arn" {
  description = "Topic of mails that bounced or were complained about."
  value       = module.mail.bounces_topic_arn
}
