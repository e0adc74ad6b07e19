"""The use case of channel reports: figures by channel, of an event or of all."""

from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import report_transaction
from turnout.modules.channel_reports import policies, queries
from turnout.modules.channel_reports.types import ChannelReport
from turnout.modules.events import api as events


def get_report(ctx: OrganizationContext, *, event_id: UUID | None = None) -> ChannelReport:
    """What each channel sold of an event, else of all events that one may see; one statement."""
    policies.require_can_read(ctx, event_id)
    with report_transaction(ctx) as tx:
        if event_id is None:
            return ChannelReport(items=queries.list_figures(tx, event_ids=ctx.event_ids))
        events.get_event_brief(tx, event_id)
        return ChannelReport(items=queries.list_figures(tx, event_ids=[event_id]))
