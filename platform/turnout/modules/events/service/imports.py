"""Import a programme from schedule XML, as often as one likes."""

import hashlib
from uuid import UUID

import msgspec

from turnout.kernel.context import OrganizationContext
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.ids import new_id
from turnout.kernel.pagination import Page, PageRequest, page
from turnout.kernel.tx import transaction
from turnout.modules.events import policies
from turnout.modules.events.errors import (
    ScheduleTimeZoneNeeded,
    ScheduleTooLarge,
    ScheduleUnreadable,
    time_zone_error,
)
from turnout.modules.events.facts import EventChanged, ProgrammeImported
from turnout.modules.events.models import ProgrammeImportRow
from turnout.modules.events.queries import events as event_queries
from turnout.modules.events.queries import imports as queries
from turnout.modules.events.records import ImportReport, Vanished
from turnout.modules.events.schedule.parser import ParsedSchedule, parse_schedule
from turnout.modules.events.schedule.refusals import (
    TimeZoneNeeded,
    UnknownTimeZone,
    UnreadableSchedule,
)
from turnout.modules.events.schedule.tree import MAX_BYTES
from turnout.modules.events.service.import_writing import ProgrammeWriter


def import_programme(
    ctx: OrganizationContext,
    event_id: UUID,
    xml: bytes,
    *,
    time_zone: str | None = None,
    vanished: Vanished = Vanished.KEEP,
) -> ImportReport:
    """Take a schedule's sessions, speakers, tracks and rooms into an event.

    Everything commits together or, for a file that cannot be read, nothing does. Sessions and
    speakers are found again by the file's guid or id, so importing twice changes nothing, and
    what organizers added by hand stays. `time_zone` answers for a file that names none. What
    an earlier import brought and this file lacks is told, and removed only on `REMOVE`.
    """
    policies.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        event_queries.get_event(tx, event_id)
    parsed = _parse(xml, time_zone)
    if vanished is Vanished.REMOVE and not parsed.programme.sessions:
        says = "The file has no session that can be read; nothing was removed."
        raise ScheduleUnreadable(FieldError("/schedule", says, "no-sessions"))
    with transaction(ctx) as tx:
        event = event_queries.lock_open_event(tx, event_id)
        before = event.version
        report = ProgrammeWriter(tx, event, parsed).write(new_id(), vanished)
        tx.add(
            ProgrammeImportRow(
                id=report.id,
                event_id=event_id,
                imported_at=report.imported_at,
                imported_by=str(ctx.actor),
                sha256=hashlib.sha256(xml).hexdigest(),
                bytes=len(xml),
                report=msgspec.to_builtins(report),
            )
        )
        if report.has_changes:
            tx.record(ProgrammeImported(event_id=event_id, import_id=report.id))
        if event.version != before:
            tx.record(EventChanged(event_id=event_id))
    return report


def read_import(ctx: OrganizationContext, event_id: UUID, import_id: UUID) -> ImportReport:
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        return _report(queries.get_import(tx, event_id, import_id))


def list_imports(
    ctx: OrganizationContext, event_id: UUID, request: PageRequest
) -> Page[ImportReport]:
    """Newest first."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        event_queries.get_event(tx, event_id)
        rows = queries.list_imports(tx, event_id, request)
    return page(rows, request, key=lambda row: ("", row.id)).map(_report)


def _report(row: ProgrammeImportRow) -> ImportReport:
    return msgspec.convert(row.report, ImportReport, strict=False)


def _parse(xml: bytes, time_zone: str | None) -> ParsedSchedule:
    try:
        return parse_schedule(xml, time_zone=time_zone)
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
