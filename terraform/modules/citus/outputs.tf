output "address" {
  description = "Host name of the coordinator; it stays the same when its machine is made anew."
  value       = aws_route53_record.node["coordinator"].name
}

output "cidr" {
  description = "The coordinator's address, for network policies."
  value       = "${aws_network_interface.node["coordinator"].private_ip}/32"
}

output "certificate_parameter" {
  description = "Parameter that the coordinator's certificate stands in once the node has written it."
  value       = aws_ssm_parameter.certificate["coordinator"].name
}

output "volume_arns" {
  description = "ARN of each node's volume, by the node's name."
  value       = { for node, volume in aws_ebs_volume.node : node => volume.arn }
}

output "instance_ids" {
  description = "Machine of each node, by the node's host name."
  value       = { for node, instance in aws_instance.node : "${node}.${local.zone}" => instance.id }
}
