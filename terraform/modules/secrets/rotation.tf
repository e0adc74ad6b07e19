# AWS publishes the functions that change a password in PostgreSQL and then in the secret. Requests
# and the operator have two users each that take turns, so that no password stops opening while
# somebody holds it; the owner's is used by `turnout migrate` alone and just changes.

data "aws_partition" "current" {}
data "aws_region" "current" {}

locals {
  functions = var.rotation == null ? {} : {
    alternate = "SecretsManagerRDSPostgreSQLRotationMultiUser"
    single    = "SecretsManagerRDSPostgreSQLRotationSingleUser"
  }
  rotated = var.rotation == null ? {} : { owner = "single", app = "alternate", operator = "alternate" }
}

resource "aws_serverlessapplicationrepository_cloudformation_stack" "rotation" {
  for_each = local.functions

  name             = "${var.name}-rotation-${each.key}"
  application_id   = "arn:${data.aws_partition.current.partition}:serverlessrepo:us-east-1:297356227824:applications/${each.value}"
  semantic_version = var.rotation.function_version
  capabilities     = ["CAPABILITY_IAM", "CAPABILITY_RESOURCE_POLICY"]

  parameters = merge({
    functionName        = "${var.name}-rotation-${each.key}"
    endpoint            = "https://secretsmanager.${data.aws_region.current.name}.amazonaws.com"
    vpcSubnetIds        = join(",", var.rotation.subnet_ids)
    vpcSecurityGroupIds = var.rotation.security_group_id
    kmsKeyArn           = var.kms_key_arn
    excludeCharacters   = " %+~`#$&*()|[]{}:;<>?!'/@\"\\"
    }, each.key == "alternate" ? {
    superuserSecretArn       = var.rotation.master_secret_arn
    superuserSecretKmsKeyArn = var.kms_key_arn
  } : {})
}

resource "aws_secretsmanager_secret_rotation" "role" {
  # checkov:skip=CKV_AWS_304:After 90 days at most, as the variable holds; checkov does not follow it.
  for_each = local.rotated

  secret_id           = aws_secretsmanager_secret.role[each.key].id
  rotation_lambda_arn = aws_serverlessapplicationrepository_cloudformation_stack.rotation[each.value].outputs["RotationLambdaARN"]
  # The roles have to be there first; the how-to says when to start the first rotation.
  rotate_immediately = false

  rotation_rules {
    automatically_after_days = var.rotation.after_days
  }
}
