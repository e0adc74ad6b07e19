terraform {
  required_version = ">= 1.11, < 2.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }

  # Which bucket, is said at `terraform init -backend-config=backend.hcl` (terraform/bootstrap prints it).
  backend "s3" {
    key          = "turnout.tfstate"
    encrypt      = true
    use_lockfile = true
  }
}
