data "aws_region" "current" {}

resource "aws_sesv2_configuration_set" "this" {
  configuration_set_name = var.name

  delivery_options {
    tls_policy = "REQUIRE"
  }

  reputation_options {
    reputation_metrics_enabled = true
  }

  # What bounced for good or was complained about is not written to again.
  suppression_options {
    suppressed_reasons = ["BOUNCE", "COMPLAINT"]
  }
}

resource "aws_sesv2_email_identity" "this" {
  email_identity         = var.domain
  configuration_set_name = aws_sesv2_configuration_set.this.configuration_set_name
}

resource "aws_route53_record" "dkim" {
  count = 3

  zone_id = var.zone_id
  name    = "${aws_sesv2_email_identity.this.dkim_signing_attributes[0].tokens[count.index]}._domainkey.${var.domain}"
  type    = "CNAME"
  ttl     = 1800
  records = ["${aws_sesv2_email_identity.this.dkim_signing_attributes[0].tokens[count.index]}.dkim.amazonses.com"]
}

resource "aws_sesv2_email_identity_mail_from_attributes" "this" {
  email_identity         = aws_sesv2_email_identity.this.email_identity
  mail_from_domain       = "bounces.${var.domain}"
  behavior_on_mx_failure = "REJECT_MESSAGE"

  depends_on = [aws_route53_record.mail_from]
}

resource "aws_route53_record" "mail_from" {
  for_each = {
    MX  = "10 feedback-smtp.${data.aws_region.current.name}.amazonses.com"
    TXT = "v=spf1 include:amazonses.com -all"
  }

  zone_id = var.zone_id
  name    = "bounces.${var.domain}"
  type    = each.key
  ttl     = 1800
  records = [each.value]
}

resource "aws_route53_record" "dmarc" {
  zone_id = var.zone_id
  name    = "_dmarc.${var.domain}"
  type    = "TXT"
  ttl     = 1800
  records = [join("; ", compact(["v=DMARC1", "p=reject", "adkim=s", "aspf=r", var.dmarc_reports_to == "" ? "" : "rua=mailto:${var.dmarc_reports_to}"]))]
}

resource "aws_sns_topic" "bounces" {
  name              = "${var.name}-bounces"
  kms_master_key_id = var.kms_key_arn
}

data "aws_caller_identity" "current" {}

data "aws_iam_policy_document" "bounces" {
  statement {
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.bounces.arn]

    principals {
      type        = "Service"
      identifiers = ["ses.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

resource "aws_sns_topic_policy" "bounces" {
  arn    = aws_sns_topic.bounces.arn
  policy = data.aws_iam_policy_document.bounces.json
}

resource "aws_sesv2_configuration_set_event_destination" "bounces" {
  configuration_set_name = aws_sesv2_configuration_set.this.configuration_set_name
  event_destination_name = "bounces"

  event_destination {
    enabled              = true
    matching_event_types = ["BOUNCE", "COMPLAINT", "REJECT", "RENDERING_FAILURE"]

    sns_destination {
      topic_arn = aws_sns_topic.bounces.arn
    }
  }

  depends_on = [aws_sns_topic_policy.bounces]
}

# SMTP knows users and passwords, no roles: a user that may send from this domain and nothing else.
resource "aws_iam_user" "smtp" {
  # checkov:skip=CKV_AWS_273:SMTP takes no roles; it may send from this domain and do nothing else.
  name = "${var.name}-smtp-${var.credential_version}"
}

data "aws_iam_policy_document" "send" {
  statement {
    actions   = ["ses:SendRawEmail"]
    resources = [aws_sesv2_email_identity.this.arn, aws_sesv2_configuration_set.this.arn]
  }
}

resource "aws_iam_user_policy" "send" {
  # checkov:skip=CKV_AWS_40:One user, one right: a group would hide it.
  name   = "send"
  user   = aws_iam_user.smtp.name
  policy = data.aws_iam_policy_document.send.json
}

resource "aws_iam_access_key" "smtp" {
  user = aws_iam_user.smtp.name

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_secretsmanager_secret_version" "smtp" {
  secret_id                = var.secret_arn
  secret_string_wo_version = var.credential_version
  secret_string_wo = jsonencode({
    username = aws_iam_access_key.smtp.id
    password = aws_iam_access_key.smtp.ses_smtp_password_v4
    host     = "email-smtp.${data.aws_region.current.name}.amazonaws.com"
    port     = 587
  })
}
