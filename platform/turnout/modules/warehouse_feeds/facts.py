"""Facts of warehouse feeds."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class WarehouseFeedCreated(Fact):
    """Tables of an organization go into its own store from now on."""

    name: ClassVar[str] = "warehouse_feeds.created.v1"
    warehouse_feed_id: UUID
    has_personal_data: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WarehouseFeedChanged(Fact):
    """What a feed sends was changed, where to or how often, or it was paused or let go on."""

    name: ClassVar[str] = "warehouse_feeds.changed.v1"
    warehouse_feed_id: UUID
    has_personal_data: bool
    is_paused: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WarehouseFeedDeleted(Fact):
    """A feed ended; what it sent stays where it is."""

    name: ClassVar[str] = "warehouse_feeds.deleted.v1"
    warehouse_feed_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class WarehouseRunCompleted(Fact):
    """A run of a feed lies whole in the store: its manifest says so."""

    name: ClassVar[str] = "warehouse_feeds.run-completed.v1"
    warehouse_feed_id: UUID
    warehouse_run_id: UUID
    sequence: int
    row_count: int
    manifest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WarehouseRunHeldUp(Fact):
    """A store does not take the files of a run: by a setting, or for a quarter of an hour."""

    name: ClassVar[str] = "warehouse_feeds.run-held-up.v1"
    warehouse_feed_id: UUID
    warehouse_run_id: UUID
    failure: str
