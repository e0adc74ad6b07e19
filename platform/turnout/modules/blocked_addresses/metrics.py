"""What is counted of blocked addresses, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter
from turnout.modules.blocked_addresses.types import BlockOutcome

MATCHED: Final = counter(
    "turnout_blocked_addresses_matched",
    "Orders of blocked addresses, by what became of them",
    outcome=tuple(each.value for each in BlockOutcome),
)
