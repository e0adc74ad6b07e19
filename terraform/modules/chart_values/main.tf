locals {
  image = regex("^(?P<registry>[^/]+)/(?P<repository>.+)$", var.repository_url)

  values = {
    image           = { registry = local.image.registry, repository = local.image.repository }
    environment     = "production"
    publicUrl       = "https://${var.domain}"
    hosts           = var.further_domains
    trustedProxies  = var.proxies
    mailFrom        = "Turnout <no-reply@${var.mail_domain}>"
    secrets         = { mode = "existing", existing = { name = "turnout-settings", ownerName = "turnout-owner" } }
    caBundle        = { configMap = "turnout-authorities", key = "ca.crt" }
    storage         = { adapter = "s3", direct = true }
    database        = merge({ distributed = var.citus != null }, var.citus == null ? {} : { shards = var.citus.shards })
    redis           = { cluster = var.addresses.is_cluster }
    search          = { adapter = var.search == null ? "" : "opensearch" }
    exposure        = { type = "none" }
    serviceAccounts = { annotations = {} }
    keda            = { redis = { address = "${var.addresses.broker}:6379", database = var.addresses.has_broker ? 0 : 1, tls = true } }
    networkPolicy = {
      ingress = { public = [for cidr in var.cidrs.public : { ipBlock = { cidr = cidr } }] }
      egress = {
        postgresql = { cidrs = coalesce(var.cidrs.database, var.cidrs.data) }
        redis      = { cidrs = var.cidrs.data }
        search     = { port = 443, cidrs = var.search == null ? [] : var.cidrs.data }
        # Where pods learn their role's keys.
        extra = [{
          to    = [{ ipBlock = { cidr = "169.254.170.23/32" } }]
          ports = [{ protocol = "TCP", port = 80 }]
        }]
      }
    }
  }

  # What stands in the namespace before the chart does: addresses composed of what Secrets Manager
  # keeps, and the pods' places in the load balancer.
  store = {
    apiVersion = "external-secrets.io/v1"
    kind       = "SecretStore"
    metadata   = { name = "turnout", namespace = var.namespace }
    spec       = { provider = { aws = { service = "SecretsManager", region = var.region } } }
  }

  database = { for role in ["owner", "app", "operator"] : role =>
    "postgresql://{{ .${role}_username }}:{{ .${role}_password | urlquery }}@${var.addresses.database}:5432/turnout?sslmode=verify-full"
  }

  # Reports read where nothing is sold.
  replica = var.addresses.replica == null ? {} : {
    TURNOUT_DATABASE_REPLICA_URL = replace(local.database["app"], "@${var.addresses.database}:", "@${var.addresses.replica}:")
  }

  # The domain lets the pods' role in: there is no password. One node has nowhere to put a copy.
  search = var.search == null ? {} : {
    TURNOUT_SEARCH_SETTINGS = jsonencode({ url = "https://${var.search.address}", region = var.region, replicas = var.search.nodes > 1 ? 1 : 0 })
  }

  composed = {
    turnout-settings = merge(local.search, local.replica, {
      TURNOUT_DATABASE_URL          = local.database["app"]
      TURNOUT_DATABASE_OPERATOR_URL = local.database["operator"]
      TURNOUT_REDIS_URL             = "rediss://:{{ .redis | urlquery }}@${var.addresses.redis}:6379/0"
      TURNOUT_BROKER_URL            = "rediss://:{{ .redis | urlquery }}@${var.addresses.broker}:6379/${var.addresses.has_broker ? 0 : 1}"
      TURNOUT_SMTP_URL              = "smtp+starttls://{{ .smtp_username | urlquery }}:{{ .smtp_password | urlquery }}@${var.addresses.smtp}:587"
      TURNOUT_MASTER_KEYS           = "{{ .master_keys }}"
      TURNOUT_STORAGE_SETTINGS      = jsonencode({ bucket = var.files_bucket, region = var.region })
    })
    turnout-owner = { TURNOUT_DATABASE_OWNER_URL = local.database["owner"] }
  }

  fields = {
    turnout-settings = concat(
      [for role in ["app", "operator"] : { key = var.secrets[role], prefix = "${role}_", properties = ["username", "password"] }],
      [
        { key = var.secrets.smtp, prefix = "smtp_", properties = ["username", "password"] },
        { key = var.secrets.redis, prefix = "redis", properties = [""] },
        { key = var.secrets.master_keys, prefix = "master_keys", properties = [""] },
      ],
    )
    turnout-owner = [{ key = var.secrets.owner, prefix = "owner_", properties = ["username", "password"] }]
  }

  external_secrets = [for name, data in local.composed : {
    apiVersion = "external-secrets.io/v1"
    kind       = "ExternalSecret"
    metadata   = { name = name, namespace = var.namespace }
    spec = {
      refreshInterval = "5m"
      secretStoreRef  = { kind = "SecretStore", name = "turnout" }
      target          = { name = name, creationPolicy = "Owner", deletionPolicy = "Retain", template = { engineVersion = "v2", data = data } }
      data = flatten([for secret in local.fields[name] : [for property in secret.properties : {
        secretKey = "${secret.prefix}${property}"
        remoteRef = merge({ key = secret.key }, property == "" ? {} : { property = property })
      }]])
    }
  }]

  bindings = [for role, arn in var.target_group_arns : {
    apiVersion = "elbv2.k8s.aws/v1beta1"
    kind       = "TargetGroupBinding"
    metadata   = { name = "turnout-${role}", namespace = var.namespace }
    spec       = { targetGroupARN = arn, targetType = "ip", serviceRef = { name = "turnout-${role}", port = "http" } }
  }]

  manifests = concat([local.store], local.external_secrets, local.bindings)
}
