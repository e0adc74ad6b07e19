"""Events and programmes as others read them, inside their transaction."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction
from turnout.modules.events import rules
from turnout.modules.events.errors import EventNotFound
from turnout.modules.events.models import (
    EventKind,
    EventRow,
    SessionRow,
    SessionState,
    SpeakerRow,
    State,
    TrackRow,
    Visibility,
)
from turnout.modules.events.queries import events as event_queries
from turnout.modules.events.queries import programme as programme_queries
from turnout.modules.events.queries import self_service as session_queries
from turnout.modules.events.types import (
    Event,
    EventBrief,
    Location,
    Programme,
    PublicSpeaker,
    Room,
    Session,
    SessionCapacity,
    Speaker,
    Texts,
    Track,
)
from turnout.modules.venues import api as venues
from turnout.programme_formats.programme import Link


def get_event(tx: Transaction, event_id: UUID) -> Event:
    """The event, or EventMissing; one in the bin is found: its orders still name it."""
    found = find_event(tx, event_id)
    if found is None:
        raise EventNotFound
    return found


def find_event(tx: Transaction, event_id: UUID) -> Event | None:
    row = event_queries.find_even_deleted(tx, event_id)
    return None if row is None else to_event(tx, row)


def get_event_brief(tx: Transaction, event_id: UUID) -> EventBrief:
    """The event in brief, or EventNotFound; one in the bin is not found."""
    return EventBrief.of(event_queries.get_event(tx, event_id))


def lock_event_brief(tx: Transaction, event_id: UUID) -> EventBrief:
    """The event in brief, locked for whoever changes what hangs on it.

    EventNotFound without it, EventArchived when it is put away.
    """
    return EventBrief.of(event_queries.lock_open_event(tx, event_id))


def find_event_by_slug(tx: Transaction, slug: str) -> Event | None:
    """The event that has this address name, or had it: then its `slug` is another."""
    row = event_queries.find_event_by_slug(tx, slug)
    return None if row is None else to_event(tx, row)


def list_events(
    tx: Transaction,
    request: PageRequest,
    *,
    states: Collection[State] = (),
    only: Collection[UUID] | None = None,
    templates: bool = False,
) -> Page[Event]:
    """Newest first; two statements, however many events."""
    rows = event_queries.list_events(tx, request, states=states, only=only, templates=templates)
    found = page(rows, request, key=lambda row: ("", row.id))
    places = _places(tx, found.items)
    return found.map(lambda row: _event(row, places))


def to_event(tx: Transaction, row: EventRow) -> Event:
    return _event(row, _places(tx, [row]))


def events_by_id(tx: Transaction, event_ids: Collection[UUID]) -> list[Event]:
    """Those that are there, in no order."""
    return to_events(tx, event_queries.list_by_id(tx, event_ids))


def to_events(tx: Transaction, rows: Sequence[EventRow]) -> list[Event]:
    places = _places(tx, rows)
    return [_event(row, places) for row in rows]


def programme(tx: Transaction, event_id: UUID) -> Programme:
    """Everything of an event's programme; a fixed number of statements."""
    event = event_queries.get_event(tx, event_id)
    rows = programme_queries.read_sessions(tx, event_id)
    sessions = _sessions(
        rows,
        ZoneInfo(event.time_zone),
        links=programme_queries.read_links(tx, event_id),
        speakers=programme_queries.read_appearances(tx, event_id),
    )
    room_ids = {row.room_id for row in rows if row.room_id is not None}
    rooms = venues.rooms_by_id(tx, list(room_ids))
    return Programme(
        event_id=event.id,
        title=event.title,
        time_zone=event.time_zone,
        days=tuple(sorted({session.day for session in sessions})),
        rooms=tuple(_room(room) for room in rooms.values()),
        tracks=tuple(track_of(row) for row in programme_queries.list_tracks(tx, event_id)),
        speakers=tuple(
            PublicSpeaker(**_public(row)) for row in programme_queries.read_speakers(tx, event_id)
        ),
        sessions=tuple(sessions),
    )


def find_session(tx: Transaction, event_id: UUID, session_id: UUID) -> Session | None:
    event, row = find_event(tx, event_id), programme_queries.find_session(tx, event_id, session_id)
    if event is None or row is None:
        return None
    return sessions_of(tx, [row], ZoneInfo(event.time_zone))[0]


def sessions_of(tx: Transaction, rows: Sequence[SessionRow], zone: ZoneInfo) -> list[Session]:
    ids = [row.id for row in rows]
    return _sessions(
        rows,
        zone,
        links=programme_queries.list_links(tx, ids),
        speakers=programme_queries.list_appearances(tx, ids),
    )


