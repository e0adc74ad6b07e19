"""Import a programme from schedule XML, CSV or iCalendar, as often as one likes."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NoReturn
from uuid import UUID

import msgspec

from turnout.kernel import codec
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.ids import new_id
from turnout.kernel.security.sanitize import sanitize
from turnout.modules.events import api as events
from turnout.modules.events.api import EventBrief
from turnout.modules.events.facts import EventChanged
from turnout.modules.programme.errors import (
    ScheduleTimeZoneNeeded,
    ScheduleTooLarge,
    ScheduleUnreadable,
    time_zone_error,
)
from turnout.modules.programme.facts import ProgrammeImported, SessionCancelled
from turnout.modules.programme.models import ProgrammeImportRow, SessionState
from turnout.modules.programme.queries import imports as queries
from turnout.modules.programme.service.change_notices import facts_of, note_gone, note_sessions
from turnout.modules.programme.service.import_rows import (
    by_key,
    counts,
    link_rows,
    links,
    matched,
    row_of,
    tally,
)
from turnout.modules.programme.types import (
    Change,
    Format,
    ImportChange,
    ImportReport,
    MissingSession,
    MissingSessions,
)
from turnout.modules.venues import api as venues
from turnout.programme_formats.csv_reader import parse_csv
from turnout.programme_formats.errors import TimeZoneNeeded, UnknownTimeZone, UnreadableSchedule
from turnout.programme_formats.ical_reader import Window, parse_ics
from turnout.programme_formats.programme import Part, save_metadata
from turnout.programme_formats.report import ParsedSchedule, Problem, Severity
from turnout.programme_formats.xml_reader import parse_schedule, require_zone
from turnout.programme_formats.xml_tree import MAX_BYTES


def import_programme(
    ctx: OrganizationContext,
    event_id: UUID,
    data: bytes,
    *,
    file_format: Format = Format.XML,
    time_zone: str | None = None,
    vanished: MissingSessions = MissingSessions.KEEP,
) -> ImportReport:
    """Take a file's sessions, speakers, tracks and rooms into an event.

    Everything commits together or, for a file that cannot be read, nothing does. Sessions and
    speakers are found again by the file's guid, UID or id, so importing twice changes nothing,
    and what organizers added by hand stays. `time_zone` answers for a file that names none; for
    a table or a calendar the event's own zone does. What an earlier import brought and this
    file lacks is told, and called off or removed only when asked.
    """
    events.require_can_write(ctx, event_id)
    parsed = _read(ctx, event_id, data, file_format=file_format, time_zone=time_zone)
    _require_sessions(parsed, vanished)
    with transaction(ctx) as tx:
        report = _write(tx, event_id, parsed, vanished=vanished, file_format=file_format)
        tx.add(
            ProgrammeImportRow(
                id=report.id,
                event_id=event_id,
                imported_at=report.imported_at,
                imported_by=str(ctx.actor),
                sha256=hashlib.sha256(data).hexdigest(),
                bytes=len(data),
                report=msgspec.to_builtins(report),
            )
        )
    return report


def dry_run_import(
    ctx: OrganizationContext,
    event_id: UUID,
    data: bytes,
    *,
    file_format: Format = Format.XML,
    time_zone: str | None = None,
    vanished: MissingSessions = MissingSessions.KEEP,
) -> ImportReport:
    """Do everything that the import would do, report it, and take it all back."""
    events.require_can_write(ctx, event_id)
    parsed = _read(ctx, event_id, data, file_format=file_format, time_zone=time_zone)
    _require_sessions(parsed, vanished)
    try:
        with transaction(ctx) as tx:
            _take_back(_write(tx, event_id, parsed, vanished=vanished, file_format=file_format))
    except DryRunDone as rehearsed:
        return replace(rehearsed.report, is_dry_run=True)


def _take_back(report: ImportReport) -> NoReturn:
    raise DryRunDone(report)


class DryRunDone(Exception):
    """Takes a transaction back with what it would have done."""

    def __init__(self, report: ImportReport) -> None:
        super().__init__("rehearsed")
        self.report = report


def _write(
    tx: Transaction,
    event_id: UUID,
    parsed: ParsedSchedule,
    *,
    vanished: MissingSessions,
    file_format: Format,
) -> ImportReport:
    event = events.lock_event_brief(tx, event_id)
    writer = ProgrammeWriter(tx, event, parsed)
    report = writer.write(new_id(), vanished)
    if report.has_changes:
        tx.publish(ProgrammeImported(event_id=event_id, import_id=report.id))
    if writer.event.version != event.version:
        tx.publish(EventChanged(event_id=event_id))
    return replace(report, format=file_format)


def _require_sessions(parsed: ParsedSchedule, vanished: MissingSessions) -> None:
    if vanished is not MissingSessions.KEEP and not parsed.programme.sessions:
        says = "The file has no session that can be read; nothing was removed."
        raise ScheduleUnreadable(FieldError("/schedule", says, "no-sessions"))


def read_import(ctx: OrganizationContext, event_id: UUID, import_id: UUID) -> ImportReport:
    events.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        return _report(queries.get_import(tx, event_id, import_id))


def list_imports(
    ctx: OrganizationContext, event_id: UUID, request: PageRequest
) -> Page[ImportReport]:
    """Newest first."""
    events.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event_brief(tx, event_id)
        rows = queries.list_imports(tx, event_id, request)
    return page(rows, request, key=lambda row: ("", row.id)).map(_report)


def _report(row: ProgrammeImportRow) -> ImportReport:
    return codec.convert(row.report, ImportReport, strict=False)


def _read(
    ctx: OrganizationContext,
    event_id: UUID,
    data: bytes,
    *,
    file_format: Format,
    time_zone: str | None,
) -> ParsedSchedule:
    """Read the file while no transaction is open: a large one takes a second."""
    with transaction(ctx) as tx:
        event = events.get_event_brief(tx, event_id)
    zone = time_zone or event.time_zone
    try:
        match file_format:
            case Format.XML:
                return parse_schedule(data, time_zone=time_zone)
            case Format.CSV:
                return parse_csv(data, zone=require_zone(zone))
            case Format.ICS:
                return parse_ics(data, zone=require_zone(zone), window=_window(event))
    except UnreadableSchedule as broken:
        if broken.reason == "too-large":
            raise ScheduleTooLarge(broken.detail, limit_bytes=MAX_BYTES) from broken
        raise ScheduleUnreadable(
            FieldError("/schedule", broken.detail, broken.reason), line=broken.line
        ) from broken
    except TimeZoneNeeded as asked:
        raise ScheduleTimeZoneNeeded(time_zone_error(str(asked), "missing")) from asked
    except UnknownTimeZone as unknown:
        raise Invalid(time_zone_error(str(unknown), "unknown")) from unknown


def _window(event: EventBrief) -> Window | None:
    if event.starts_at is None or event.ends_at is None:
        return None
    return event.starts_at, event.ends_at


MAX_CHANGES = 500
"""Named one by one in a report; the tallies count them all."""


class ProgrammeWriter:
    """One import. The event's row is locked, so two imports of one event follow each other.

    `event` is as the import leaves it: with a place and dates where it had none.
    """

    def __init__(self, tx: Transaction, event: EventBrief, parsed: ParsedSchedule) -> None:
        self._tx = tx
        self.event = event
        self._parsed = parsed
        present = queries.present_sessions(tx, event.id)
        known = [(UUID(row["id"]), row["source_key"], row["source_id"]) for row in present]
        self._programme = matched(tx, event.id, parsed.programme, sessions=known)
        self._present = by_key(present)
        self._changes: list[ImportChange] = []

    def write(self, import_id: UUID, vanished: MissingSessions) -> ImportReport:
        self._complete_event()
        programme, event = self._programme, self.event
        people = self._write_speakers()
        sessions, gone = self._write_sessions()
        removed, removed_people, cancelled = 0, 0, 0
        if vanished is MissingSessions.REMOVE:
            removed, removed_people = self._remove(gone)
        elif vanished is MissingSessions.CANCEL:
            cancelled = self._call_off(gone)
        if programme.keeps_frame:
            queries.keep_frame(self._tx, event.id, save_metadata(programme))
        return ImportReport(
            id=import_id,
            event_id=event.id,
            imported_at=self._tx.now,
            time_zone=programme.time_zone,
            counts=counts(programme),
            sessions=tally(len(programme.sessions), sessions, removed, cancelled),
            speakers=tally(len(programme.speakers), people, removed_people),
            vanished=tuple(gone),
            problems=(*self._zone_problem(), *self._parsed.problems),
            problems_left_out=self._parsed.problems_left_out,
            changes=tuple(self._changes[:MAX_CHANGES]),
            changes_left_out=max(0, len(self._changes) - MAX_CHANGES),
        )

    def _remove(self, gone: Sequence[MissingSession]) -> tuple[int, int]:
        """Take away the sessions that are gone, then imported speakers nobody names any more."""
        note_gone(self._tx, self.event, self._befores(gone))
        queries.remove_sessions(self._tx, [each.session_id for each in gone])
        for each in gone:
            self._note("session", each.title, each.source_key, change=Change.REMOVED)
            self._tell_cancelled(each.session_id)
        stated = [speaker.key for speaker in self._programme.speakers]
        return len(gone), queries.remove_idle_speakers(self._tx, self.event.id, stated)

    def _call_off(self, gone: Sequence[MissingSession]) -> int:
        """Cancel the sessions that are gone; they return when a later file has them again."""
        called_off = queries.cancel_sessions(self._tx, [each.session_id for each in gone])
        note_sessions(self._tx, self.event, self._befores(gone))
        for each in gone:
            if each.session_id in called_off:
                self._note("session", each.title, each.source_key, change=Change.CANCELLED)
                self._tell_cancelled(each.session_id)
        return len(called_off)

    def _befores(self, gone: Sequence[MissingSession]) -> dict[UUID, Mapping[str, Any]]:
        """How those that would have taken place were, which people have to hear of."""
        rows = {each.session_id: self._present[each.source_key] for each in gone}
        return {key: row for key, row in rows.items() if row["state"] == SessionState.SCHEDULED}

    def _tell_cancelled(self, session_id: UUID) -> None:
        self._tx.publish(SessionCancelled(event_id=self.event.id, session_id=session_id))

    def _note(self, kind: str, name: str, key: str, *, change: Change) -> None:
        self._changes.append(ImportChange(kind=kind, name=name, source_key=key, change=change))

    def _complete_event(self) -> None:
        """Fill what the organizer left open: place; dates and their zone. What is stated stays."""
        event, programme = self.event, self._programme
        venue_id, times = event.venue_id, None
        if venue_id is None and (programme.conference.venue or programme.rooms):
            name = programme.conference.venue or event.title
            new = venues.NewVenue(name=name, city=programme.conference.city)
            venue_id = venues.ensure_venue(self._tx, new).id
        if event.starts_at is None and programme.sessions:
            starts_at = min(session.starts_at for session in programme.sessions)
            times = (starts_at, max(session.ends_at for session in programme.sessions))
        if venue_id != event.venue_id or times is not None:
            self.event = events.complete_event(
                self._tx,
                event.id,
                venue_id=venue_id,
                times=times,
                time_zone=programme.time_zone,
            )

    def _write_speakers(self) -> list[bool]:
        rows = [
            {
                "id": str(new_id()),
                "source_key": speaker.key,
                "source_id": speaker.source_id,
                "name": speaker.name,
                "biography": sanitize(speaker.biography),
            }
            for speaker in self._programme.speakers
        ]
        written = queries.write_speakers(self._tx, self.event.id, rows)
        for speaker in self._programme.speakers:
            if speaker.key in written:
                change = Change.CREATED if written[speaker.key] else Change.UPDATED
                self._note("speaker", speaker.name, speaker.key, change=change)
        return list(written.values())

    def _write_sessions(self) -> tuple[list[bool], list[MissingSession]]:
        """Whether each session that was added or changed is new; and those the file lacks."""
        rows = self._session_rows()
        changed = queries.write_sessions(self._tx, self.event.id, rows)
        present = queries.sessions_by_key(self._tx, self.event.id)
        ids = {key: session_id for key, (session_id, _) in present.items()}
        with_new_parts = self._write_links(ids) | self._write_appearances(ids)
        if only_parts := with_new_parts - changed.keys():
            queries.mark_changed(self._tx, only_parts)
            changed.update(dict.fromkeys(only_parts, False))
        self._tell_changes(rows, ids, changed)
        stated = {session.key for session in self._programme.sessions}
        gone = [
            MissingSession(session_id=session_id, title=title, source_key=key)
            for key, (session_id, title) in present.items()
            if key not in stated
        ]
        return list(changed.values()), gone

    def _tell_changes(
        self, rows: list[dict[str, Any]], ids: Mapping[str, UUID], changed: Mapping[UUID, bool]
    ) -> None:
        """Name each in the report, and announce what those concerned should know."""
        befores: dict[UUID, Mapping[str, Any]] = {}
        for row in rows:
            session_id = ids[row["source_key"]]
            if session_id not in changed:
                continue
            change = Change.CREATED if changed[session_id] else Change.UPDATED
            self._note("session", row["title"], row["source_key"], change=change)
            before = self._present.get(row["source_key"])
            for fact in facts_of(self.event.id, session_id, before=before, after=row):
                self._tx.publish(fact)
                befores[session_id] = before or row
        note_sessions(self._tx, self.event, befores)

    def _session_rows(self) -> list[dict[str, Any]]:
        tracks = self._write_tracks()
        rooms = self._ensure_rooms()
        return [
            row_of(
                session,
                track_id=_text(tracks, session.track),
                room_id=_text(rooms, session.room),
                says=self._programme.says,
                before=self._present.get(session.key),
            )
            for session in self._programme.sessions
        ]

    def _write_tracks(self) -> dict[str, UUID]:
        rows = [
            {"id": str(new_id()), "name": track.name, "colour": track.colour, "position": position}
            for position, track in enumerate(self._programme.tracks)
        ]
        return queries.write_tracks(self._tx, self.event.id, rows)

    def _ensure_rooms(self) -> dict[str, UUID]:
        names = [room.name for room in self._programme.rooms]
        if self.event.venue_id is None or not names:
            return {}
        return venues.ensure_rooms(self._tx, self.event.venue_id, names)

    def _write_links(self, ids: Mapping[str, UUID]) -> set[UUID]:
        """Ids of the sessions whose links or attachments are others than before."""
        before = queries.links_by_session(self._tx, self.event.id)
        says = self._programme.says
        wanted = {
            ids[session.key]: links(session, says, before.get(ids[session.key], []))
            for session in self._programme.sessions
        }
        changed = {key for key, links in wanted.items() if before.get(key, []) != links}
        if changed:
            rows = [row for key in changed for row in link_rows(key, wanted[key])]
            queries.replace_links(self._tx, changed, rows)
        return changed

    def _write_appearances(self, ids: Mapping[str, UUID]) -> set[UUID]:
        """Ids of the sessions whose speakers are others than before, or in another order."""
        if Part.PERSONS not in self._programme.says:
            return set()
        people = queries.speakers_by_key(self._tx, self.event.id)
        before = queries.appearances_by_session(self._tx, self.event.id)
        wanted = {
            ids[session.key]: [people[key] for key in session.persons]
            for session in self._programme.sessions
        }
        changed = {key for key, speakers in wanted.items() if list(before.get(key, {})) != speakers}
        if changed:
            rows = [
                {
                    "id": str(new_id()),
                    "session_id": str(key),
                    "speaker_id": str(speaker_id),
                    "role": before.get(key, {}).get(speaker_id, ""),
                    "position": position,
                }
                for key in changed
                for position, speaker_id in enumerate(wanted[key])
            ]
            queries.replace_appearances(self._tx, changed, rows)
        return changed

    def _zone_problem(self) -> list[Problem]:
        named = self._programme.time_zone
        if named is None or named == self.event.time_zone:
            return []
        return [
            Problem(
                line=1,
                place="/schedule",
                reason="not-the-event-zone",
                detail=f"Times were read in {named}; the event shows them in its own zone.",
                value=self.event.time_zone,
                effect=Severity.NOTED,
            )
        ]


def _text(ids: Mapping[str, UUID], name: str | None) -> str | None:
    return str(ids[name]) if name is not None and name in ids else None
