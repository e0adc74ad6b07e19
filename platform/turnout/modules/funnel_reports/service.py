"""Use cases of funnel reports."""

from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, report_transaction
from turnout.kernel.time_zones import day_bounds
from turnout.modules.events import api as events
from turnout.modules.funnel_reports import policies, queries, rules
from turnout.modules.funnel_reports.metrics import REPORTS
from turnout.modules.funnel_reports.types import (
    FunnelGrouping,
    FunnelLine,
    FunnelReport,
    FunnelWish,
    SessionInterestReport,
)
from turnout.modules.visits import api as visits


def get_funnel(ctx: OrganizationContext, event_id: UUID, wish: FunnelWish) -> FunnelReport:
    """The steps of an event's visitors by groups; one statement for the figures."""
    policies.require_can_read(ctx, event_id)
    with report_transaction(ctx) as tx:
        found = _funnel(tx, event_id, wish)
    REPORTS.add(kind="funnel")
    return found


def get_session_interest(ctx: OrganizationContext, event_id: UUID) -> SessionInterestReport:
    """What people looked at, picked and signed up for, by session; one statement."""
    policies.require_can_read(ctx, event_id)
    with report_transaction(ctx) as tx:
        event = events.get_event_brief(tx, event_id)
        found = SessionInterestReport(
            event_id=event_id,
            time_zone=event.time_zone,
            counted_at=tx.now,
            is_counting=visits.is_counting(tx),
            items=queries.list_sessions(tx, event_id, most=rules.MOST_SESSIONS),
        )
    REPORTS.add(kind="sessions")
    return found


def _funnel(tx: Transaction, event_id: UUID, wish: FunnelWish) -> FunnelReport:
    event = events.get_event_brief(tx, event_id)
    zone = ZoneInfo(event.time_zone)
    starts_at, ends_at = day_bounds(wish.first_day, wish.last_day, zone)
    where: dict[str, Any] = {
        "event_id": event_id,
        "time_zone": event.time_zone,
        "first_day": wish.first_day,
        "last_day": wish.last_day,
        "starts_at": starts_at,
        "ends_at": ends_at,
    }
    found = queries.list_steps(tx, wish.group_by, where)
    lines = rules.lines_of(found, wish.group_by)
    shown = lines[: rules.MOST_LINES]
    kept = timedelta(days=runtime.current().settings.visit_hour_days)
    return FunnelReport(
        event_id=event_id,
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
