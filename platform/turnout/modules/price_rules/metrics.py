"""What is counted of price rules, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter
from turnout.modules.price_rules.types import RuleKind

PRICED: Final = counter(
    "turnout_price_rules_lines_priced",
    "Lines of baskets that a price rule was asked for, by what decided their price",
    decided_by=("list_price", *(each.value for each in RuleKind)),
)
