"""What the dispute desk counts."""

from typing import Final

from turnout.kernel.observability.metrics import counter
from turnout.modules.disputes.types import ResponseKind

ALERTS: Final = counter(
    "turnout_dispute_alerts", "Disputes that members were told of", cause=("opened", "due")
)
RESPONSES: Final = counter(
    "turnout_dispute_responses",
    "Answers to disputes by how an attempt ended",
    kind=tuple(ResponseKind),
    outcome=("done", "refused", "not_sent", "unclear"),
)
