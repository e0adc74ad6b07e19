"""Warehouse feeds, their runs and files as they cross the module's border."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Self
from uuid import UUID

from turnout.kernel import codec
from turnout.kernel.http.answers import INTERNAL, one_of
from turnout.modules.connections.api import DeliveryFailure
from turnout.modules.warehouse_feeds.tables import TABLES, ColumnType


class FeedCadence(StrEnum):
    HOURLY = "hourly"
    DAILY = "daily"


class RunState(StrEnum):
    RUNNING = "running"
    COMPLETE = "complete"
    CANCELLED = "cancelled"
    """The feed was changed before it was over; the next run has what it would have had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWarehouseFeed:
    """What goes where, how often."""

    name: str
    connection_id: UUID
    folder: str
    tables: tuple[str, ...]
    cadence: FeedCadence
    hour: int = 0
    has_personal_data: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WarehouseFeedUpdate:
    """What to change; None leaves it as it is."""

    name: str | None = None
    connection_id: UUID | None = None
    folder: str | None = None
    tables: tuple[str, ...] | None = None
    cadence: FeedCadence | None = None
    hour: int | None = None
    has_personal_data: bool | None = None
    is_paused: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WarehouseFeed:
    """Tables of an organization on their way into its own store, again and again."""

    component: ClassVar = "WarehouseFeed"
    id: UUID
    name: str
    connection_id: Annotated[UUID, "The connected store that its files are put into"]
    folder: Annotated[str, "Below the store's own; empty: there"]
    tables: list[Annotated[str, one_of(TABLES)]]
    """In the order in which a run writes them."""
    cadence: Annotated[str, one_of(FeedCadence)]
    hour: Annotated[int, "Of a daily one, in the organization's time zone"]
    has_personal_data: Annotated[bool, "Whether columns that name people are in it"]
    is_paused: bool
    created_at: datetime
    version: int
    next_at: Annotated[datetime | None, "When its next run starts; null while it is paused"]
    last_completed_at: Annotated[datetime | None, "When a run was complete last"]
    failure: Annotated[str | None, one_of(DeliveryFailure, allow_none=True)]
    """Why the run under way does not get on."""
    sequence: Annotated[int, INTERNAL]
    position: Annotated[int, INTERNAL]
    """The place in the audit log up to which complete runs have what changed."""
    covered: Annotated[dict[str, int], INTERNAL]
    """Tables that lie there whole, with the schema version of their files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunTable:
    """A table of a run."""

    component: ClassVar = "WarehouseRunTable"
    name: Annotated[str, one_of(TABLES)]
    schema_version: int
    is_full: Annotated[bool, "Whether it takes the place of all that earlier runs had of it"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WarehouseRun:
    """One run of a feed; until it is complete it has no manifest, and readers pass it over."""

    component: ClassVar = "WarehouseRun"
    id: UUID
    feed_id: UUID
    sequence: Annotated[int, "Its number, `feed_run` of the rows that it wrote"]
    state: Annotated[str, one_of(RunState)]
    tables: list[RunTable]
    has_personal_data: bool
    started_at: datetime
    ended_at: datetime | None
    row_count: Annotated[int, "Rows that it wrote, those of what was deleted too"]
    file_count: int
    size_bytes: int
    manifest: Annotated[str | None, "The name of its manifest in the store, once it is complete"]
    attempts: Annotated[int, "How often it was begun or gone on with"]
    failure: Annotated[str | None, one_of(DeliveryFailure, allow_none=True)]
    due_at: Annotated[datetime | None, "When it goes on"]
    failures: Annotated[int, INTERNAL]
    """Tries in a row that failed."""
    from_position: Annotated[int, INTERNAL]
    until_position: Annotated[int, INTERNAL]

    @classmethod
    def of(cls, *, tables: Any, **others: Any) -> Self:
        return cls(tables=codec.convert(tables, list[RunTable]), **others)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFile:
    """A file that lies in the store."""

    table_name: str
    part: int
    name: str
    row_count: int
    size_bytes: int
    sha256: str
    after: str
    """Where the next file of the table begins: behind this row, or place in the audit log."""
    is_last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPage:
    """Rows of a table as its columns say, and ids of rows that are gone."""

    rows: list[tuple[Any, ...]]
    deleted: list[str]
    after: str
    is_last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedFeedColumn:
    """A column of a table, in words."""

    component: ClassVar = "WarehouseColumn"
    name: str
    type: Annotated[str, one_of(ColumnType)]
    description: str
    is_personal: Annotated[bool, "Left out unless the feed has personal data"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedFeedTable:
    """A table that a feed can have, in words."""

    component: ClassVar = "WarehouseTable"
    name: Annotated[str, one_of(TABLES)]
    schema_version: Annotated[int, "Raised when a column is added, taken away or changed"]
    description: str
    is_allowed: Annotated[bool, "Whether you may see its rows, and so send them"]
    columns: list[OfferedFeedColumn]
