output "database_address" {
  description = "Host name of PostgreSQL, or of the coordinator of its nodes."
  value       = var.citus == null ? module.postgres[0].address : module.citus[0].address
}

output "database_replica_addresses" {
  description = "Host names of the replicas."
  value       = flatten(module.postgres[*].replica_addresses)
}

output "database_master_secret_arn" {
  description = "Secret of PostgreSQL's master user; null for nodes of Citus, which have none."
  value       = one(module.postgres[*].master_secret_arn)
}

output "database_cidrs" {
  description = "Addresses that pods reach PostgreSQL at: of nodes, the coordinator's alone."
  value       = var.citus == null ? module.network.data_cidrs : module.citus[*].cidr
}

output "database_nodes" {
  description = "Machines of the nodes of Citus, by host name, for `aws ssm start-session`; empty with RDS."
  value       = merge(module.citus[*].instance_ids...)
}

output "database_certificate_parameter" {
  description = "Parameter with the coordinator's certificate, which pods verify it by; null with RDS."
  value       = one(module.citus[*].certificate_parameter)
}

output "redis_address" {
  description = "Host name of the Redis of limits, caches and live numbers."
  value       = module.redis["cache"].address
}

output "redis_is_cluster" {
  description = "Whether that is a Redis Cluster."
  value       = var.redis.cache_shard_count > 0
}

output "broker_address" {
  description = "Host name of the Redis of the workers' messages."
  value       = module.redis[var.redis.separate_broker ? "broker" : "cache"].address
}

output "has_broker" {
  description = "Whether the broker is a Redis of its own."
  value       = var.redis.separate_broker
}

output "search_address" {
  description = "Host name of the search; null without one."
  value       = one(module.search[*].address)
}

output "files_bucket" {
  description = "Bucket of files."
  value       = module.storage.files_bucket
}

output "cluster_name" {
  description = "Name of the cluster, for `aws eks update-kubeconfig`."
  value       = module.eks.name
}

output "repository_urls" {
  description = "Where the image and the chart are pushed to."
  value       = module.ecr.repository_urls
}

output "target_group_arns" {
  description = "Target groups of the load balancer: web and realtime."
  value       = module.alb.target_group_arns
}

output "public_cidrs" {
  description = "Addresses that the load balancer calls pods from."
  value       = module.network.public_cidrs
}

output "data_cidrs" {
  description = "Addresses of PostgreSQL and Redis."
  value       = module.network.data_cidrs
}

output "private_subnet_ids" {
  description = "Subnets of nodes and pods."
  value       = module.network.private_subnet_ids
}

output "nat_addresses" {
  description = "Addresses that providers see when Turnout calls them."
  value       = module.network.nat_addresses
}

output "edge_address" {
  description = "Host name that further domains point at."
  value       = var.edge.cloudfront ? module.cdn[0].address : module.alb.address
}

output "validation_records" {
  description = "Records that owners of further domains have to write."
  value       = module.dns.validation_records
}

output "proxies" {
  description = "How many proxies write X-Forwarded-*: CloudFront and the load balancer."
  value       = var.edge.cloudfront ? 2 : 1
}

output "zone_id" {
  description = "Hosted zone of the platform's names."
  value       = module.dns.zone_id
}

output "secrets_key_arn" {
  description = "Key of the secrets."
  value       = module.kms.arns["secrets"]
}

output "logs_key_arn" {
  description = "Key of logs and topics."
  value       = module.kms.arns["logs"]
}

output "rotation_security_group_id" {
  description = "Security group of the function that changes passwords."
  value       = aws_security_group.rotation.id
}

output "alarm_topic_arn" {
  description = "Topic of all alarms."
  value       = module.observability.topic_arn
}

output "alarm_names" {
  description = "Names of all alarms."
  value       = module.observability.alarm_names
}
