"""Decisions about series: whom a change still reaches, which events a new rule has. Pure."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.time_zones import clocks, place
from turnout.modules.events.api import SeriesMember, State
from turnout.modules.series.types import RecurrenceInput
from turnout.programme_formats.recurrence import occurrences, read_rule

AHEAD: Final = frozenset({State.DRAFT, State.REVIEW, State.PUBLISHED, State.POSTPONED})


def is_ahead(event: SeriesMember, now: datetime) -> bool:
    """Whether a change of its whole series may still touch an event: never the past."""
    return event.state in AHEAD and (event.starts_at is None or event.starts_at > now)


def planned_times(wanted: RecurrenceInput, starts: datetime, zone: ZoneInfo) -> list[datetime]:
    """The local times of a rule from `starts` on; Invalid names what is wrong with it."""
    return occurrences(
        read_rule(wanted.rule.strip(), zone),
        starts,
        zone,
        added=wanted.added_times,
        left_out=wanted.left_out_times,
    )


def occurrences_kept(
    rows: Sequence[SeriesMember], plan: Collection[datetime]
) -> dict[UUID, datetime]:
    """The events that a new rule has as well, each with its local time in the rule."""
    # Where clocks skip a planned time the event stands after the gap.
    stands = {
        clocks(place(local, zone), zone): local
        for zone in {ZoneInfo(row.time_zone) for row in rows}
        for local in plan
    }
    found: dict[UUID, datetime] = {}
    for row in rows:
        at = row.occurrence_local if row.is_detached else row.starts_local
        local = stands.get(at) if at is not None else None
        if local is not None and local not in found.values():
            found[row.id] = local
    return found
