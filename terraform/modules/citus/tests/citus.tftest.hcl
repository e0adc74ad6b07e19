mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name                = "turnout-test"
  kms_key_arn         = "arn:aws:kms:eu-central-1:123456789012:key/11111111-1111-1111-1111-111111111111"
  secrets_kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/22222222-2222-2222-2222-222222222222"
  secrets_prefix      = "turnout-test/database"
  vpc_id              = "vpc-0123456789abcdef0"
  subnet_ids          = ["subnet-aaaaaaaa", "subnet-bbbbbbbb", "subnet-cccccccc"]
  clients             = { cluster = "sg-0aaaaaaaaaaaaaaaa" }
  client_cidr         = "10.0.0.0/16"
  image_id            = "ami-0123456789abcdef0"
  coordinator         = { instance_type = "r6a.xlarge", storage_gb = 100 }
  workers             = { count = 3, instance_type = "r6a.large", storage_gb = 200 }
}

run "a_coordinator_and_workers_spread_over_zones" {
  assert {
    condition     = toset(keys(aws_instance.node)) == toset(["coordinator", "worker-1", "worker-2", "worker-3"])
    error_message = "A machine for each node."
  }

  assert {
    condition     = aws_network_interface.node["coordinator"].subnet_id == "subnet-aaaaaaaa" && [for index in [1, 2, 3] : aws_network_interface.node["worker-${index}"].subnet_id] == ["subnet-bbbbbbbb", "subnet-cccccccc", "subnet-aaaaaaaa"]
    error_message = "Nodes take the zones in turn."
  }

  assert {
    condition     = output.address == "coordinator.turnout-test.internal" && output.cidr == "10.0.64.10/32"
    error_message = "Clients are told of the coordinator alone."
  }

  assert {
    condition     = length(output.volume_arns) == 4 && alltrue([for arn in values(output.volume_arns) : startswith(arn, "arn:")])
    error_message = "The volume of every node is told to the backup."
  }
}

run "nothing_lies_or_stands_open" {
  command = plan

  assert {
    condition     = alltrue([for volume in values(aws_ebs_volume.node) : volume.encrypted && volume.type == "gp3" && volume.kms_key_id == var.kms_key_arn && volume.final_snapshot])
    error_message = "Volumes are encrypted by our key, and leave a snapshot."
  }

  assert {
    condition     = alltrue([for instance in values(aws_instance.node) : instance.metadata_options[0].http_tokens == "required" && instance.metadata_options[0].http_put_response_hop_limit == 1])
    error_message = "Metadata by tokens alone, and for the machine itself."
  }

  assert {
    condition     = alltrue([for instance in values(aws_instance.node) : instance.root_block_device[0].encrypted && instance.disable_api_termination])
    error_message = "Roots are encrypted, and machines refuse to be ended."
  }

  assert {
    condition     = alltrue([for rule in concat(values(aws_vpc_security_group_ingress_rule.clients), [aws_vpc_security_group_ingress_rule.node]) : rule.from_port == 5432 && rule.to_port == 5432 && rule.cidr_ipv4 == null])
    error_message = "In comes PostgreSQL alone, and from security groups alone."
  }
}

run "clients_reach_the_coordinator_alone" {
  state_key = "groups"

  assert {
    condition     = aws_vpc_security_group_ingress_rule.clients["cluster"].security_group_id == aws_security_group.coordinator.id && aws_vpc_security_group_ingress_rule.clients["cluster"].referenced_security_group_id == "sg-0aaaaaaaaaaaaaaaa"
    error_message = "The cluster's group is let in at the coordinator's."
  }

  assert {
    condition     = length(aws_network_interface.node["coordinator"].security_groups) == 2 && alltrue([for index in [1, 2, 3] : aws_network_interface.node["worker-${index}"].security_groups == toset([aws_security_group.node.id])])
    error_message = "Workers bear the group of nodes and no other."
  }

  override_resource {
    target = aws_security_group.node
    values = { id = "sg-00000000000000001" }
  }

  override_resource {
    target = aws_security_group.coordinator
    values = { id = "sg-00000000000000002" }
  }
}

run "nodes_are_told_what_they_need" {
  assert {
    condition = alltrue([for instance in values(aws_instance.node) : alltrue([for line in [
      "shared_preload_libraries = 'citus,pg_stat_statements'", "citus.propagate_set_commands = 'local'",
      "citus.enable_unsafe_triggers = 'on'", "citus.allow_nested_distributed_execution = 'on'",
      "max_prepared_transactions = 200", "max_locks_per_transaction = 4096", "max_connections = 500",
      "citus.node_conninfo = 'sslmode=verify-full sslrootcert=/srv/postgresql/tls/nodes.crt'",
    ] : contains(split("\n", [for file in yamldecode(instance.user_data).write_files : file.content if file.path == "/etc/turnout/postgresql.conf"][0]), line)])])
    error_message = "Every node has the settings that the platform needs."
  }

  assert {
    condition     = contains(split("\n", yamldecode(aws_instance.node["worker-2"].user_data).write_files[0].content), "NODE='worker-2'") && contains(split("\n", yamldecode(aws_instance.node["worker-2"].user_data).write_files[0].content), "DEVICE='/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_vol0123456789abcdef0'")
    error_message = "A node knows which one it is, and its volume."
  }

  assert {
    condition     = alltrue([for instance in values(aws_instance.node) : startswith(instance.user_data, "#cloud-config\n") && length(instance.user_data) <= 16384])
    error_message = "cloud-init reads it, and EC2 takes it."
  }

  assert {
    condition     = alltrue([for instance in values(aws_instance.node) : [for file in yamldecode(instance.user_data).write_files : try(file.permissions, "") if startswith(file.path, "/usr/local/sbin/")] == ["0755", "0755"]])
    error_message = "The programs can be run."
  }
}

run "packages_come_from_where_the_operator_says" {
  state_key = "packages"

  variables {
    packages = { citus_repository = "https://mirror.example/citus/" }
  }

  assert {
    condition     = contains(split("\n", yamldecode(aws_instance.node["coordinator"].user_data).write_files[0].content), "CITUS_REPOSITORY='https://mirror.example/citus/'") && contains(split("\n", yamldecode(aws_instance.node["coordinator"].user_data).write_files[0].content), "POSTGRESQL_REPOSITORY='https://apt.postgresql.org/pub/repos/apt'")
    error_message = "The one that is named is another, the other stays."
  }
}

run "packages_by_plain_http" {
  command = plan

  variables {
    packages = { citus_key = "http://mirror.example/key" }
  }

  expect_failures = [var.packages]
}

run "a_database_without_workers" {
  command = plan

  variables {
    workers = { count = 0, instance_type = "r6a.large", storage_gb = 200 }
  }

  expect_failures = [var.workers]
}

run "a_citus_that_nobody_has_tried" {
  command = plan

  variables {
    citus_version = "12.1"
  }

  expect_failures = [var.citus_version]
}
