"""The front door of notifications."""

from turnout.modules.notifications.errors import (
    AskedOften,
    NoSuchMail,
    NoSuchSubscription,
    NotResendable,
    StillUnderWay,
)
from turnout.modules.notifications.records import MailView, Subscription, Template
from turnout.modules.notifications.service.asking import resend_confirmation, send_ticket_links
from turnout.modules.notifications.service.log import list_mails, resend_mail
from turnout.modules.notifications.service.opting_out import opt_in, opt_out, read_subscription

__all__ = [
    "AskedOften",
    "MailView",
    "NoSuchMail",
    "NoSuchSubscription",
    "NotResendable",
    "StillUnderWay",
    "Subscription",
    "Template",
    "list_mails",
    "opt_in",
    "opt_out",
    "read_subscription",
    "resend_confirmation",
    "resend_mail",
    "send_ticket_links",
]
