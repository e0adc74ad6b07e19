output "vpc_id" {
  description = "Id of the network."
  value       = aws_vpc.this.id
}

output "cidr" {
  description = "Addresses of the network."
  value       = aws_vpc.this.cidr_block
}

output "public_subnet_ids" {
  description = "Subnets of the load balancer."
  value       = [for zone in local.zones : aws_subnet.public[zone].id]
}

output "private_subnet_ids" {
  description = "Subnets of nodes and pods."
  value       = [for zone in local.zones : aws_subnet.private[zone].id]
}

output "private_cidrs" {
  description = "Addresses of nodes and pods."
  value       = values(local.private)
}

output "data_subnet_ids" {
  description = "Subnets of PostgreSQL, Redis and search; none leads to the internet."
  value       = [for zone in local.zones : aws_subnet.data[zone].id]
}

output "data_cidrs" {
  description = "Addresses of PostgreSQL, Redis and search."
  value       = values(local.data)
}

output "nat_addresses" {
  description = "Addresses that providers see when Turnout calls them."
  value       = [for address in aws_eip.nat : address.public_ip]
}

output "public_cidrs" {
  description = "Addresses of the load balancer."
  value       = values(local.public)
}
