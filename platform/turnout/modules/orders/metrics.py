"""What is counted of orders, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter
from turnout.modules.fraud_rules.api import ReviewVerdict

REVIEWED: Final = counter(
    "turnout_order_reviews_decided",
    "Orders held for review that were approved or refused, by a person or at their deadline",
    verdict=tuple(each.value for each in ReviewVerdict),
)
