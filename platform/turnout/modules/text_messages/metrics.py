"""What is counted of text messages."""

from typing import Final

from turnout.kernel.observability.metrics import counter, gauge
from turnout.modules.text_messages.models import TextAttemptState
from turnout_sdk.sms import Wish

TEXTS: Final = counter(
    "turnout_text_messages",
    "Attempts to send a text message by how they ended",
    outcome=("sent", "failed", "postponed", "unknown"),
)
ATTEMPTS: Final = counter(
    "turnout_text_attempts",
    "Text messages handed over to connections of organizations, by how that ended",
    adapter=50,
    outcome=tuple(each.value for each in TextAttemptState),
)
DELIVERIES: Final = counter(
    "turnout_text_deliveries",
    "Webhooks about text messages, by what became of them",
    outcome=("taken", "repeated", "foreign", "untrusted", "busy", "nothing"),
)
REPLIES: Final = counter(
    "turnout_text_replies",
    "Texts that people answered",
    wish=(*(each.value for each in Wish), "none"),
)
CONSENTS: Final = counter(
    "turnout_text_consents",
    "What buyers said about text messages",
    said=("given", "withdrawn"),
)
WAITING: Final = gauge(
    "turnout_text_messages_waiting", "Text messages written down and not sent yet"
)
OLDEST: Final = gauge(
    "turnout_text_messages_oldest_seconds", "Age of the oldest text message that is due"
)
