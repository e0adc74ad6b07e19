"""Use cases of channel reports: figures by channel, of an event or of all; the same as a file."""

from collections.abc import Sequence
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, report_transaction, transaction
from turnout.kernel.file_formats import FileFormat, ReportFile
from turnout.kernel.spreadsheet_files import report_file
from turnout.l10n.report_pages import Heading
from turnout.modules.channel_reports import pdf, policies, queries, rules
from turnout.modules.channel_reports.types import ChannelFigures, ChannelReport
from turnout.modules.events import api as events
from turnout.modules.organizations import api as organizations
from turnout.modules.security_events.api import record_export


def get_report(ctx: OrganizationContext, *, event_id: UUID | None = None) -> ChannelReport:
    """What each channel sold of an event, else of all events that one may see; one statement."""
    policies.require_can_read(ctx, event_id)
    with report_transaction(ctx) as tx:
        return ChannelReport(items=_figures(ctx, tx, _event(tx, event_id)))


def export_report(
    ctx: OrganizationContext, *, event_id: UUID | None, format_: FileFormat, language: str | None
) -> ReportFile:
    """The same with amounts in major units; that it left is recorded.

    A PDF ends with the sums of each currency. `language` is that of its words, else the
    organization's.
    """
    policies.require_can_read(ctx, event_id)
    with report_transaction(ctx) as tx:
        event = _event(tx, event_id)
        found = _figures(ctx, tx, event)
        heading = _heading(tx, event, language)
    with transaction(ctx) as tx:
        record_export(tx, "channel_report", user_id=ctx.user_id)
    return report_file(
        "sales-by-channel",
        format_,
        line_count=len(found),
        draw=lambda: pdf.draw_report(found, rules.totals_of(found), heading),
        columns=rules.COLUMNS,
        rows=map(rules.cells_of, found),
    )


def _event(tx: Transaction, event_id: UUID | None) -> events.EventBrief | None:
    return None if event_id is None else events.get_event_brief(tx, event_id)


def _figures(
    ctx: OrganizationContext, tx: Transaction, event: events.EventBrief | None
) -> Sequence[ChannelFigures]:
    return queries.list_figures(tx, event_ids=ctx.event_ids if event is None else [event.id])


def _heading(tx: Transaction, event: events.EventBrief | None, language: str | None) -> Heading:
    """Whose figures they are: the event's, else the organization's."""
    organization = organizations.get_organization(tx)
    name, time_zone = organization.name, organization.time_zone
    if event is not None:
        name, time_zone = event.title, event.time_zone
    return Heading(
        name=name,
        language=language or organization.locale,
        time_zone=time_zone,
        counted_at=tx.now,
    )
