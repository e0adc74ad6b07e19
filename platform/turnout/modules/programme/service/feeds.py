"""The calendar of an event for whoever has its address: the programme, or the event itself."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import transaction
from turnout.modules.events import api as events
from turnout.modules.events.api import Event
from turnout.modules.programme.service import exports
from turnout.programme_formats import programme as files
from turnout.programme_formats.ical_fields import write_ics


def draw_event_feed(ctx: PublicContext, event_id: UUID, mark: str) -> bytes:
    """The programme as a calendar; of an event without one, the event itself."""
    with transaction(ctx) as tx:
        event = events.get_event_by_feed(tx, event_id, mark)
        found = exports.get_programme_file(tx, event)
    programme, sequences = found.programme, found.sequences
    if not programme.sessions:
        programme = replace(programme, sessions=_itself(event))
        sequences = {str(event.id): event.version - 1}
    return write_ics(programme, changed_at=found.changed_at, sequences=sequences)


def _itself(event: Event) -> tuple[files.Session, ...]:
    if event.starts_at is None or event.ends_at is None:
        return ()
    length: timedelta = event.ends_at - event.starts_at
    place = event.location
    return (
        files.Session(
            key=str(event.id),
            title=event.title,
            start=event.starts_at.astimezone(ZoneInfo(event.time_zone)),
            duration=length,
            line=0,
            place="",
            abstract=event.summary,
            room=", ".join(filter(None, (place.name, place.city))) if place else None,
            is_cancelled=event.state == "cancelled",
        ),
    )
