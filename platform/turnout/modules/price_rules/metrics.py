"""What is counted of price rules, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter
from turnout.modules.price_rules.types import RuleKind

PRICED: Final = counter(
    "turnout_price_rules_lines_priced",
    "Lines of baskets that a price rule was asked for, by what decided their price",
    decided_by=("list_price", "demand", *(each.value for each in RuleKind)),
)
DEMAND_LOOKS: Final = counter(
    "turnout_price_rules_demand_looks",
    "Looks at whether demand moves a price, by what became of it",
    outcome=("moved", "stayed"),
)
