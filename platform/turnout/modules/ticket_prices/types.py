"""What ticket types cost: in further currencies, and as the shop and pages show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Final
from uuid import UUID

from turnout.kernel import codec
from turnout.kernel.context import ActorKind, PublicContext
from turnout.kernel.http.answers import one_of


class EntitledBy(StrEnum):
    """By what a buyer is entitled to a member price; the words never change."""

    NUMBER = "member_number"
    """They give a number of a member list."""
    GROUP = "group"
    """They are signed in, and their identity provider says that they are in a group."""
    PURCHASE = "purchase"
    """They are signed in with an address that bought tickets before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceStep:
    """What each unit costs from a quantity on."""

    component: ClassVar = "InventoryPriceStep"
    from_quantity: int
    unit_minor: int
    name: Annotated[str, "Of the rule that makes the price; empty for the list price."]
    is_multibuy: Annotated[bool, "The rule is one of `multibuys`."] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Multibuy:
    """So many units of one order cost as much as fewer."""

    component: ClassVar = "InventoryMultibuy"
    name: str
    take_units: int
    pay_units: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandRange:
    """Between which prices demand moves what a ticket type costs."""

    component: ClassVar = "InventoryDemandRange"
    floor_minor: int
    ceiling_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberPrice:
    """What a unit costs who is entitled to it; `OfferPrice.unit_minor` is what all others pay."""

    component: ClassVar = "InventoryMemberPrice"
    name: Annotated[str, "Of the rule that makes it."]
    unit_minor: Annotated[int, "By the least that one order takes."]
    entitled_by: Annotated[str, one_of(EntitledBy)]
    maximum_quantity: Annotated[int | None, "For orders of at most so many; null: of any number."]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferPrice:
    """What a ticket type with price rules costs at an instant."""

    component: ClassVar = "InventoryOfferPrice"
    list_minor: Annotated[int, "What it costs without a rule."]
    unit_minor: Annotated[int, "What it costs now, by the least that one order takes."]
    name: Annotated[str, "Of the rule that makes the price; empty for the list price."]
    ends_at: Annotated[datetime | None, "When this price is over at the latest."]
    left: Annotated[int | None, "Units left at this price; null where it has no number."]
    by_quantity: Annotated[Sequence[PriceStep], "The price of each quantity that one may buy."]
    demand: Annotated[DemandRange | None, "Null where the price does not depend on demand."] = None
    multibuys: Annotated[Sequence[Multibuy], "In force now; `by_quantity` has their prices."] = ()
    members: Annotated[
        Sequence[MemberPrice], "Lower prices of who is entitled; check-member-price says who is."
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrencyPrice:
    """What a ticket type costs in a further currency, in that currency's minor units."""

    component: ClassVar = "CatalogCurrencyPrice"
    price_minor: Annotated[int, "With tax unless the ticket type `excludes_tax`."]
    minimum_price_minor: Annotated[int, "The least of a donation."] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Seller:
    """Through whom somebody buys, which may decide what it costs; the web where nothing is said."""

    partner: str = field(default="", repr=False)
    """The code of a sales partner."""
    pointer: str = "/partner"
    """Where the request says it."""
    api_token_id: UUID | None = None
    """The API token that asks."""
    is_desk: bool = False
    """The team, at the desk or the door."""

    @classmethod
    def of(cls, ctx: PublicContext, partner: str = "", *, pointer: str = "/partner") -> "Seller":
        """Who sells to whom asks: the partner whom they name, a program, or the web."""
        is_program = ctx.actor.kind is ActorKind.TOKEN
        return cls(
            partner=partner.strip(),
            pointer=pointer,
            api_token_id=UUID(ctx.actor.id) if is_program else None,
        )


THE_WEB: Final = Seller()
AT_THE_DESK: Final = Seller(is_desk=True)
CurrencyPrices = Mapping[str, CurrencyPrice]
"""Currency (ISO 4217) → price; the ticket type's own currency is not among them."""


def with_prices(columns: Mapping[str, Any] | None) -> dict[str, Any]:
    """Columns of a ticket type with its further prices decoded; none of a plain one."""
    if not columns:
        return {}
    stored = columns.get("prices")
    prices = codec.convert(stored, dict[str, CurrencyPrice]) if stored else {}
    return {**columns, "prices": prices}
