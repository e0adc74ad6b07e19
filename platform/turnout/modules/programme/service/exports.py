"""A programme as a file (schedule XML, CSV, iCalendar), and as a calendar with an address."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.values import from_attributes
from turnout.modules.events import api as events
from turnout.modules.events.api import Event, EventNotFound, in_language
from turnout.modules.programme import rules
from turnout.modules.programme.models import SessionState
from turnout.modules.programme.queries import imports as queries
from turnout.modules.programme.queries import sessions as session_queries
from turnout.modules.programme.service import programme_reader
from turnout.modules.programme.types import (
    Format,
    Programme,
    PublicSpeaker,
    Session,
    SessionAppointment,
)
from turnout.modules.venues import api as venues
from turnout.programme_formats import programme as files
from turnout.programme_formats.csv_table import write_csv
from turnout.programme_formats.flat_builder import lasts
from turnout.programme_formats.ical_fields import write_ics
from turnout.programme_formats.programme import with_saved_metadata
from turnout.programme_formats.xml_writer import Dialect, is_guid, write_schedule

SHORTEST_UID = 16
"""A shorter key of a file (a number, mostly) is not unique among the world's calendars."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeFile:
    """The programme in a file's own words, and what only some formats tell."""

    programme: files.Programme
    slug: str
    changed_at: datetime
    sequences: dict[str, int]
    keys: dict[str, str]
    """The key in the file of each session, by its id."""

    def as_calendar(self) -> bytes:
        return write_ics(self.programme, changed_at=self.changed_at, sequences=self.sequences)


def export_programme(
    ctx: PublicContext,
    event_id: UUID,
    file_format: Format,
    *,
    code: str | None = None,
    languages: Sequence[str] = (),
    dialect: Dialect = Dialect.FULL,
) -> tuple[str, bytes]:
    """The file and its name. For anyone once the event is shown; before that for members.

    `dialect` is of schedule XML.
    """
    found = _read(ctx, event_id, code=code, languages=languages)
    name = f"{found.slug}.{file_format}"
    match file_format:
        case Format.XML:
            return name, write_schedule(found.programme, dialect)
        case Format.CSV:
            return name, write_csv(found.programme)
        case Format.ICS:
            return name, found.as_calendar()


def _read(
    ctx: PublicContext, event_id: UUID, *, code: str | None, languages: Sequence[str]
) -> ProgrammeFile:
    with suppress(EventNotFound), transaction(ctx) as tx:
        event = events.get_visible(tx, event_id, code=code)
        return get_programme_file(tx, in_language(event, languages))
    member = events.member_of(ctx)
    if member is None:
        raise EventNotFound
    with transaction(member) as tx:
        return get_programme_file(tx, in_language(events.get_for_member(tx, event_id), languages))


def get_programme_file(tx: Transaction, event: Event) -> ProgrammeFile:
    """Everything that a file says of the programme; a fixed number of statements."""
    programme = programme_reader.get_programme(tx, event.id)
    making = _Making(tx, event, programme)
    stated = making.programme()
    frame = queries.find_frame(tx, event.id)
    return ProgrammeFile(
        programme=stated if frame is None else with_saved_metadata(stated, frame),
        slug=event.slug,
        changed_at=event.updated_at,
        keys={str(each.id): making.key_of(each) for each in programme.sessions},
        sequences={making.key_of(each): each.version - 1 for each in programme.sessions},
    )


def list_appointments(tx: Transaction, session_ids: Collection[UUID]) -> list[SessionAppointment]:
    """Sessions as calendars know them, in order of time; what is gone is left out."""
    rows = session_queries.list_sessions_by_id(tx, session_ids) if session_ids else []
    rooms = venues.rooms_by_id(tx, [row.room_id for row in rows if row.room_id])
    return [
        from_attributes(
            SessionAppointment,
            row,
            session_id=row.id,
            uid=_uid_of(row.source_key, row.id),
            sequence=row.version - 1,
            room=rooms[row.room_id].name if row.room_id in rooms else "",
            is_cancelled=row.state == SessionState.CANCELLED,
        )
        for row in rows
    ]


