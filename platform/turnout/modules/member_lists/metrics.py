"""What is counted of member lists, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter
from turnout.modules.member_lists.errors import NumberReason

REFUSED: Final = counter(
    "turnout_member_lists_numbers_refused",
    "Member numbers that gave buyers no member price, by reason",
    reason=tuple(each.value for each in NumberReason),
)
USED: Final = counter("turnout_member_lists_units_used", "Units that were ordered by a number")
