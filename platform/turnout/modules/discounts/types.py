"""Discounts, their codes and what they do to an order, as they cross the module's border."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Self
from uuid import UUID

from turnout.kernel import codec
from turnout.kernel.http.answers import one_of
from turnout.kernel.values import from_attributes


class DiscountState(StrEnum):
    ACTIVE = "active"
    PAUSED = "paused"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrencyAmounts:
    """What a discount takes off and asks for in a further currency, in its minor units."""

    component: ClassVar = "DiscountsCurrencyAmounts"
    amount_minor: Annotated[int | None, "Taken off each unit; null of a share."] = None
    minimum_minor: Annotated[int, "What its units have to cost before it counts."] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Discount:
    """What codes do and for whom; amounts are minor units of `currency`."""

    id: UUID
    event_id: Annotated[UUID | None, "Null: its codes count for every event of the organization."]
    name: Annotated[str, "For the team; buyers see the code alone."]
    percent_bp: Annotated[int | None, "Share of each unit's price in hundredths of a percent."]
    amount_minor: Annotated[int | None, "Taken off each unit, never more than it costs."]
    currency: Annotated[str | None, "Of `amount_minor`: other currencies are left as they are."]
    ticket_type_ids: Annotated[Sequence[UUID], "The ticket types it is for; none: all of them."]
    opens_hidden: Annotated[bool, "Its codes show and sell those of them that are hidden."]
    is_stackable: Annotated[bool, "Counts together with other stackable discounts."]
    starts_at: datetime | None
    ends_at: datetime | None
    uses_per_code: Annotated[int | None, "Orders that may use each of its codes."]
    uses_per_person: Annotated[int | None, "Orders of one address that may use it."]
    minimum_quantity: Annotated[int, "Units of its ticket types that an order needs."]
    minimum_minor: Annotated[int, "What those units have to cost before it counts."]
    amounts: Annotated[Mapping[str, CurrencyAmounts], "In further currencies, by currency."]
    state: Annotated[str, one_of(DiscountState)]
    version: int
    created_at: datetime
    code_count: int
    code: Annotated[str | None, "Its code, where it has one; codes in numbers have their list."]
    uses: Annotated[int, "Orders that use it now; those that ended unpaid gave it back."]

    def takes_off(self) -> bool:
        """Whether it lowers a price, beside what it may open."""
        return self.percent_bp is not None or self.amount_minor is not None

    def is_for(self, ticket_type_id: UUID) -> bool:
        return not self.ticket_type_ids or ticket_type_id in self.ticket_type_ids


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDiscount:
    """What an organizer says about a discount."""

    name: str
    code: str
    event_id: UUID | None = None
    percent_bp: int | None = None
    amount_minor: int | None = None
    currency: str | None = None
    ticket_type_ids: Sequence[UUID] = ()
    opens_hidden: bool = False
    is_stackable: bool = False
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    uses_per_code: int | None = None
    uses_per_person: int | None = None
    minimum_quantity: int = 1
    minimum_minor: int = 0
    amounts: Mapping[str, CurrencyAmounts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RedeemableCode:
    """A code that somebody gave, with its discount and how far it is used."""

    code_id: UUID
    code: str
    key: str
    discount: Discount
    uses: int
    person_use: int | None
    """The number that this person's use would have; None: no limit, or none is left for them."""
    is_paused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscountCode:
    """A code of a discount, as its list shows it."""

    id: UUID
    code: str
    is_paused: Annotated[bool, "Buyers are told that it is unknown."]
    uses: Annotated[int, "Orders that use it now; those that ended unpaid gave it back."]


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscountableLine:
    """A line of a basket as codes see it."""

    ticket_type_id: UUID
    quantity: int
    unit_minor: int
    currency: str
    own_currency: str
    """Of its ticket type: in it minimums of shares are meant."""
    is_fixed: bool
    """False for what a donor names themselves: no code lowers a gift."""
    is_hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Redemption:
    """A use of a code by an order, before it is written."""

    code_id: UUID
    discount_id: UUID
    code: str
    maximum: int | None
    person_use: int | None
    amount_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedDiscounts:
    """What codes take off each unit of each line, and their uses."""

    units_off: Sequence[int]
    redemptions: Sequence[Redemption] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscountedPrice:
    """A ticket type's price with the codes that were asked about."""

    ticket_type_id: UUID
    unit_minor: Annotated[int, "What is left to pay for one, minor units."]
    discount_minor: Annotated[int, "What the codes take off one."]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedCode:
    """What a buyer may know of a code that counts."""

    code: str
    percent_bp: int | None
    amount_minor: int | None
    currency: str | None
    minimum_quantity: int
    minimum_minor: int
    ends_at: datetime | None
    opens_hidden: bool
    ticket_type_ids: Sequence[UUID]

    @classmethod
    def of(cls, found: RedeemableCode) -> Self:
        return from_attributes(cls, found.discount, code=found.code)


def discount_of(**columns: Any) -> Discount:
    """A discount from a row, whose ticket types come as JSON."""
    types: Sequence[str] = columns.pop("ticket_type_ids") or ()
    amounts = codec.convert(columns.pop("amounts"), dict[str, CurrencyAmounts])
    return Discount(**columns, amounts=amounts, ticket_type_ids=tuple(UUID(each) for each in types))


def redeemable_of(
    *,
    code_id: UUID,
    found_code: str,
    key: str,
    code_uses: int,
    person_use: int | None,
    is_paused: bool,
    **columns: Any,
) -> RedeemableCode:
    """A code from a row that has its discount's columns as well."""
    return RedeemableCode(
        code_id=code_id,
        code=found_code,
        key=key,
        discount=discount_of(**columns),
        uses=code_uses,
        person_use=person_use,
        is_paused=is_paused,
    )


Changes = Mapping[str, Any]
