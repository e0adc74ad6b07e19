"""Import a programme from schedule XML, CSV or iCalendar, as often as one likes."""

import hashlib
from dataclasses import replace
from typing import NoReturn
from uuid import UUID

import msgspec

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.ids import new_id
from turnout.modules.events import api as events
from turnout.modules.events.facts import EventChanged
from turnout.modules.programme.errors import (
    ScheduleTimeZoneNeeded,
    ScheduleTooLarge,
    ScheduleUnreadable,
    time_zone_error,
)
from turnout.modules.programme.facts import ProgrammeImported
from turnout.modules.programme.models import ProgrammeImportRow
from turnout.modules.programme.queries import imports as queries
from turnout.modules.programme.service.programme_writer import ProgrammeWriter
from turnout.modules.programme.types import Format, ImportReport, MissingSessions
from turnout.programme_formats.csv_reader import parse_csv
from turnout.programme_formats.errors import TimeZoneNeeded, UnknownTimeZone, UnreadableSchedule
from turnout.programme_formats.ical_reader import Window, parse_ics
from turnout.programme_formats.report import ParsedSchedule
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
    return msgspec.convert(row.report, ImportReport, strict=False)


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
        here, starts_at, ends_at = event.time_zone, event.starts_at, event.ends_at
    window = (starts_at, ends_at) if starts_at is not None and ends_at is not None else None
    return _parse(data, file_format, zone=time_zone, here=here, window=window)


def _parse(
    data: bytes, file_format: Format, *, zone: str | None, here: str, window: Window | None
) -> ParsedSchedule:
    try:
        match file_format:
            case Format.XML:
                return parse_schedule(data, time_zone=zone)
            case Format.CSV:
                return parse_csv(data, zone=require_zone(zone or here))
            case Format.ICS:
                return parse_ics(data, zone=require_zone(zone or here), window=window)
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
