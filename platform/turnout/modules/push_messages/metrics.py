"""What is counted of push messages, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter, gauge
from turnout.modules.push_messages.models import PushState

PUSHES: Final = counter(
    "turnout_push_messages",
    "Messages for people's devices, by how an attempt ended",
    outcome=("postponed", *(each.value for each in PushState if each not in ("queued", "sending"))),
)
DEVICES: Final = counter(
    "turnout_push_devices",
    "Devices that people subscribed, by what became of it",
    outcome=("subscribed", "unsubscribed", "gone", "signed-out"),
)
WAITING: Final = gauge("turnout_push_messages_waiting", "Messages for devices that wait")
OLDEST: Final = gauge(
    "turnout_push_messages_oldest_seconds", "For how long the oldest of them has been due"
)
