"""What is counted of money that people took."""

from typing import Final

from turnout.kernel.observability.metrics import counter
from turnout.modules.payments.api import ReceivedBy

RECEIVED: Final = counter(
    "turnout_received_payments",
    "Payments that people recorded, by how the money came",
    method=tuple(ReceivedBy),
)
