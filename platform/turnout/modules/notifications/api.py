"""The front door of notifications."""

from turnout.modules.notifications.errors import (
    AskedOften,
    MailNotFound,
    NotResendable,
    StillUnderWay,
    SubscriptionNotFound,
)
from turnout.modules.notifications.service.enqueue import queue as queue_mail
from turnout.modules.notifications.service.enqueue import queue_platform_mail
from turnout.modules.notifications.service.resend import (
    list_mails,
    resend_confirmation,
    resend_mail,
    send_ticket_links,
)
from turnout.modules.notifications.service.unsubscribe import get_subscription, opt_in, opt_out
from turnout.modules.notifications.types import Mail, NewMail, Subscription, Template
