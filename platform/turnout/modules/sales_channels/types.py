"""Settings of ticket types by sales channel, as they cross the module's border."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from turnout.kernel.http.answers import INTERNAL, one_of


class SettableChannel(StrEnum):
    """Channels that ticket types have settings for; an embedded checkout has those of the web."""

    WEB = "web"
    BOX_OFFICE = "box_office"
    API = "api"
    PARTNER = "partner"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelSetting:
    """How a ticket type is sold through a channel, or by one sales partner."""

    component: ClassVar = "ChannelSetting"
    id: UUID
    event_id: UUID
    ticket_type_id: UUID
    channel: Annotated[str, one_of(SettableChannel)]
    sales_partner_id: Annotated[UUID | None, "Null: whoever else sells through the channel."]
    sales_partner_name: str | None
    is_sold: Annotated[bool, "Whether it is sold there at all."]
    most: Annotated[int | None, "No more places are sold there; null: whatever is free."]
    places: Annotated[int, "Places that were kept for it out of the pool: the allotment."]
    return_at: Annotated[datetime | None, "When what is not sold by then goes back."]
    returned_at: datetime | None
    prices: Annotated[
        Mapping[str, int],
        "What one costs there, by currency; in others the ticket type's own price stands.",
    ]
    version: int
    created_at: datetime
    allotment_id: Annotated[UUID, INTERNAL]
    sold: Annotated[int, "Places that are held or sold through it, since it was made."]
    kept: Annotated[int, "Places that are still kept for it."]
    free: Annotated[int, "Places of the pool that nobody has, and that are kept for nobody."]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewChannelSetting:
    """What an organizer says about a ticket type in a channel."""

    ticket_type_id: UUID
    channel: str
    sales_partner_id: UUID | None = None
    is_sold: bool = True
    most: int | None = None
    places: int = 0
    return_at: datetime | None = None
    prices: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SoldThrough:
    """What an order needs to know: whether it is sold there, what counts it, what it costs."""

    is_sold: bool
    allotment_id: UUID
    prices: Mapping[str, int]


Changes = Mapping[str, Any]
