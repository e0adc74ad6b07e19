# Run once for each account, by a person, with a state of its own on that person's machine; it can be
# moved into the bucket afterwards (see docs/how-to/deploy-to-aws.md).

terraform {
  required_version = ">= 1.11, < 2.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

provider "aws" {
  region = var.region

  default_tags {
    tags = { Stack = var.name, Project = "turnout", ManagedBy = "terraform" }
  }
}

# Copies of backups lie here.
provider "aws" {
  alias  = "elsewhere"
  region = var.backup_region

  default_tags {
    tags = { Stack = var.name, Project = "turnout", ManagedBy = "terraform" }
  }
}

data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}

locals {
  account = data.aws_caller_identity.current.account_id
}

data "aws_iam_policy_document" "key" {
  # checkov:skip=CKV_AWS_109:The account's own administrators manage the key; IAM policies narrow who they are.
  # checkov:skip=CKV_AWS_111:As above.
  # checkov:skip=CKV_AWS_356:A key's policy names the key as "*".
  statement {
    sid       = "Account"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${data.aws_partition.current.partition}:iam::${local.account}:root"]
    }
  }
}

resource "aws_kms_key" "state" {
  description             = "${var.name}: Terraform's state"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy                  = data.aws_iam_policy_document.key.json
}

resource "aws_kms_alias" "state" {
  name          = "alias/${var.name}-state"
  target_key_id = aws_kms_key.state.key_id
}

resource "aws_s3_bucket" "state" {
  # checkov:skip=CKV_AWS_18:CloudTrail of the account sees who reads the state.
  # checkov:skip=CKV_AWS_144:What the state says can be imported again from the account itself.
  # checkov:skip=CKV2_AWS_62:Nothing waits for objects here.
  bucket = "${var.name}-state-${local.account}"

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_bucket_versioning" "state" {
  bucket = aws_s3_bucket.state.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "state" {
  bucket = aws_s3_bucket.state.id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.state.arn
    }
  }
}

resource "aws_s3_bucket_public_access_block" "state" {
  bucket                  = aws_s3_bucket.state.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "state" {
  bucket = aws_s3_bucket.state.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "state" {
  bucket = aws_s3_bucket.state.id

  rule {
    id     = "old-states"
    status = "Enabled"

    filter {}

    noncurrent_version_expiration {
      noncurrent_days = 365
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 2
    }
  }

  depends_on = [aws_s3_bucket_versioning.state]
}

data "aws_iam_policy_document" "state" {
  statement {
    sid       = "TlsOnly"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.state.arn, "${aws_s3_bucket.state.arn}/*"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_s3_bucket_policy" "state" {
  bucket = aws_s3_bucket.state.id
  policy = data.aws_iam_policy_document.state.json

  depends_on = [aws_s3_bucket_public_access_block.state]
}

resource "aws_route53_zone" "this" {
  # checkov:skip=CKV2_AWS_38:Signing the zone needs a record in the parent's, which is often kept elsewhere; the how-to says how.
  # checkov:skip=CKV2_AWS_39:Who asked for which name is logged by nobody: it would be a record of visitors.
  name = var.zone_name

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "backups" {
  provider = aws.elsewhere

  description             = "${var.name}: copies of backups"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy                  = data.aws_iam_policy_document.key.json
}

resource "aws_backup_vault" "copies" {
  provider = aws.elsewhere

  name        = "${var.name}-copies"
  kms_key_arn = aws_kms_key.backups.arn
}
