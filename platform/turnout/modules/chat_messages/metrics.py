"""What is counted of chat messages, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter, gauge

CHATS: Final = counter(
    "turnout_chat_messages",
    "Messages for chat channels, by how an attempt ended",
    outcome=("sent", "failed", "unknown", "postponed"),
)
WAITING: Final = gauge("turnout_chat_messages_waiting", "Messages for chat channels that wait")
OLDEST: Final = gauge(
    "turnout_chat_messages_oldest_seconds", "For how long the oldest of them has been due"
)
