"""Use cases of channel reports: figures by channel, of an event or of all; the same as a file."""

from collections.abc import Sequence
from uuid import UUID

from turnout.kernel import spreadsheet_files
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, report_transaction, transaction
from turnout.kernel.file_formats import FileFormat, ReportFile, require_fits_on_paper
from turnout.l10n.report_pages import Heading
from turnout.modules.channel_reports import pdf, policies, queries, rules
from turnout.modules.channel_reports.types import ChannelFigures, ChannelReport
from turnout.modules.events import api as events
from turnout.modules.organizations import api as organizations
from turnout.modules.security_events.api import SecurityEventKind, record_security_event


def get_report(ctx: OrganizationContext, *, event_id: UUID | None = None) -> ChannelReport:
    """What each channel sold of an event, else of all events that one may see; one statement."""
    policies.require_can_read(ctx, event_id)
    with report_transaction(ctx) as tx:
        return ChannelReport(items=_figures(ctx, tx, event_id))


def export_report(
    ctx: OrganizationContext, *, event_id: UUID | None, format_: FileFormat, language: str | None
) -> ReportFile:
    """The same with amounts in major units; that it left is recorded.

    A PDF ends with the sums of each currency. `language` is that of its words, else the
    organization's.
    """
    policies.require_can_read(ctx, event_id)
    with report_transaction(ctx) as tx:
        found = _figures(ctx, tx, event_id)
        heading = _heading(tx, event_id, language)
    with transaction(ctx) as tx:
        told = {"what": "channel_report"}
        record_security_event(tx, SecurityEventKind.EXPORTED, user_id=ctx.user_id, details=told)
    if format_ is FileFormat.PDF:
        require_fits_on_paper(len(found))
        pieces = pdf.draw_report(found, rules.totals_of(found), heading)
    else:
        rows = [rules.cells_of(each) for each in found]
        pieces = spreadsheet_files.sheet_of(format_, rules.COLUMNS, rows)
    return ReportFile.of("sales-by-channel", format_, pieces)


def _figures(
    ctx: OrganizationContext, tx: Transaction, event_id: UUID | None
) -> Sequence[ChannelFigures]:
    if event_id is None:
        return queries.list_figures(tx, event_ids=ctx.event_ids)
    events.get_event_brief(tx, event_id)
    return queries.list_figures(tx, event_ids=[event_id])


def _heading(tx: Transaction, event_id: UUID | None, language: str | None) -> Heading:
    """Whose figures they are: the event's, else the organization's."""
    organization = organizations.get_organization(tx)
    name, time_zone = organization.name, organization.time_zone
    if event_id is not None:
        event = events.get_event_brief(tx, event_id)
        name, time_zone = event.title, event.time_zone
    return Heading(
        name=name,
        language=language or organization.locale,
        time_zone=time_zone,
        counted_at=tx.now,
    )
