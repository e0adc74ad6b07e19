"""What a run of a warehouse feed has, and what its files are called. Pure."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from turnout.kernel import cadences
from turnout.kernel.cadences import Cadence
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.values import attributes_of
from turnout.modules.connections.api import DeliveryFailure
from turnout.modules.warehouse_feeds.tables import TABLES
from turnout.modules.warehouse_feeds.types import (
    FeedCadence,
    FeedFile,
    RunTable,
    WarehouseFeed,
    WarehouseFeedUpdate,
    WarehouseRun,
)

MOST_FEEDS: Final = 5
LONGEST_NAME: Final = 100
LONGEST_FOLDER: Final = 200
FOLDER: Final = r"([A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*)?"
LEASE: Final = timedelta(minutes=5)
"""How long a worker has a run without having put a file into the store; a file takes less."""
FIRST_DELAY: Final = timedelta(minutes=1)
LONGEST_DELAY: Final = timedelta(hours=2)
PATIENCE: Final = 4
"""After so many tries that found nobody, about a quarter of an hour, it is a fact."""
ON_RECORD: Final = timedelta(days=90)
MANIFEST_FORMAT: Final = 1
WHERE_AND_WHAT: Final = ("connection_id", "folder", "has_personal_data")
"""What is sent anew when one of these changes: there, or with these columns, lies nothing yet."""


def require_room(count: int) -> None:
    if count >= MOST_FEEDS:
        says = f"The organization has {MOST_FEEDS} warehouse feeds; delete one of them first."
        raise Invalid(FieldError("/name", says, "too-many"))


def in_order(tables: Sequence[str]) -> list[str]:
    """Tables in the order in which a run writes them."""
    return [name for name in TABLES if name in tables]


def changed(feed: WarehouseFeed, changes: WarehouseFeedUpdate) -> WarehouseFeed:
    """What a feed is after a change; what lies there whole is what the next run leaves out."""
    said = {name: each for name, each in attributes_of(changes).items() if each is not None}
    if changes.tables is not None:
        said["tables"] = in_order(changes.tables)
    if changes.cadence is not None:
        said["cadence"] = changes.cadence.value
    after = replace(feed, **said)
    if any(getattr(after, name) != getattr(feed, name) for name in WHERE_AND_WHAT):
        return replace(after, covered={})
    kept = {name: version for name, version in feed.covered.items() if name in after.tables}
    return replace(after, covered=kept)


def is_sent_otherwise(before: WarehouseFeed, after: WarehouseFeed) -> bool:
    """Whether a run that began under the one does not fit the other."""
    return any(
        getattr(before, name) != getattr(after, name) for name in ("tables", *WHERE_AND_WHAT)
    )


def tables_of(feed: WarehouseFeed) -> list[RunTable]:
    """What the next run has: whole what does not lie there in its schema, else what changed."""
    return [
        RunTable(
            name=name,
            schema_version=TABLES[name].version,
            is_full=feed.covered.get(name) != TABLES[name].version,
        )
        for name in feed.tables
        if name in TABLES
    ]


def is_current(run: WarehouseRun) -> bool:
    """Whether its tables still are as they were when it began, before a release that came since."""
    return all(
        each.name in TABLES and TABLES[each.name].version == each.schema_version
        for each in run.tables
    )


def next_at(feed: WarehouseFeed, *, after: datetime, time_zone: str) -> datetime:
    """When the next run is due: each full hour, or once a day by the organization's clock."""
    if feed.cadence == FeedCadence.HOURLY:
        hour = after.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
        return hour + timedelta(hours=1)
    return cadences.next_at(
        Cadence.DAILY, hour=feed.hour, weekday=1, month_day=1, after=after, time_zone=time_zone
    )


def file_name(feed: WarehouseFeed, run: WarehouseRun, table: RunTable, part: int) -> str:
    """What a file is called in the store: the same however often, and no other run's."""
    name = f"{table.name}/v{table.schema_version}/{_stem(run)}-{part:04d}.parquet"
    return _in_folder(feed, name)


def manifest_name(feed: WarehouseFeed, run: WarehouseRun) -> str:
    return _in_folder(feed, f"_manifests/{_stem(run)}.json")


def manifest_of(
    feed: WarehouseFeed, run: WarehouseRun, files: Sequence[FeedFile], *, organization_id: UUID
) -> bytes:
    """What a reader needs to know of a run: which files it has, and what they are."""
    tables = [
        {
            "name": table.name,
            "schema_version": table.schema_version,
            "is_full": table.is_full,
            "row_count": sum(each.row_count for each in files if each.table_name == table.name),
            "files": [_entry(feed, each) for each in files if each.table_name == table.name],
        }
        for table in run.tables
    ]
    said: dict[str, Any] = {
        "format": MANIFEST_FORMAT,
        "organization_id": str(organization_id),
        "feed_id": str(feed.id),
        "run": run.sequence,
        "started_at": run.started_at.astimezone(UTC).isoformat(),
        "previous_watermark": run.from_position,
        "watermark": run.until_position,
        "has_personal_data": run.has_personal_data,
        "tables": tables,
    }
    return json.dumps(said, indent=1).encode()


def is_told(failure: DeliveryFailure, *, failures: int) -> bool:
    """Whether it is a fact by now that a run does not get on, which it is once."""
    return failures == (PATIENCE if failure is DeliveryFailure.UNREACHABLE else 1)


def _entry(feed: WarehouseFeed, file: FeedFile) -> dict[str, Any]:
    return {
        "name": file.name.removeprefix(f"{feed.folder}/") if feed.folder else file.name,
        "row_count": file.row_count,
        "size_bytes": file.size_bytes,
        "sha256": file.sha256,
    }


def _stem(run: WarehouseRun) -> str:
    return f"{run.sequence:08d}-{run.id.hex[-8:]}"


def _in_folder(feed: WarehouseFeed, name: str) -> str:
    return f"{feed.folder}/{name}" if feed.folder else name
