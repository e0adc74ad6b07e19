"""Use cases of funnel reports."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, report_transaction, transaction
from turnout.kernel.file_formats import FileFormat, ReportFile
from turnout.kernel.spreadsheet_files import report_file
from turnout.kernel.time_zones import day_bounds
from turnout.l10n.report_pages import Heading
from turnout.modules.events import api as events
from turnout.modules.funnel_reports import pdf, policies, queries, rules
from turnout.modules.funnel_reports.metrics import REPORTS
from turnout.modules.funnel_reports.types import (
    FunnelGrouping,
    FunnelLine,
    FunnelReport,
    FunnelWish,
    SessionInterestReport,
)
from turnout.modules.organizations import api as organizations
from turnout.modules.security_events.api import record_export
from turnout.modules.visits import api as visits


def get_funnel(ctx: OrganizationContext, event_id: UUID, wish: FunnelWish) -> FunnelReport:
    """The steps of an event's visitors by groups; one statement for the figures."""
    policies.require_can_read(ctx, event_id)
    with report_transaction(ctx) as tx:
        event = events.get_event_brief(tx, event_id)
        found = _funnel(tx, event, wish, most=rules.MOST_LINES)
    REPORTS.add(kind="funnel")
    return found


def get_session_interest(ctx: OrganizationContext, event_id: UUID) -> SessionInterestReport:
    """What people looked at, picked and signed up for, by session; one statement."""
    policies.require_can_read(ctx, event_id)
    with report_transaction(ctx) as tx:
        event = events.get_event_brief(tx, event_id)
        found = _session_interest(tx, event, most=rules.MOST_SESSIONS)
    REPORTS.add(kind="sessions")
    return found


def export_funnel(
    ctx: OrganizationContext,
    event_id: UUID,
    wish: FunnelWish,
    *,
    format_: FileFormat,
    language: str | None,
) -> ReportFile:
    """All groups of a funnel and their sums; that they left is recorded.

    `language` is that of a PDF's words, else the organization's.
    """
    policies.require_can_read(ctx, event_id)
    with report_transaction(ctx) as tx:
        event = events.get_event_brief(tx, event_id)
        found = _funnel(tx, event, wish, most=None)
        heading = _heading(tx, event, language, days=(wish.first_day, wish.last_day))
    _record_export(ctx, "funnel")
    return report_file(
        "funnel",
        format_,
        line_count=len(found.lines),
        draw=lambda: pdf.draw_funnel(found, heading),
        columns=rules.FUNNEL_COLUMNS,
        rows=rules.funnel_rows(found),
    )


def export_session_interest(
    ctx: OrganizationContext, event_id: UUID, *, format_: FileFormat, language: str | None
) -> ReportFile:
    """The interest in all sessions of an event; that it left is recorded."""
    policies.require_can_read(ctx, event_id)
    with report_transaction(ctx) as tx:
        event = events.get_event_brief(tx, event_id)
        found = _session_interest(tx, event, most=None)
        heading = _heading(tx, event, language)
    _record_export(ctx, "session_interest")
    return report_file(
        "session-interest",
        format_,
        line_count=len(found.items),
        draw=lambda: pdf.draw_session_interest(found.items, heading),
        columns=rules.SESSION_COLUMNS,
        rows=rules.session_rows(found),
    )


def _heading(
    tx: Transaction,
    event: events.EventBrief,
    language: str | None,
    *,
    days: Sequence[date | None] = (),
) -> Heading:
    return Heading(
        name=event.title,
        language=language or organizations.get_organization(tx).locale,
        time_zone=event.time_zone,
        counted_at=tx.now,
        days=days,
    )


def _record_export(ctx: OrganizationContext, what: str) -> None:
    with transaction(ctx) as tx:
        record_export(tx, what, user_id=ctx.user_id)
    REPORTS.add(kind="exported")


def _session_interest(
    tx: Transaction, event: events.EventBrief, *, most: int | None
) -> SessionInterestReport:
    return SessionInterestReport(
        event_id=event.id,
        time_zone=event.time_zone,
        counted_at=tx.now,
        is_counting=visits.is_counting(tx),
        items=queries.list_sessions(tx, event.id, most=most),
    )


def _funnel(
    tx: Transaction, event: events.EventBrief, wish: FunnelWish, *, most: int | None
) -> FunnelReport:
    zone = ZoneInfo(event.time_zone)
    starts_at, ends_at = day_bounds(wish.first_day, wish.last_day, zone)
    where: dict[str, Any] = {
        "event_id": event.id,
        "time_zone": event.time_zone,
        "first_day": wish.first_day,
        "last_day": wish.last_day,
        "starts_at": starts_at,
        "ends_at": ends_at,
    }
    found = queries.list_steps(tx, wish.group_by, where)
    lines = rules.lines_of(found, wish.group_by)
    shown = lines[:most]
    kept = timedelta(days=runtime.current().settings.visit_hour_days)
    return FunnelReport(
        event_id=event.id,
        first_day=wish.first_day,
        last_day=wish.last_day,
        group_by=wish.group_by.value,
        time_zone=event.time_zone,
        counted_at=tx.now,
        is_counting=visits.is_counting(tx),
        hours_from=(tx.now - kept).astimezone(zone).date(),
        totals=rules.totals_of(found),
        lines=_named(tx, shown, wish.group_by),
        is_cut=len(shown) < len(lines),
    )


def _named(tx: Transaction, lines: list[FunnelLine], group_by: FunnelGrouping) -> list[FunnelLine]:
    """The lines of short links with their names."""
    codes = [each.key for each in lines if each.key]
    if group_by is not FunnelGrouping.LINK or not codes:
        return lines
    return rules.named(lines, queries.link_names(tx, codes))
