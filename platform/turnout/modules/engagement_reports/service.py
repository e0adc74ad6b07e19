"""Use cases of engagement reports: the figures of an event, and the same as a table."""

from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, report_transaction, transaction
from turnout.kernel.file_formats import FileFormat, ReportFile
from turnout.kernel.spreadsheet_files import report_file
from turnout.kernel.values import from_attributes
from turnout.l10n.report_pages import Heading
from turnout.modules.catalog import api as catalog
from turnout.modules.engagement_reports import pdf, policies, queries, rules
from turnout.modules.engagement_reports.metrics import REPORTS
from turnout.modules.engagement_reports.types import (
    SMALLEST_GROUP,
    EngagementReport,
    EngagementWeek,
)
from turnout.modules.events import api as events
from turnout.modules.organizations import api as organizations
from turnout.modules.security_events.api import record_export


def get_engagement(ctx: OrganizationContext, event_id: UUID) -> EngagementReport:
    """What an event's attendees did; as many statements for a large event as for a small one."""
    policies.require_can_read(ctx, event_id)
    with report_transaction(ctx) as tx:
        found = _report(tx, events.get_event_brief(tx, event_id))
    REPORTS.add(kind="shown")
    return found


def export_engagement(
    ctx: OrganizationContext, event_id: UUID, *, format_: FileFormat, language: str | None
) -> ReportFile:
    """The same with a line for each group and week; that it left is recorded.

    `language` is that of a PDF's words, else the organization's.
    """
    policies.require_can_read(ctx, event_id)
    with report_transaction(ctx) as tx:
        event = events.get_event_brief(tx, event_id)
        found = _report(tx, event)
        heading = Heading(
            name=event.title,
            language=language or organizations.get_organization(tx).locale,
            time_zone=found.time_zone,
            counted_at=found.counted_at,
        )
    with transaction(ctx) as tx:
        record_export(tx, "engagement", user_id=ctx.user_id)
    REPORTS.add(kind="exported")
    lines = rules.lines_of(found)
    return report_file(
        "engagement",
        format_,
        line_count=len(lines),
        draw=lambda: pdf.draw_report(lines, heading),
        columns=rules.COLUMNS,
        rows=map(rules.cells_of, lines),
    )


def _report(tx: Transaction, event: events.EventBrief) -> EngagementReport:
    event_id = event.id
    figures = queries.list_figures(tx, event_id)
    totals = rules.totals_of(figures)
    names = {each.ticket_type_id: each.name for each in catalog.list_offers(tx, event_id)}
    return from_attributes(
        EngagementReport,
        queries.count_anonymous(tx, event_id),
        event_id=event_id,
        time_zone=event.time_zone,
        counted_at=tx.now,
        attendees=sum(each.attendees for each in figures if each.ticket_type_id is not None),
        smallest_group=SMALLEST_GROUP,
        totals=totals,
        ticket_types=rules.by_type(figures, names),
        weeks=_weeks(tx, event) if totals else [],
    )


def _weeks(tx: Transaction, event: events.EventBrief) -> list[EngagementWeek]:
    """By week from the event's first day; none as long as it has no date."""
    if event.starts_at is None:
        return []
    first_day = event.starts_at.astimezone(ZoneInfo(event.time_zone)).date()
    where = {"time_zone": event.time_zone, "first_day": first_day}
    return rules.without_gaps(queries.list_weeks(tx, event.id, where))
