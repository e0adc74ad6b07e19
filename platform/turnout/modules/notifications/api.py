"""The front door of notifications."""

from turnout.modules.notifications.errors import (
    AskedOften,
    MailNotFound,
    NotResendable,
    StillUnderWay,
    SubscriptionNotFound,
)
from turnout.modules.notifications.service.asking import resend_confirmation, send_ticket_links
from turnout.modules.notifications.service.log import list_mails, resend_mail
from turnout.modules.notifications.service.opting_out import opt_in, opt_out, read_subscription
from turnout.modules.notifications.types import MailView, Subscription, Template
