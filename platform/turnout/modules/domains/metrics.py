"""What domains count, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

CHECKS: Final = counter(
    "turnout_domain_checks",
    "DNS records of domains that were looked at, by what was found",
    outcome=("proven", "missing", "silent", "taken", "lost"),
)
