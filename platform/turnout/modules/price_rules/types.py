"""Price rules and the prices that they make, as they cross the module's border."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from turnout.kernel.http.answers import one_of
from turnout.modules.ticket_prices import api as ticket_prices


class RuleKind(StrEnum):
    EARLY_BIRD = "early_bird"
    """Another price until an instant, or for the first units that are sold."""
    QUANTITY = "quantity"
    """Another price for each unit of an order that takes so many."""
    MULTIBUY = "multibuy"
    """So many units for the price of fewer."""
    MEMBER = "member"
    """Another price for who is entitled: by a number, a group or a purchase."""


class RuleState(StrEnum):
    ACTIVE = "active"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareBand:
    """A change of the list price from a share of the places on, until the next band."""

    component: ClassVar = "PriceRulesShareBand"
    from_bp: Annotated[int, "In force once this share is taken, hundredths of a percent."]
    change_bp: Annotated[int, "Hundredths of a percent of the list price; negative: off it."]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeBand:
    """A change of the list price from so long before the event on, until the next band."""

    component: ClassVar = "PriceRulesTimeBand"
    hours_before: Annotated[int, "In force from so many hours before the event begins."]
    change_bp: Annotated[int, "Hundredths of a percent of the list price; negative: off it."]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandTerms:
    """The demand price of a ticket type as it is in force."""

    level_bp: int
    """How far above (negative: below) the list price it is, hundredths of a percent."""
    floor_minor: int
    ceiling_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandPlan:
    """What an organizer says about the demand price of a ticket type."""

    ticket_type_id: UUID
    floor_minor: Annotated[int, "What a unit costs at least, before other rules come off it."]
    ceiling_minor: Annotated[int, "What a unit costs at most."]
    by_share: Annotated[list[ShareBand], "Changes by the share of its places that is taken."]
    by_time: Annotated[list[TimeBand], "Changes by the time that is left; both add up."]
    every_minutes: Annotated[int, "How long the price stands at least before it moves again."]
    most_step_bp: Annotated[int, "The most it moves at once, hundredths of a percent of the list."]
    fall_back_bp: Annotated[int, "The share has to fall so far back before a band is left again."]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandPrice(DemandPlan):
    """The demand price of a ticket type as its organizers see it."""

    component: ClassVar = "PriceRulesDemandPrice"
    id: UUID
    event_id: UUID
    state: Annotated[str, one_of(RuleState)]
    version: int
    created_at: datetime
    level_bp: Annotated[int, "How far from the list price it is now, hundredths of a percent."]
    mark_bp: Annotated[int, "The share by which its band is chosen; it falls late."]
    moved_at: Annotated[datetime | None, "When the price moved last."]
    next_look_at: Annotated[datetime | None, "When it may move next; null: no more."]

    @property
    def terms(self) -> DemandTerms:
        """What orders and pages need of it."""
        return DemandTerms(
            level_bp=self.level_bp, floor_minor=self.floor_minor, ceiling_minor=self.ceiling_minor
        )


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
    take_units: Annotated[int | None, "Of a multibuy: so many units cost as much as fewer."] = None
    pay_units: Annotated[int | None, "Of a multibuy: what they cost as much as."] = None
    member_list_id: Annotated[UUID | None, "For who gives a number of this member list."] = None
    member_group: Annotated[
        str | None, "For who signed in with this group of an identity provider."
    ] = None
    bought_event_ids: Annotated[
        list[UUID], "For who is signed in and bought a ticket at one of these."
    ] = field(default_factory=list)
    bought_series_ids: Annotated[list[UUID], "The same at an event of one of these series."] = (
        field(default_factory=list)
    )
    prices: Annotated[
        Mapping[str, int], "What a unit costs in further currencies, by currency; with a price."
    ] = field(default_factory=dict)

    @property
    def makes_price(self) -> bool:
        """Whether it says what a unit costs; not of a fixed price in a currency without one."""
        makes = (self.price_minor, self.percent_bp, self.take_units)
        return any(each is not None for each in makes)

    @property
    def entitled_by(self) -> ticket_prices.EntitledBy | None:
        """By what buyers have to be entitled to it; None for a price of everybody."""
        if self.member_list_id is not None:
            return ticket_prices.EntitledBy.NUMBER
        if self.member_group is not None:
            return ticket_prices.EntitledBy.GROUP
        has_bought = self.bought_event_ids or self.bought_series_ids
        return ticket_prices.EntitledBy.PURCHASE if has_bought else None


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
    take_units: int | None = None
    pay_units: int | None = None
    member_list_id: UUID | None = None
    member_group: str | None = None
    bought_event_ids: list[UUID] = field(default_factory=list)
    bought_series_ids: list[UUID] = field(default_factory=list)
    prices: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypePrices:
    """What decides the prices of a ticket type."""

    rules: Sequence[PriceTerms] = ()
    sold: int = 0
    demand: DemandTerms | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What one unit costs, by which rule, and for how many sold units that is so."""

    unit_minor: int
    list_minor: int
    demand_minor: int | None = None
    """What demand made of the list price; None where the price does not depend on it."""
    rule: PriceTerms | None
    """None: the list price, or that of demand."""
    sold_from: int
    sold_until: int | None
    """The price stands while `sold >= sold_from` and `sold + quantity <= sold_until`."""

    @property
    def name(self) -> str:
        """Of the rule; empty for the list price, and for that of demand."""
        return self.rule.name if self.rule else ""

    @property
    def base_minor(self) -> int:
        """What rules come off: the list price, or what demand made of it."""
        return self.list_minor if self.demand_minor is None else self.demand_minor

    @property
    def decided_by(self) -> str:
        """The kind of rule, `demand` or `list_price`."""
        if self.rule is not None:
            return self.rule.kind
        return "list_price" if self.demand_minor is None else "demand"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePriceRule:
    """How the price of an order's line came about; kept with the order."""

    component: ClassVar = "OrdersLinePriceRule"
    price_rule_id: Annotated[UUID | None, "Null: the list price, of a ticket type with rules."]
    name: Annotated[str, "The rule's name as it was; empty for the list price."]
    list_minor: Annotated[int, "What a unit cost without the rule."]
    ticket_type_id: Annotated[UUID, "Whose units were counted; a move to another changes nothing."]
    demand_minor: Annotated[
        int | None, "What demand made of the list price; null where it did not depend on it."
    ] = None
    entitled_by: Annotated[
        str | None,
        one_of(ticket_prices.EntitledBy),
        "Of a member price; null for a price of everybody.",
    ] = None
    member_number_id: Annotated[UUID | None, "The member number by which it was ordered."] = None


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
class DemandReason:
    """What demand makes of the list price, and where the price is going."""

    component: ClassVar = "PriceRulesDemandReason"
    demand_price_id: UUID
    price_minor: Annotated[int, "What it makes of the list price; other rules come off it."]
    level_bp: Annotated[int, "How far from the list price that is, hundredths of a percent."]
    settles_at_bp: Annotated[int, "Where the price settles if nothing changes."]
    share_bp: Annotated[int, "The share of its places that is taken, hundredths of a percent."]
    floor_minor: int
    ceiling_minor: int


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
    channel: Annotated[str | None, "Whose price `list_minor` is; null: the ticket type's own."]
    unit_minor: int
    total_minor: Annotated[int, "What the units cost together."]
    net_minor: int
    tax_minor: Annotated[int, "The tax in the total, or that comes on top of the net."]
    price_rule_id: Annotated[UUID | None, "What decided; null: demand, or the list price."]
    demand: Annotated[DemandReason | None, "Null where the price does not depend on demand."]
    reasons: list[Reason]
    by_sold: Annotated[list[PriceBySold], "How the price goes with units sold, at that instant."]
    by_time: Annotated[list[PriceByTime], "How it goes from that instant on, with so many sold."]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyerPrice:
    """What a ticket type costs a buyer."""

    component: ClassVar = "PriceRulesBuyerPrice"
    ticket_type_id: UUID
    pricing: ticket_prices.OfferPrice


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyerPrices:
    """What ticket types cost a buyer, and to which member prices they are entitled."""

    component: ClassVar = "PriceRulesBuyerPrices"
    prices: Annotated[list[BuyerPrice], "Of each ticket type that was named and has price rules."]
    entitled: Annotated[list[str], "The names of the member prices."]


Changes = Mapping[str, Any]
