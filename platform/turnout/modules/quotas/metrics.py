"""What quotas count, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

REFUSED: Final = counter(
    "turnout_quota_refusals",
    "What was refused because an organization's plan allows no more",
    kind=("members", "events", "requests_a_minute"),
)
