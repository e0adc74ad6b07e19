"""What the stock announces."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolChanged(Fact):
    """A capacity pool was made, renamed, resized or deleted."""

    name: ClassVar[str] = "inventory.pool-changed.v1"
    event_id: UUID
    pool_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesFreed(Fact):
    """Places came back to pools that people wait for, and are reserved for them."""

    name: ClassVar[str] = "inventory.places-freed.v1"
    pool_ids: tuple[UUID, ...]
