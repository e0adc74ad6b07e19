"""Facts of channel settings."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelSettingChanged(Fact):
    """How a ticket type is sold through a channel was set, changed or ended."""

    name: ClassVar[str] = "sales_channels.setting-changed.v1"
    channel_setting_id: UUID
    event_id: UUID
    ticket_type_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AllotmentReturned(Fact):
    """What was kept for a channel or partner and not sold went back to the pool."""

    name: ClassVar[str] = "sales_channels.allotment-returned.v1"
    channel_setting_id: UUID
    event_id: UUID
    ticket_type_id: UUID
    places: int
