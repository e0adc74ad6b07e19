"""A festival whose sessions change, and the calendars of who reads mails about them."""

from tests.modules.notifications.conftest import mailbox, only_own_mails, platform_smtp, port
from tests.modules.session_mails.calendars import Visitors, festival, visitors

__all__ = [
    "Visitors",
    "festival",
    "mailbox",
    "only_own_mails",
    "platform_smtp",
    "port",
    "visitors",
]
