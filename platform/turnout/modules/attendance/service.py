"""Use cases of attendance: the figures of an event, and the same as a table.

They are counted by one statement and kept for a few seconds in Redis, so that many who look at a
large event have its admissions read once. Without Redis they are counted each time.
"""

from collections.abc import Sequence
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from turnout.kernel import cache, codec, runtime
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, report_transaction, transaction
from turnout.kernel.file_formats import FileFormat, ReportFile
from turnout.kernel.spreadsheet_files import report_file
from turnout.kernel.values import from_attributes
from turnout.l10n.report_pages import Heading
from turnout.modules.attendance import pdf, policies, queries, rules
from turnout.modules.attendance.metrics import COUNTED
from turnout.modules.attendance.types import (
    AttendanceOfDay,
    AttendanceOfList,
    AttendanceOfSession,
    AttendanceOfType,
    AttendanceReport,
)
from turnout.modules.catalog import api as catalog
from turnout.modules.checkin import api as checkin
from turnout.modules.events import api as events
from turnout.modules.join_links import api as join_links
from turnout.modules.organizations import api as organizations
from turnout.modules.participation import api as participation
from turnout.modules.programme import api as programme
from turnout.modules.security_events.api import record_export
from turnout.modules.tickets import api as tickets

FRESH_SECONDS: Final = 10


def get_attendance(ctx: OrganizationContext, event_id: UUID) -> AttendanceReport:
    """Who came to an event, by type, day, list and session; some seconds old at most."""
    policies.require_can_read(ctx, event_id)
    link = runtime.current().redis
    name = cache.key(ctx.organization_id, "attendance", event_id)
    known = cache.get(link, name)
    if known is not None:
        COUNTED.add(source="kept")
        return codec.convert(known, AttendanceReport)
    with report_transaction(ctx) as tx:
        found = _count(tx, events.get_event_brief(tx, event_id))
    cache.put(link, name, msgspec.to_builtins(found), ttl_seconds=FRESH_SECONDS)
    COUNTED.add(source="database")
    return found


def export_attendance(
    ctx: OrganizationContext, event_id: UUID, *, format_: FileFormat, language: str | None
) -> ReportFile:
    """The figures as they are now, with a line for each part; that they left is recorded.

    `language` is that of a PDF's words, else the organization's.
    """
    policies.require_can_export(ctx, event_id)
    with report_transaction(ctx) as tx:
        event = events.get_event_brief(tx, event_id)
        found = _count(tx, event)
        tongue = language or organizations.get_organization(tx).locale
    with transaction(ctx) as tx:
        record_export(tx, "attendance", user_id=ctx.user_id)
    lines = rules.lines_of(found)
    heading = Heading(
        name=event.title,
        language=tongue,
        time_zone=found.time_zone,
        counted_at=found.counted_at,
    )
    return report_file(
        "attendance",
        format_,
        line_count=len(lines),
        draw=lambda: pdf.draw_report(lines, heading),
        columns=rules.COLUMNS,
        rows=map(rules.cells_of, lines),
    )


def _count(tx: Transaction, event: events.EventBrief) -> AttendanceReport:
    """As many statements for a large event as for a small one."""
    event_id = event.id
    is_over = rules.is_past(event.ends_at, tx.now)
    came = rules.Counted(queries.count_came(tx, event_id, time_zone=event.time_zone))
    valid = tickets.count_valid(tx, event_id)
    lists = checkin.lists_of_event(tx, event_id)
    today = tx.now.astimezone(ZoneInfo(event.time_zone)).date()
    everybody = sum(valid.values())
    registered = participation.count_registered(tx, event_id)
    return AttendanceReport(
        event_id=event_id,
        counted_at=tx.now,
        time_zone=event.time_zone,
        is_over=is_over,
        event=rules.figures(came.whole, everybody, is_over=is_over),
        ticket_types=[
            from_attributes(
                AttendanceOfType,
                rules.figures(came.types.get(type_id), valid.get(type_id, 0), is_over=is_over),
                ticket_type_id=type_id,
                name=name,
            )
            for type_id, name in _type_names(tx, event_id).items()
            if type_id in valid or type_id in came.types
        ],
        days=[
            from_attributes(
                AttendanceOfDay,
                rules.figures(each, everybody, is_over=is_over or day < today),
                day=day,
            )
            for day, each in came.days.items()
        ],
        lists=_lists(tx, event_id, lists, came, valid=valid, over=is_over),
        sessions=_sessions(tx, lists, came, registered=registered, time_zone=event.time_zone),
        online=join_links.count_joined(tx, event_id),
    )


def _lists(
    tx: Transaction,
    event_id: UUID,
    lists: Sequence[checkin.CheckinList],
    came: rules.Counted,
    *,
    valid: dict[UUID, int],
    over: bool,
) -> list[AttendanceOfList]:
    counts_inside = any(each.is_counted for each in lists)
    inside = checkin.count_occupancy(tx, event_id) if counts_inside else {}
    has_sessions = any(each.is_of_sessions for each in lists)
    registered = checkin.count_registered(tx, event_id) if has_sessions else {}
    return [
        from_attributes(
            AttendanceOfList,
            rules.figures(
                came.lists.get(each.id),
                rules.expected_by_list(each, valid=valid, registered=registered),
                is_over=over or rules.is_past(each.closes_at, tx.now),
            ),
            list_id=each.id,
            name=each.name,
            session_ids=each.session_ids,
            inside=inside.get(each.id, 0) if each.is_counted else None,
            capacity=each.capacity,
        )
        for each in lists
    ]


def _sessions(
    tx: Transaction,
    lists: Sequence[checkin.CheckinList],
    came: rules.Counted,
    *,
    registered: dict[UUID, int],
    time_zone: str,
) -> list[AttendanceOfSession]:
    ids = {session_id for each in lists for session_id in each.session_ids}
    return [
        from_attributes(
            AttendanceOfSession,
            rules.figures(
                came.sessions.get(each.id),
                registered.get(each.id, 0),
                is_over=rules.is_past(each.ends_at, tx.now),
            ),
            session_id=each.id,
            title=each.title,
            starts_at=each.starts_at,
            capacity=each.capacity,
        )
        for each in (programme.sessions_by_id(tx, ids, time_zone=time_zone) if ids else ())
    ]


def _type_names(tx: Transaction, event_id: UUID) -> dict[UUID, str]:
    return {each.ticket_type_id: each.name for each in catalog.list_offers(tx, event_id)}
