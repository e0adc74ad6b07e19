"""The front door of notifications."""

from turnout.modules.notifications.errors import NoSuchMail, NotResendable, StillUnderWay
from turnout.modules.notifications.records import MailView
from turnout.modules.notifications.service.log import list_mails, resend_mail

__all__ = [
    "MailView",
    "NoSuchMail",
    "NotResendable",
    "StillUnderWay",
    "list_mails",
    "resend_mail",
]
