"""What is counted of sending domains, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

CHECKS: Final = counter(
    "turnout_sending_domain_checks",
    "Looks at the records of sending domains, by what they found",
    outcome=("verified", "pending", "failing", "silent"),
)
MAILS: Final = counter(
    "turnout_sending_domain_mails",
    "Mails of organizations with a sending domain, by the address that they left from",
    sender=("own", "platform_warm_up", "platform_failing"),
)
