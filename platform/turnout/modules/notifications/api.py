"""The front door of notifications."""

from turnout.modules.notifications.errors import (
    AskedOften,
    MailNotFound,
    NotResendable,
    StillUnderWay,
    SubscriptionNotFound,
)
from turnout.modules.notifications.service.resend import (
    list_mails,
    resend_confirmation,
    resend_mail,
    send_ticket_links,
)
from turnout.modules.notifications.service.unsubscribe import opt_in, opt_out, read_subscription
from turnout.modules.notifications.types import MailView, Subscription, Template
