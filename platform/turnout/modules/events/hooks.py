"""Questions that modules above events answer: places sold, copies, moves, series.

Events stands below series, programme, sponsors, stock and orders and cannot import them.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from turnout.kernel.db import row_copies
from turnout.kernel.db.row_copies import JsonRow
from turnout.kernel.db.tx import Transaction
from turnout.kernel.hooks import Hook
from turnout.modules.events.types import CopiedPart, EventBrief


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCopy:
    """An event that was just copied, within the copy's own transaction."""

    source_id: UUID
    copy_id: UUID
    parts: frozenset[CopiedPart]
    shifted_by: timedelta | None
    """By how much clocks show more in the copy; None where there is nothing to go by."""
    time_zone: str
    exported: Mapping[str, list[JsonRow]] | None = None
    """What another organization's event had, by table; None: the source is of this one."""

    def list_rows(
        self, tx: Transaction, table: str, column: str, ids: Collection[UUID]
    ) -> list[JsonRow]:
        """The source's rows whose `column` is one of `ids`, wherever the source is."""
        if self.exported is None:
            return row_copies.list_rows(tx, table, column, ids)
        wanted = {str(each) for each in ids}
        return [row for row in self.exported.get(table, ()) if row[column] in wanted]

    def copy_rows(self, tx: Transaction, table: str) -> dict[str, str]:
        """Copy the source's rows of a table as they are; old id → new id."""
        rows = self.list_rows(tx, table, "event_id", [self.source_id])
        return row_copies.write_copies(
            tx, table, rows, change=lambda _: {"event_id": str(self.copy_id)}
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class EventShift:
    """An event that is about to get other times: `event` as it is, then by how much and where."""

    event: EventBrief
    by: timedelta
    time_zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPublishing:
    """An event that is about to be published, for the first time or again."""

    event: EventBrief
    is_first: bool


PLACES_SOLD: Final = Hook[Callable[[Transaction, Collection[UUID]], Mapping[UUID, int]]]()
"""Counts the places sold or held of each event, in one statement; events without may be absent."""
EVENT_SHIFTED: Final = Hook[Callable[[Transaction, EventShift], None]]()
"""Moves what a module above keeps of the event with a time of its own along with it."""
EVENT_COPIED: Final = Hook[Callable[[Transaction, EventCopy], None]]()
"""Copies what a module above keeps of the event; together with the copy or not at all."""
EVENT_EXPORTED: Final = Hook[Callable[[Transaction, UUID], Mapping[str, list[JsonRow]]]]()
"""Lists by table what a module above keeps of the event and another organization may have: nobody
of this one is named, and nothing that stays here is referred to."""
EVENT_IMPORTED: Final = Hook[Callable[[Transaction, EventCopy], None]]()
"""Writes what was exported of another organization's event; as EVENT_COPIED does."""
OCCURRENCE_PURGED: Final = Hook[Callable[[Transaction, UUID, datetime], None]]()
"""Says that the event a series' rule had at a local time is gone for good."""
WAITS_FOR_APPROVAL: Final = Hook[Callable[[Transaction, EventPublishing], bool]]()
"""Says whether publishing has to wait for the platform, and has then written the request down."""
IS_HELD: Final = Hook[Callable[[Transaction, UUID], bool]]()
"""Says whether the platform took the event down, so that it is not shown again by itself."""


def waits_for_approval(tx: Transaction, publishing: EventPublishing) -> bool:
    return any(waits(tx, publishing) for waits in WAITS_FOR_APPROVAL)


def is_held(tx: Transaction, event_id: UUID) -> bool:
    return any(held(tx, event_id) for held in IS_HELD)


def places_sold(tx: Transaction, event_ids: Collection[UUID]) -> dict[UUID, int]:
    """Count the places that people have, or hold at this moment, of each event that has any."""
    found: dict[UUID, int] = {}
    for count in PLACES_SOLD:
        for event_id, places in count(tx, event_ids).items():
            if places:
                found[event_id] = max(places, found.get(event_id, 0))
    return found
