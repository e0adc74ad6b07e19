data "aws_ec2_managed_prefix_list" "cloudfront" {
  count = var.cloudfront_only ? 1 : 0

  name = "com.amazonaws.global.cloudfront.origin-facing"
}

resource "aws_security_group" "this" {
  name_prefix = "${var.name}-alb-"
  description = "Load balancer: HTTPS in, pods out"
  vpc_id      = var.vpc_id

  tags = { Name = "${var.name}-alb" }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "cloudfront" {
  count = var.cloudfront_only ? 1 : 0

  security_group_id = aws_security_group.this.id
  description       = "HTTPS from CloudFront"
  prefix_list_id    = data.aws_ec2_managed_prefix_list.cloudfront[0].id
  from_port         = 443
  to_port           = 443
  ip_protocol       = "tcp"
}

resource "aws_vpc_security_group_ingress_rule" "everybody" {
  for_each = var.cloudfront_only ? [] : toset(["80", "443"])

  # checkov:skip=CKV_AWS_260:Port 80 answers with the way to 443 and nothing else.
  security_group_id = aws_security_group.this.id
  description       = "Visitors by port ${each.key}"
  cidr_ipv4         = "0.0.0.0/0"
  from_port         = tonumber(each.key)
  to_port           = tonumber(each.key)
  ip_protocol       = "tcp"
}

resource "aws_vpc_security_group_egress_rule" "pods" {
  security_group_id            = aws_security_group.this.id
  description                  = "Public ports of web and realtime"
  referenced_security_group_id = var.pod_security_group_id
  from_port                    = 8080
  to_port                      = 8081
  ip_protocol                  = "tcp"
}

resource "aws_vpc_security_group_ingress_rule" "pods" {
  for_each = { web = 8080, realtime = 8081 }

  security_group_id            = var.pod_security_group_id
  description                  = "Load balancer to ${each.key}"
  referenced_security_group_id = aws_security_group.this.id
  from_port                    = each.value
  to_port                      = each.value
  ip_protocol                  = "tcp"
}

resource "aws_lb" "this" {
  # checkov:skip=CKV_AWS_150:Deletion protection is a setting; prod's tests hold it on.
  # checkov:skip=CKV2_AWS_28:Behind CloudFront the web ACL stands there, and nothing else may connect; else it is associated below.
  # checkov:skip=CKV2_AWS_76:As above: the list of inputs known to be bad is in the web ACL's managed rules.
  # checkov:skip=CKV2_AWS_20:Without CloudFront the listener of port 80 leads to 443; behind it nobody reaches port 80.
  # checkov:skip=CKV2_AWS_103:As above.
  name                       = var.name
  load_balancer_type         = "application"
  subnets                    = var.subnet_ids
  security_groups            = [aws_security_group.this.id]
  drop_invalid_header_fields = true
  desync_mitigation_mode     = "strictest"
  preserve_host_header       = true
  enable_deletion_protection = var.deletion_protection
  # Above the 20 seconds between signs of life of a live connection.
  idle_timeout = 75

  access_logs {
    bucket  = var.logs_bucket
    prefix  = "alb"
    enabled = true
  }
}

resource "aws_lb_target_group" "this" {
  # checkov:skip=CKV_AWS_378:TLS ends at the load balancer; pods answer plain HTTP to its security group alone.
  for_each = { web = 8080, realtime = 8081 }

  name                 = "${var.name}-${each.key}"
  vpc_id               = var.vpc_id
  target_type          = "ip"
  protocol             = "HTTP"
  port                 = each.value
  deregistration_delay = each.key == "web" ? 20 : 30
  # One process may be busy with a long answer: the next request goes to another.
  load_balancing_algorithm_type = "least_outstanding_requests"

  health_check {
    path                = "/healthz"
    matcher             = "200"
    interval            = 10
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 3
  }
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.this.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = var.certificate_arn

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this["web"].arn
  }
}

resource "aws_lb_listener_rule" "realtime" {
  listener_arn = aws_lb_listener.https.arn
  priority     = 10

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this["realtime"].arn
  }

  condition {
    path_pattern {
      values = ["/live/*"]
    }
  }
}

resource "aws_lb_listener" "http" {
  count = var.cloudfront_only ? 0 : 1

  load_balancer_arn = aws_lb.this.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "redirect"

    redirect {
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}

resource "aws_wafv2_web_acl_association" "this" {
  count = var.has_web_acl ? 1 : 0

  resource_arn = aws_lb.this.arn
  web_acl_arn  = var.web_acl_arn
}