def require_session(tx: Transaction, event_id: UUID, session_id: UUID) -> None:
    """SessionNotFound unless the event has this session."""
    programme_queries.get_session(tx, event_id, session_id)


def lock_session(tx: Transaction, event_id: UUID, session_id: UUID) -> SessionCapacity:
    """Lock a session while its places are given out; SessionNotFound without it."""
    return programme_queries.lock_session(tx, event_id, session_id)


def list_sessions_with_registration(tx: Transaction, event_id: UUID) -> list[SessionCapacity]:
    """Sessions that one registers for, in order of time; EventNotFound without the event."""
    event_queries.get_event(tx, event_id)
    return programme_queries.list_capacities(tx, event_id)


def sessions_by_id(
    tx: Transaction, session_ids: Collection[UUID], *, time_zone: str
) -> list[Session]:
    """Those that are there, in order of time."""
    rows = session_queries.list_sessions(tx, session_ids)
    return sessions_of(tx, rows, ZoneInfo(time_zone))


def _sessions(
    rows: Sequence[Any],
    zone: ZoneInfo,
    *,
    links: Mapping[tuple[UUID, str], Sequence[Link]],
    speakers: Mapping[UUID, Sequence[programme_queries.Appearance]],
) -> list[Session]:
    """Sessions of rows, or of plain rows with the same names."""
    return [
        _session(
            row,
            zone,
            links=links.get((row.id, "link"), ()),
            attachments=links.get((row.id, "attachment"), ()),
            speaker_ids=[speaker_id for speaker_id, _ in speakers.get(row.id, ())],
            speaker_roles=[role for _, role in speakers.get(row.id, ())],
        )
        for row in rows
    ]


def _session(row: Any, zone: ZoneInfo, **parts: Sequence[Any]) -> Session:
    local = row.starts_at.astimezone(zone).replace(tzinfo=None, fold=0)
    same = ("id", "event_id", "title", "subtitle", "abstract", "description", "kind", "language")
    more = ("track_id", "room_id", "starts_at", "ends_at", "capacity", "slug", "url")
    rest = ("feedback_url", "source_key", "version", "needs_registration")
    stated: dict[str, Any] = {name: getattr(row, name) for name in (*same, *more, *rest)}
    stated |= {name: tuple(part) for name, part in parts.items()}
    return Session(
        **stated,
        day=rules.programme_day(local),
        starts_local=local,
        ends_local=row.ends_at.astimezone(zone).replace(tzinfo=None, fold=0),
        tags=tuple(row.tags),
        state=SessionState(row.state),
    )


def speaker_of(row: SpeakerRow) -> Speaker:
    return Speaker(**_public(row), email=row.email, source_key=row.source_key, version=row.version)


def _public(row: Any) -> dict[str, Any]:
    same = ("id", "name", "biography", "professional_title", "company", "photo_file_id")
    stated = {name: getattr(row, name) for name in same}
    return {**stated, "links": tuple(Link(**link) for link in row.links)}


def track_of(row: TrackRow) -> Track:
    return Track(id=row.id, name=row.name, colour=row.colour, position=row.position)


def _room(room: venues.Room) -> Room:
    return Room(id=room.id, name=room.name, slug=room.slug, capacity=room.capacity)


def _places(tx: Transaction, rows: Sequence[EventRow]) -> dict[UUID, Location]:
    """Venues of events that state no place of their own."""
    wanted = {row.venue_id for row in rows if row.venue_id is not None and not row.location}
    found = venues.venues_by_id(tx, list(wanted)) if wanted else {}
    names = tuple(asdict(Location()))
    return {
        key: Location(**{name: getattr(venue, name) for name in names})
        for key, venue in found.items()
    }


def _event(row: EventRow, places: dict[UUID, Location]) -> Event:
    same = ("organization_id", "id", "slug", "title", "summary", "description", "time_zone")
    times = ("starts_at", "ends_at", "starts_local", "ends_local", "published_at", "created_at")
    rest = ("updated_at", "venue_id", "online_url", "language", "cover_file_id", "contact_email")
    more = ("category", "state_reason", "version", "contact_name", "contact_phone")
    group = ("is_template", "series_id", "occurrence_local", "is_own")
    stated: dict[str, Any] = {
        name: getattr(row, name) for name in (*same, *times, *rest, *more, *group)
    }
    place = Location(**row.location) if row.location else None
    if place is None and row.venue_id is not None:
        place = places.get(row.venue_id)
    return Event(
        **stated,
        kind=EventKind(row.kind),
        visibility=Visibility(row.visibility),
        state=State(row.state),
        location=place,
        tags=tuple(row.tags),
        custom=row.custom,
        translations={tag: Texts(**texts) for tag, texts in row.translations.items()},
    )
