# What a node is told at its first start, and what it may do.

locals {
  certificates = "arn:${data.aws_partition.current.partition}:ssm:${data.aws_region.current.name}:${data.aws_caller_identity.current.account_id}:parameter${local.parameters}"
  secrets      = "arn:${data.aws_partition.current.partition}:secretsmanager:${data.aws_region.current.name}:${data.aws_caller_identity.current.account_id}:secret:${var.secrets_prefix}/*"

  configuration = templatefile("${path.module}/templates/postgresql.conf.tftpl", {
    major           = var.postgresql_version
    max_connections = var.max_connections
  })

  environment = { for node in keys(local.nodes) : node => templatefile("${path.module}/templates/node.env.tftpl", {
    node       = node
    zone       = local.zone
    region     = data.aws_region.current.name
    parameters = local.parameters
    secrets    = var.secrets_prefix
    clients    = var.client_cidr
    volume     = replace(aws_ebs_volume.node[node].id, "-", "")
    postgresql = { version = var.postgresql_version, repository = var.packages.postgresql_repository, key = var.packages.postgresql_key }
    citus      = { version = var.citus_version, repository = var.packages.citus_repository, key = var.packages.citus_key }
  }) }

  user_data = { for node, environment in local.environment : node => join("\n", ["#cloud-config", yamlencode({
    write_files = [
      { path = "/etc/turnout/node.env", content = environment },
      { path = "/etc/turnout/postgresql.conf", content = local.configuration },
      { path = "/etc/turnout/roles.sql", content = file("${path.module}/../../database/roles.sql") },
      { path = "/usr/local/sbin/turnout-node-make", permissions = "0755", content = file("${path.module}/files/turnout-node-make") },
      { path = "/usr/local/sbin/turnout-node", permissions = "0755", content = file("${path.module}/files/turnout-node") },
    ]
    runcmd = [["/usr/local/sbin/turnout-node-make"]]
  })]) }
}

# Each node signs for itself; the others and the pods learn here whom to believe. Keys stay on the nodes.
resource "aws_ssm_parameter" "certificate" {
  # checkov:skip=CKV2_AWS_34:A certificate is public.
  for_each = local.nodes

  name           = "${local.parameters}/${each.key}"
  description    = "Certificate of ${each.key} of the database, which the node writes"
  type           = "String"
  insecure_value = "none yet"

  lifecycle {
    ignore_changes = [insecure_value]
  }
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "node" {
  for_each = toset(["coordinator", "worker"])

  statement {
    actions   = ["ssm:GetParametersByPath"]
    resources = [local.certificates, "${local.certificates}/*"]
  }

  statement {
    actions   = ["ssm:PutParameter"]
    resources = [each.key == "coordinator" ? "${local.certificates}/coordinator" : "${local.certificates}/worker-*"]
  }

  statement {
    actions   = ["cloudwatch:PutMetricData"]
    resources = ["*"]

    condition {
      test     = "StringEquals"
      variable = "cloudwatch:namespace"
      values   = ["Turnout/Citus"]
    }
  }

  # Passwords are the coordinator's: nodes know one another by certificates.
  dynamic "statement" {
    for_each = each.key == "coordinator" ? [1] : []

    content {
      actions   = ["secretsmanager:GetSecretValue"]
      resources = [local.secrets]
    }
  }

  dynamic "statement" {
    for_each = each.key == "coordinator" ? [1] : []

    content {
      actions   = ["kms:Decrypt"]
      resources = [var.secrets_kms_key_arn]
    }
  }
}

resource "aws_iam_role" "node" {
  for_each = data.aws_iam_policy_document.node

  name               = "${var.name}-citus-${each.key}"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy" "node" {
  for_each = data.aws_iam_policy_document.node

  name   = "node"
  role   = aws_iam_role.node[each.key].id
  policy = each.value.json
}

# People come in by Session Manager: no key, no port.
resource "aws_iam_role_policy_attachment" "session" {
  for_each = aws_iam_role.node

  role       = each.value.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

resource "aws_iam_instance_profile" "node" {
  for_each = aws_iam_role.node

  name = each.value.name
  role = each.value.name
}
