# Nodes of one's own, since Amazon has no managed Citus: a coordinator, and workers that hold
# organizations. A node's address, volume and certificate outlive its machine.

data "aws_partition" "current" {}
data "aws_region" "current" {}
data "aws_caller_identity" "current" {}

locals {
  zone = "${var.name}.internal"
  nodes = merge(
    { coordinator = merge(var.coordinator, { subnet_id = var.subnet_ids[0] }) },
    { for index in range(var.workers.count) : "worker-${index + 1}" => {
      instance_type = var.workers.instance_type
      storage_gb    = var.workers.storage_gb
      iops          = var.workers.iops
      throughput    = var.workers.throughput
      # The next zone each, beginning with another than the coordinator's.
      subnet_id = var.subnet_ids[(index + 1) % length(var.subnet_ids)]
    } },
  )
  parameters = "/${var.name}/citus"
}

resource "aws_security_group" "node" {
  name_prefix = "${var.name}-citus-"
  description = "Nodes of the database, for one another"
  vpc_id      = var.vpc_id

  tags = { Name = "${var.name}-citus" }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "node" {
  security_group_id            = aws_security_group.node.id
  description                  = "PostgreSQL from the other nodes"
  referenced_security_group_id = aws_security_group.node.id
  from_port                    = 5432
  to_port                      = 5432
  ip_protocol                  = "tcp"
}

resource "aws_vpc_security_group_egress_rule" "node" {
  security_group_id            = aws_security_group.node.id
  description                  = "PostgreSQL to the other nodes"
  referenced_security_group_id = aws_security_group.node.id
  from_port                    = 5432
  to_port                      = 5432
  ip_protocol                  = "tcp"
}

# Ubuntu's own packages come by plain HTTP and are verified by their signatures.
resource "aws_vpc_security_group_egress_rule" "internet" {
  for_each = { http = 80, https = 443 }

  security_group_id = aws_security_group.node.id
  description       = "Packages and services of AWS over ${each.key}"
  cidr_ipv4         = "0.0.0.0/0"
  from_port         = each.value
  to_port           = each.value
  ip_protocol       = "tcp"
}

# Clients speak with the coordinator alone.
resource "aws_security_group" "coordinator" {
  name_prefix = "${var.name}-citus-coordinator-"
  description = "The coordinator of the database, for the cluster alone"
  vpc_id      = var.vpc_id

  tags = { Name = "${var.name}-citus-coordinator" }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "clients" {
  for_each = var.clients

  security_group_id            = aws_security_group.coordinator.id
  description                  = "PostgreSQL from ${each.key}"
  referenced_security_group_id = each.value
  from_port                    = 5432
  to_port                      = 5432
  ip_protocol                  = "tcp"
}

resource "aws_network_interface" "node" {
  for_each = local.nodes

  description     = "${var.name}: ${each.key} of the database"
  subnet_id       = each.value.subnet_id
  security_groups = each.key == "coordinator" ? [aws_security_group.node.id, aws_security_group.coordinator.id] : [aws_security_group.node.id]

  tags = { Name = "${var.name}-citus-${each.key}" }
}

resource "aws_route53_zone" "this" {
  name          = local.zone
  comment       = "Nodes of the database"
  force_destroy = true

  vpc {
    vpc_id = var.vpc_id
  }
}

resource "aws_route53_record" "node" {
  for_each = local.nodes

  zone_id = aws_route53_zone.this.zone_id
  name    = "${each.key}.${local.zone}"
  type    = "A"
  ttl     = 60
  records = [aws_network_interface.node[each.key].private_ip]
}

data "aws_subnet" "node" {
  for_each = local.nodes

  id = each.value.subnet_id
}

resource "aws_ebs_volume" "node" {
  # checkov:skip=CKV2_AWS_9:The plan of the module `backup` names each volume; checkov does not follow it there.
  for_each = local.nodes

  availability_zone = data.aws_subnet.node[each.key].availability_zone
  type              = "gp3"
  size              = each.value.storage_gb
  iops              = each.value.iops
  throughput        = each.value.throughput
  encrypted         = true
  kms_key_id        = var.kms_key_arn
  final_snapshot    = var.deletion_protection

  tags = { Name = "${var.name}-citus-${each.key}" }
}

# Nothing replaces a node by itself, and nothing restarts it: another image or another way to make
# nodes is for those that come. `terraform apply -replace` makes one anew, around its volume.
resource "aws_instance" "node" {
  for_each = local.nodes

  ami                     = var.image_id
  instance_type           = each.value.instance_type
  iam_instance_profile    = aws_iam_instance_profile.node[each.key == "coordinator" ? "coordinator" : "worker"].name
  user_data               = local.user_data[each.key]
  ebs_optimized           = true
  monitoring              = true
  disable_api_termination = var.deletion_protection

  network_interface {
    network_interface_id = aws_network_interface.node[each.key].id
    device_index         = 0
  }

  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  root_block_device {
    volume_type = "gp3"
    volume_size = 20
    encrypted   = true
    kms_key_id  = var.kms_key_arn
  }

  tags = { Name = "${var.name}-citus-${each.key}" }

  lifecycle {
    ignore_changes = [ami, user_data]
  }

  depends_on = [aws_route53_record.node, aws_ssm_parameter.certificate]
}

resource "aws_volume_attachment" "node" {
  for_each = local.nodes

  device_name                    = "/dev/sdf"
  volume_id                      = aws_ebs_volume.node[each.key].id
  instance_id                    = aws_instance.node[each.key].id
  stop_instance_before_detaching = true
}
