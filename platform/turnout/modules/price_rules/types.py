"""Price rules and the prices that they make, as they cross the module's border."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from turnout.kernel.http.answers import one_of


class RuleKind(StrEnum):
    EARLY_BIRD = "early_bird"
    """Another price until an instant, or for the first units that are sold."""
    QUANTITY = "quantity"
    """Another price for each unit of an order that takes so many."""


class RuleState(StrEnum):
    ACTIVE = "active"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceTerms:
    """What a price rule says: its price, and when it is in force."""

    id: UUID
    kind: Annotated[str, one_of(RuleKind)]
    name: Annotated[str, "What buyers see beside the price."]
    price_minor: Annotated[int | None, "What a unit costs, minor units of the ticket type."]
    percent_bp: Annotated[int | None, "Hundredths of a percent off the list price."]
    starts_at: datetime | None
    ends_at: Annotated[datetime | None, "It is over at this instant."]
    sold_from: Annotated[int, "In force once so many units of the ticket type are sold."]
    sold_until: Annotated[int | None, "In force for units up to this one; null: without an end."]
    minimum_quantity: Annotated[int, "Units of one order from which on it is in force."]
    maximum_quantity: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRule(PriceTerms):
    """A price rule as its organizers see it."""

    component: ClassVar = "PriceRulesPriceRule"
    event_id: UUID
    ticket_type_id: UUID
    state: Annotated[str, one_of(RuleState)]
    version: int
    created_at: datetime
    sold: Annotated[int, "Units of its ticket type that are held or sold; refunded ones count."]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPriceRule:
    """What an organizer says about a price rule."""

    ticket_type_id: UUID
    kind: str
    name: str
    price_minor: int | None = None
    percent_bp: int | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    sold_from: int = 0
    sold_until: int | None = None
    minimum_quantity: int = 1
    maximum_quantity: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What one unit costs, by which rule, and for how many sold units that is so."""

    unit_minor: int
    list_minor: int
    rule: PriceTerms | None
    """None: the list price."""
    sold_from: int
    sold_until: int | None
    """The price stands while `sold >= sold_from` and `sold + quantity <= sold_until`."""

    @property
    def name(self) -> str:
        """Of the rule; empty for the list price."""
        return self.rule.name if self.rule else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePriceRule:
    """How the price of an order's line came about; kept with the order."""

    component: ClassVar = "OrdersLinePriceRule"
    price_rule_id: Annotated[UUID | None, "Null: the list price, of a ticket type with rules."]
    name: Annotated[str, "The rule's name as it was; empty for the list price."]
    list_minor: Annotated[int, "What a unit cost without the rule."]
    ticket_type_id: Annotated[UUID, "Whose units were counted; a move to another changes nothing."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What a rule made of the price, or why it did nothing."""

    component: ClassVar = "PriceRulesReason"
    price_rule_id: UUID
    kind: Annotated[str, one_of(RuleKind)]
    name: str
    outcome: Annotated[str, "`applied`, `higher` (another is lower), or why it is not in force."]
    unit_minor: Annotated[int | None, "What it would make of the price; null: it is not in force."]


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceBySold:
    """What a unit costs once so many are sold, until the next one of these."""

    component: ClassVar = "PriceRulesPriceBySold"
    sold: int
    unit_minor: int
    name: Annotated[str, "Of the rule that decides; empty for the list price."]


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceByTime:
    """What a unit costs from an instant on, until the next one of these."""

    component: ClassVar = "PriceRulesPriceByTime"
    at: datetime
    unit_minor: int
    name: Annotated[str, "Of the rule that decides; empty for the list price."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """How the price of a unit comes about."""

    component: ClassVar = "PriceRulesExplanation"
    ticket_type_id: UUID
    at: datetime
    sold: int
    quantity: int
    currency: str
    list_minor: int
    unit_minor: int
    total_minor: Annotated[int, "What the units cost together."]
    net_minor: int
    tax_minor: Annotated[int, "The tax in the total; prices include it."]
    price_rule_id: Annotated[UUID | None, "What decided; null: the list price."]
    reasons: list[Reason]
    by_sold: Annotated[list[PriceBySold], "How the price goes with units sold, at that instant."]
    by_time: Annotated[list[PriceByTime], "How it goes from that instant on, with so many sold."]


Changes = Mapping[str, Any]
