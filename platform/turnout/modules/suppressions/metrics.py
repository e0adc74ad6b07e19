"""What is counted of the suppression list."""

from typing import Final

from turnout.kernel.observability.metrics import counter
from turnout.modules.suppressions.models import SuppressionReason

SUPPRESSED: Final = counter(
    "turnout_suppressions",
    "Addresses put on suppression lists, by reason",
    reason=tuple(each.value for each in SuppressionReason),
)
