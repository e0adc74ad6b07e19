# What pods may do, by EKS Pod Identity: no keys in the cluster, and no rights by way of the node.

data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}
data "aws_region" "current" {}

locals {
  account = "${data.aws_region.current.name}:${data.aws_caller_identity.current.account_id}"
}

# The roles of Turnout that read and write files, and ask the search; the chart names their service accounts.
module "turnout_role" {
  source = "../pod_role"

  name             = "${var.name}-files"
  cluster_name     = module.eks.name
  namespace        = var.namespace
  service_accounts = ["turnout-web", "turnout-door", "turnout-worker"]
  policy_json      = module.storage.files_policy_json
}

data "aws_iam_policy_document" "external_secrets" {
  statement {
    actions   = ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"]
    resources = ["arn:${data.aws_partition.current.partition}:secretsmanager:${local.account}:secret:${var.name}/*"]
  }

  statement {
    actions   = ["kms:Decrypt"]
    resources = [module.kms.arns["secrets"]]
  }
}

module "external_secrets_role" {
  source = "../pod_role"

  name             = "${var.name}-external-secrets"
  cluster_name     = module.eks.name
  namespace        = "external-secrets"
  service_accounts = ["external-secrets"]
  policy_json      = data.aws_iam_policy_document.external_secrets.json
}

# The controller registers pods in target groups that are there already: it makes no load balancer.
data "aws_iam_policy_document" "load_balancer" {
  # checkov:skip=CKV_AWS_356:Describe actions know no resources.
  statement {
    actions = [
      "ec2:DescribeAvailabilityZones", "ec2:DescribeInstances", "ec2:DescribeNetworkInterfaces",
      "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs",
      "elasticloadbalancing:DescribeTargetGroups", "elasticloadbalancing:DescribeTargetHealth",
      "elasticloadbalancing:DescribeTags", "elasticloadbalancing:DescribeTargetGroupAttributes",
    ]
    resources = ["*"]
  }

  statement {
    actions   = ["elasticloadbalancing:RegisterTargets", "elasticloadbalancing:DeregisterTargets"]
    resources = values(module.alb.target_group_arns)
  }
}

module "load_balancer_role" {
  source = "../pod_role"

  name             = "${var.name}-load-balancer"
  cluster_name     = module.eks.name
  namespace        = "kube-system"
  service_accounts = ["aws-load-balancer-controller"]
  policy_json      = data.aws_iam_policy_document.load_balancer.json
}

data "aws_iam_policy_document" "autoscaler" {
  # checkov:skip=CKV_AWS_356:Describe actions know no resources; what changes is held to this cluster by its tag.
  # checkov:skip=CKV_AWS_111:As above.
  statement {
    actions = [
      "autoscaling:DescribeAutoScalingGroups", "autoscaling:DescribeAutoScalingInstances",
      "autoscaling:DescribeLaunchConfigurations", "autoscaling:DescribeScalingActivities", "autoscaling:DescribeTags",
      "ec2:DescribeImages", "ec2:DescribeInstanceTypes", "ec2:DescribeLaunchTemplateVersions",
      "ec2:GetInstanceTypesFromInstanceRequirements",
    ]
    resources = ["*"]
  }

  statement {
    actions   = ["eks:DescribeNodegroup"]
    resources = ["arn:${data.aws_partition.current.partition}:eks:${local.account}:nodegroup/${var.name}/*"]
  }

  statement {
    actions   = ["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"]
    resources = ["*"]

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceTag/k8s.io/cluster-autoscaler/${var.name}"
      values   = ["owned"]
    }
  }
}

module "autoscaler_role" {
  source = "../pod_role"

  name             = "${var.name}-autoscaler"
  cluster_name     = module.eks.name
  namespace        = "kube-system"
  service_accounts = ["cluster-autoscaler"]
  policy_json      = data.aws_iam_policy_document.autoscaler.json
}
