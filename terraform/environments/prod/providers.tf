provider "aws" {
  region              = var.region
  allowed_account_ids = var.account_id == null ? null : [var.account_id]

  default_tags {
    tags = local.tags
  }
}

# CloudFront takes certificates and web ACLs from here only.
provider "aws" {
  alias               = "us_east_1"
  region              = "us-east-1"
  allowed_account_ids = var.account_id == null ? null : [var.account_id]

  default_tags {
    tags = local.tags
  }
}

locals {
  tags = {
    Stack     = var.name
    Project   = "turnout"
    ManagedBy = "terraform"
  }
}
