"""Facts of price rules."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRuleChanged(Fact):
    """A price rule was made, changed, paused or deleted; orders that were placed keep theirs."""

    name: ClassVar[str] = "price_rules.changed.v1"
    price_rule_id: UUID
    event_id: UUID
    ticket_type_id: UUID
