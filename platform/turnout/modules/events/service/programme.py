"""Sessions, speakers and tracks: what organizers arrange by hand, and what visitors read."""

from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.errors import FieldError, Invalid, PreconditionFailed
from turnout.kernel.pagination import Page, PageRequest, page
from turnout.kernel.tx import Transaction, transaction
from turnout.modules.events import policies, rules
from turnout.modules.events.errors import EventMissing
from turnout.modules.events.facts import EventChanged
from turnout.modules.events.markup import sanitise
from turnout.modules.events.models import (
    EventRow,
    SessionLinkRow,
    SessionRow,
    SessionSpeakerRow,
)
from turnout.modules.events.queries import events as event_queries
from turnout.modules.events.queries import programme as queries
from turnout.modules.events.records import Changes, Conflict, NewSession, Programme, Session
from turnout.modules.events.schedule.conflicts import Booking, overlapping
from turnout.modules.events.schedule.programme import Link
from turnout.modules.events.service import reading
from turnout.modules.organizations import api as organizations
from turnout.modules.venues import api as venues

PARTS = ("speaker_ids", "links", "attachments")
RICH = ("abstract", "description")


def read_programme(ctx: PublicContext, event_id: UUID) -> Programme:
    """For anyone once the event is shown; before that for members who may see drafts."""
    with transaction(ctx) as tx:
        if reading.get_event(tx, event_id).is_shown:
            return reading.programme(tx, event_id)
    member = _member(ctx)
    if member is None:
        raise EventMissing
    policies.require_can_read(member, event_id)
    with transaction(member) as tx:
        return reading.programme(tx, event_id)


def list_sessions(ctx: OrganizationContext, event_id: UUID, request: PageRequest) -> Page[Session]:
    """In order of time."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        zone = ZoneInfo(event_queries.get_event(tx, event_id).time_zone)
        rows = queries.list_sessions(tx, event_id, request)
        found = page(rows, request, key=lambda row: (row.starts_at.isoformat(), row.id))
        return Page(reading.sessions_of(tx, found.items, zone), found.next_cursor)


def read_session(ctx: OrganizationContext, event_id: UUID, session_id: UUID) -> Session:
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        event = event_queries.get_event(tx, event_id)
        return _read(tx, event, queries.get_session(tx, event_id, session_id))


def create_session(ctx: OrganizationContext, event_id: UUID, new: NewSession) -> Session:
    """Add a session; double bookings are no reason to refuse, `list_conflicts` tells them."""
    policies.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        event = event_queries.lock_open_event(tx, event_id)
        stated = {name: value for name, value in _fields(new).items() if name not in PARTS}
        row = SessionRow(event_id=event_id, version=1)
        _require_known(tx, event_id, stated)
        _set(row, stated, event)
        tx.add(row)
        event_queries.write(tx)
        _write_parts(tx, row, _fields(new))
        tx.record(EventChanged(event_id=event_id))
        return _read(tx, event, row)


def change_session(
    ctx: OrganizationContext,
    event_id: UUID,
    session_id: UUID,
    *,
    changes: Changes,
    version: int | None,
) -> Session:
    """Change the named fields; speakers and links are replaced as whole lists."""
    policies.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        event = event_queries.lock_open_event(tx, event_id)
        row = queries.get_session(tx, event_id, session_id)
        if version is not None and version != row.version:
            raise PreconditionFailed(version=row.version)
        _require_known(tx, event_id, changes)
        _set(row, {k: v for k, v in changes.items() if k not in PARTS}, event)
        row.version += 1
        if any(part in changes for part in PARTS):
            present = _read(tx, event, row)
            parts = {part: changes.get(part, getattr(present, part)) for part in PARTS}
            queries.clear_parts(tx, session_id)
            _write_parts(tx, row, parts)
        tx.record(EventChanged(event_id=event_id))
        return _read(tx, event, row)


def delete_session(ctx: OrganizationContext, event_id: UUID, session_id: UUID) -> None:
    policies.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        event_queries.lock_open_event(tx, event_id)
        queries.delete_session(tx, queries.get_session(tx, event_id, session_id))
        tx.record(EventChanged(event_id=event_id))


def list_conflicts(ctx: OrganizationContext, event_id: UUID) -> list[Conflict]:
    """Rooms and speakers that are booked twice at once."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        sessions = reading.programme(tx, event_id).sessions
    kept = [session for session in sessions if session.state == "scheduled"]
    rooms = [_booking(s, s.room_id) for s in kept if s.room_id is not None]
    people = [_booking(s, speaker) for s in kept for speaker in s.speaker_ids]
    return [*_conflicts("room", rooms), *_conflicts("speaker", people)]


def _conflicts(kind: str, bookings: Sequence[Booking]) -> list[Conflict]:
    return [
        Conflict(
            kind=kind,
            resource_id=UUID(first.resource),
            first_session_id=UUID(first.label),
            second_session_id=UUID(second.label),
        )
        for first, second in overlapping(bookings)
    ]


def _booking(session: Session, resource: UUID) -> Booking:
    return Booking(
        resource=str(resource),
        label=str(session.id),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
    )


def _member(ctx: PublicContext) -> OrganizationContext | None:
    if ctx.user_id is None:
        return None
    return organizations.membership_of(
        ctx.organization_id, ctx.user_id, actor=ctx.actor, request_id=ctx.request_id
    )


def _fields(new: NewSession) -> dict[str, object]:
    return {name: getattr(new, name) for name in NewSession.__slots__}


def _set(row: SessionRow, changes: Changes, event: EventRow) -> None:
    zone = ZoneInfo(event.time_zone)
    for name, value in changes.items():
        if name in RICH:
            setattr(row, name, sanitise(value))
        elif name in ("starts_at", "ends_at"):
            rules.local_time(value, zone, f"/{name}")
            setattr(row, name, rules.instant(value, zone))
        else:
            setattr(row, name, value.strip() if type(value) is str else value)
    rules.require_order(row.starts_at, row.ends_at)


def _require_known(tx: Transaction, event_id: UUID, stated: Changes) -> None:
    """Asked before a row carries them: the query would send a changed row ahead of itself."""
    track_id, room_id = stated.get("track_id"), stated.get("room_id")
    if track_id is not None and queries.find_track(tx, event_id, track_id) is None:
        raise Invalid(FieldError("/track_id", "The event has no such track."))
    if room_id is not None and not venues.rooms_by_id(tx, [room_id]):
        raise Invalid(FieldError("/room_id", "The organization has no such room."))


def _write_parts(tx: Transaction, row: SessionRow, parts: Changes) -> None:
    speakers = list(dict.fromkeys(parts["speaker_ids"]))
    known = queries.list_speaker_ids(tx, row.event_id, speakers) if speakers else set()
    for position, speaker_id in enumerate(speakers):
        if speaker_id not in known:
            says = "The event has no such speaker."
            raise Invalid(FieldError(f"/speaker_ids/{position}", says))
        tx.add(
            SessionSpeakerRow(session_id=row.id, speaker_id=speaker_id, role="", position=position)
        )
    for kind, links in (("link", parts["links"]), ("attachment", parts["attachments"])):
        _add_links(tx, row, kind, links=links)


def _add_links(tx: Transaction, row: SessionRow, kind: str, *, links: Sequence[Link]) -> None:
    for position, link in enumerate(links):
        stated = asdict(link)
        tx.add(SessionLinkRow(session_id=row.id, kind=kind, position=position, **stated))


def _read(tx: Transaction, event: EventRow, row: SessionRow) -> Session:
    return reading.sessions_of(tx, [row], ZoneInfo(event.time_zone))[0]
