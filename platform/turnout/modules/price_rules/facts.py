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


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandPriceChanged(Fact):
    """A demand price was made, changed, paused or deleted; orders that were placed keep theirs."""

    name: ClassVar[str] = "price_rules.demand-changed.v1"
    demand_price_id: UUID
    event_id: UUID
    ticket_type_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandPriceMoved(Fact):
    """Demand moved the price of a ticket type."""

    name: ClassVar[str] = "price_rules.demand-moved.v1"
    demand_price_id: UUID
    event_id: UUID
    ticket_type_id: UUID
    level_bp: int
    """How far from the list price it is now, hundredths of a percent."""
    before_bp: int
