"""What is counted of discount codes, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter
from turnout.modules.discounts.errors import CodeReason

REFUSED: Final = counter(
    "turnout_discount_codes_refused",
    "Codes that were given and did not count",
    reason=tuple(each.value for each in CodeReason),
)
MADE: Final = counter("turnout_discount_codes_made", "Codes that jobs made in numbers")
