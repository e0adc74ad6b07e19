"""What channels sold, as it crosses the module's border; amounts in minor units."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar
from uuid import UUID

from turnout.kernel.http.answers import one_of
from turnout.modules.orders import api as orders


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelFigures:
    """What the orders of one channel and currency are; of partners, one of them at a time."""

    component: ClassVar = "ChannelFigures"
    channel: Annotated[str, one_of(orders.SalesChannel)]
    sales_partner_id: Annotated[UUID | None, "Of the channel `partner`: by whom they came."]
    sales_partner_name: str | None
    currency: str
    orders: Annotated[int, "Confirmed ones."]
    tickets: Annotated[int, "Bought by them, without those that were returned."]
    paid_minor: Annotated[int, "Of all orders of the channel, cancelled ones among them."]
    refunded_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelReport:
    """What each channel sold: of one event, or of the whole organization."""

    component: ClassVar = "ChannelReport"
    items: Annotated[Sequence[ChannelFigures], "Those with most tickets first."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelTotals:
    """What all channels come to in one currency."""

    currency: str
    orders: int
    tickets: int
    paid_minor: int
    refunded_minor: int
