"""Sessions, speakers and tracks: what organizers arrange by hand, and what visitors read."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.kernel.security.sanitize import sanitize
from turnout.kernel.values import attributes_of, from_attributes
from turnout.modules.events import api as events
from turnout.modules.events.api import Changes, EventBrief, EventNotFound
from turnout.modules.events.facts import EventChanged
from turnout.modules.programme.facts import SessionCancelled
from turnout.modules.programme.models import (
    SessionLinkRow,
    SessionRow,
    SessionSpeakerRow,
    SessionState,
)
from turnout.modules.programme.queries import sessions as queries
from turnout.modules.programme.queries import speakers as speaker_queries
from turnout.modules.programme.rules import OF_SESSION, double_bookings
from turnout.modules.programme.service import programme_reader
from turnout.modules.programme.service.change_notices import facts_of, note_gone, note_sessions
from turnout.modules.programme.types import Conflict, NewSession, Programme, Session, WrittenSession
from turnout.modules.venues import api as venues
from turnout.programme_formats.programme import Link

PARTS = ("speaker_ids", "speaker_roles", "links", "attachments")
RICH = ("abstract", "description")


def read_programme(ctx: PublicContext, event_id: UUID, *, code: str | None = None) -> Programme:
    """For anyone once the event is shown (a private one by its code); before that for members."""
    with suppress(EventNotFound), transaction(ctx) as tx:
        events.get_visible(tx, event_id, code=code)
        return programme_reader.get_programme(tx, event_id)
    member = events.member_of(ctx)
    if member is None:
        raise EventNotFound
    with transaction(member) as tx:
        events.get_for_member(tx, event_id)
        return programme_reader.get_programme(tx, event_id)


def list_sessions(ctx: OrganizationContext, event_id: UUID, request: PageRequest) -> Page[Session]:
    """In order of time."""
    events.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        zone = ZoneInfo(events.get_event_brief(tx, event_id).time_zone)
        rows = queries.list_sessions(tx, event_id, request)
        found = page(rows, request, key=lambda row: (row.starts_at.isoformat(), row.id))
        return Page(programme_reader.sessions_of(tx, found.items, zone), found.next_cursor)


def read_session(ctx: OrganizationContext, event_id: UUID, session_id: UUID) -> Session:
    events.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        event = events.get_event_brief(tx, event_id)
        return _read(tx, event, queries.get_session(tx, event_id, session_id))


def create_session(ctx: OrganizationContext, event_id: UUID, new: NewSession) -> WrittenSession:
    """Add a session; double bookings are no reason to refuse, `list_conflicts` tells them."""
    events.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        event = events.lock_event_brief(tx, event_id)
        stated = attributes_of(new)
        row = SessionRow(event_id=event_id, version=1)
        _require_known(tx, event_id, stated)
        _set(row, stated, event)
        tx.add(row)
        tx.flush()
        _write_parts(tx, row, stated)
        tx.publish(EventChanged(event_id=event_id))
        return _written(tx, event, row)


def change_session(
    ctx: OrganizationContext,
    event_id: UUID,
    session_id: UUID,
    *,
    changes: Changes,
    version: int | None,
) -> WrittenSession:
    """Change the named fields; speakers and links are replaced as whole lists.

    Those who picked it hear of another time, room or title, and of its being called off.
    """
    events.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        event = events.lock_event_brief(tx, event_id)
        row = queries.get_session(tx, event_id, session_id)
        require_version(version, row.version)
        _require_known(tx, event_id, changes)
        before = attributes_of(row, OF_SESSION)
        _set(row, changes, event)
        row.version += 1
        if any(part in changes for part in PARTS):
            present = _read(tx, event, row)
            parts = {part: changes.get(part, getattr(present, part)) for part in PARTS}
            if "speaker_ids" in changes and "speaker_roles" not in changes:
                known = dict(zip(present.speaker_ids, present.speaker_roles, strict=True))
                parts["speaker_roles"] = [known.get(each, "") for each in changes["speaker_ids"]]
            queries.clear_parts(tx, session_id)
            _write_parts(tx, row, parts)
        tx.publish(EventChanged(event_id=event_id))
        after = attributes_of(row, OF_SESSION)
        for fact in facts_of(event_id, session_id, before=before, after=after):
            tx.publish(fact)
            note_sessions(tx, event, {session_id: before})
        return _written(tx, event, row)


def delete_session(ctx: OrganizationContext, event_id: UUID, session_id: UUID) -> None:
    """Take it away for good. Those who picked it or have a place hear that it is called off."""
    events.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        event = events.lock_event_brief(tx, event_id)
        row = queries.get_session(tx, event_id, session_id)
        if row.state == SessionState.SCHEDULED:
            note_gone(tx, event, {session_id: attributes_of(row, OF_SESSION)})
            tx.publish(SessionCancelled(event_id=event_id, session_id=session_id))
        queries.delete_session(tx, row)
        tx.publish(EventChanged(event_id=event_id))


def list_conflicts(ctx: OrganizationContext, event_id: UUID) -> list[Conflict]:
    """Rooms and speakers that are booked twice at once."""
    events.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        sessions = programme_reader.get_programme(tx, event_id).sessions
    kept = [session for session in sessions if session.state == "scheduled"]
    rooms = [(each.room_id, each) for each in kept if each.room_id is not None]
    people = [(speaker_id, each) for each in kept for speaker_id in each.speaker_ids]
    return [*double_bookings("room", rooms), *double_bookings("speaker", people)]


def _set(row: SessionRow, changes: Changes, event: EventBrief) -> None:
    """Write what the row itself holds, checked and made harmless."""
    zone = ZoneInfo(event.time_zone)
    for name, value in changes.items():
        if name in PARTS:
            continue
        if name in RICH:
            setattr(row, name, sanitize(value))
        elif name in ("starts_at", "ends_at"):
            events.local_time(value, zone, f"/{name}")
            setattr(row, name, events.instant(value, zone))
        elif name == "tags":
            row.tags = list(dict.fromkeys(" ".join(tag.split()) for tag in value))
        else:
            setattr(row, name, value.strip() if type(value) is str else value)
    events.require_order(row.starts_at, row.ends_at)
    if row.needs_registration and row.capacity is None:
        says = "Say how many places there are; people register for them."
        raise Invalid(FieldError("/capacity", says))


def _require_known(tx: Transaction, event_id: UUID, stated: Changes) -> None:
    """Asked before a row carries them: the query would send a changed row ahead of itself."""
    track_id, room_id = stated.get("track_id"), stated.get("room_id")
    if track_id is not None and speaker_queries.find_track(tx, event_id, track_id) is None:
        raise Invalid(FieldError("/track_id", "The event has no such track."))
    if room_id is not None and not venues.rooms_by_id(tx, [room_id]):
        raise Invalid(FieldError("/room_id", "The organization has no such room."))


def _write_parts(tx: Transaction, row: SessionRow, parts: Changes) -> None:
    roles = _roles(parts)
    speakers = list(roles)
    known = speaker_queries.list_speaker_ids(tx, row.event_id, speakers) if speakers else set()
    for position, speaker_id in enumerate(speakers):
        if speaker_id not in known:
            says = "The event has no such speaker."
            raise Invalid(FieldError(f"/speaker_ids/{position}", says))
        tx.add(
            SessionSpeakerRow(
                session_id=row.id,
                speaker_id=speaker_id,
                role=roles[speaker_id],
                position=position,
            )
        )
    for kind, links in (("link", parts["links"]), ("attachment", parts["attachments"])):
        _add_links(tx, row, kind, links=links)


def _roles(parts: Changes) -> dict[UUID, str]:
    """Each speaker once, in order, with as what they appear."""
    speakers, roles = parts["speaker_ids"], parts["speaker_roles"]
    if roles and len(roles) != len(speakers):
        says = "Name as many roles as speakers, or none."
        raise Invalid(FieldError("/speaker_roles", says))
    named = [" ".join(role.split()) for role in roles] or [""] * len(speakers)
    found: dict[UUID, str] = {}
    for speaker, role in zip(speakers, named, strict=True):
        found.setdefault(speaker, role)
    return found


def _written(tx: Transaction, event: EventBrief, row: SessionRow) -> WrittenSession:
    conflicts = tuple(queries.list_conflicts_of(tx, row))
    return from_attributes(WrittenSession, _read(tx, event, row), conflicts=conflicts)


def _add_links(tx: Transaction, row: SessionRow, kind: str, *, links: Sequence[Link]) -> None:
    for position, link in enumerate(links):
        stated = asdict(link)
        tx.add(SessionLinkRow(session_id=row.id, kind=kind, position=position, **stated))


def _read(tx: Transaction, event: EventBrief, row: SessionRow) -> Session:
    return programme_reader.sessions_of(tx, [row], ZoneInfo(event.time_zone))[0]