def _uid_of(key: str | None, session_id: UUID) -> str:
    """The key that a file gave, where nothing else in the world has it; else our id."""
    return key if key and len(key) >= SHORTEST_UID else str(session_id)


class _Making:
    def __init__(self, tx: Transaction, event: Event, programme: Programme) -> None:
        self._event = event
        self._programme = programme
        self._zone = ZoneInfo(event.time_zone)
        self._marks = queries.session_marks(tx, event.id)
        self._people = queries.speaker_marks(tx, event.id)
        self._tracks = {track.id: track.name for track in programme.tracks}
        self._rooms = {room.id: room.name for room in programme.rooms}

    def programme(self) -> files.Programme:
        event, programme = self._event, self._programme
        place = event.location
        return files.Programme(
            conference=files.Conference(
                title=event.title,
                acronym=event.slug,
                venue=place.name if place else "",
                city=place.city if place else "",
                day_change=(datetime.combine(event.created_at, time(0)) + rules.DAY_BEGINS).time(),
            ),
            time_zone=event.time_zone,
            days=tuple(
                files.Day(index=index, date=day) for index, day in enumerate(programme.days, 1)
            ),
            rooms=tuple(files.Room(name=room.name) for room in programme.rooms),
            tracks=tuple(from_attributes(files.Track, track) for track in programme.tracks),
            sessions=tuple(self._session(each) for each in programme.sessions),
            speakers=tuple(self._speaker(each) for each in programme.speakers),
        )

    def key_of(self, session: Session) -> str:
        return _uid_of(self._marks[session.id][0], session.id)

    def _session(self, session: Session) -> files.Session:
        key, number, logo, recording = self._marks[session.id]
        return from_attributes(
            files.Session,
            session,
            key=self.key_of(session),
            source_id=number or key,
            guid=key if key and is_guid(key) else str(session.id),
            start=session.starts_at.astimezone(self._zone),
            duration=lasts(session.starts_at, session.ends_at),
            line=0,
            place="",
            room=self._rooms[session.room_id] if session.room_id else None,
            track=self._tracks[session.track_id] if session.track_id else None,
            persons=tuple(self._person_key(each) for each in session.speaker_ids),
            logo=logo,
            recording=files.Recording(**recording) if recording else None,
            is_cancelled=session.state == "cancelled",
        )

    def _speaker(self, speaker: PublicSpeaker) -> files.Speaker:
        source_id = self._people[speaker.id][1]
        return from_attributes(
            files.Speaker, speaker, key=self._person_key(speaker.id), source_id=source_id
        )

    def _person_key(self, speaker_id: UUID) -> str:
        return self._people[speaker_id][0] or str(speaker_id)


def draw_event_feed(ctx: PublicContext, event_id: UUID, mark: str) -> bytes:
    """The programme as a calendar; of an event without one, the event itself."""
    with transaction(ctx) as tx:
        event = events.get_event_by_feed(tx, event_id, mark)
        found = get_programme_file(tx, event)
    if not found.programme.sessions:
        programme = replace(found.programme, sessions=_itself(event))
        sequences = {str(event.id): event.version - 1}
        found = replace(found, programme=programme, sequences=sequences)
    return found.as_calendar()


def _itself(event: Event) -> tuple[files.Session, ...]:
    if event.starts_at is None or event.ends_at is None:
        return ()
    place = event.location
    return (
        files.Session(
            key=str(event.id),
            title=event.title,
            start=event.starts_at.astimezone(ZoneInfo(event.time_zone)),
            duration=event.ends_at - event.starts_at,
            line=0,
            place="",
            abstract=event.summary,
            room=", ".join(filter(None, (place.name, place.city))) if place else None,
            is_cancelled=event.state == "cancelled",
        ),
    )
