"""The front door of e-mail providers."""

from turnout.modules.mail_providers.errors import StillUnknown
from turnout.modules.mail_providers.queries import list_gravest
from turnout.modules.mail_providers.reports import list_history
from turnout.modules.mail_providers.rules import AT_ONCE
from turnout.modules.mail_providers.service import (
    hand_over,
    note_accepted,
    prepare,
    send_as_platform,
)
from turnout.modules.mail_providers.types import HandedOver, MailHistory, MailToSend, PreparedMail
