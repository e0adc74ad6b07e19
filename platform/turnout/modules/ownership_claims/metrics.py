"""What ownership claims count, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

CLAIMS: Final = counter(
    "turnout_ownership_claims",
    "Organizations without an owner that were claimed, by what proved it",
    proof=("domain", "link"),
)
