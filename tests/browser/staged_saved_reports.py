"""A saved report that is shared with who owns it, for tests in a browser."""

from datetime import timedelta

from turnout.kernel import clock
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import transaction
from turnout.modules.organizations import api as organizations
from turnout.modules.saved_reports import service
from turnout.modules.saved_reports.types import NewReportShare, NewSavedReport


def owned_report_share(ctx: OrganizationContext, name: str) -> dict[str, str]:
    """The share of a report over all of an organization's days."""
    new = NewSavedReport(name=name, group_by="channel", period="all")
    report = service.save_report(ctx, new)
    assert ctx.user_id is not None
    with transaction(ctx) as tx:
        member = organizations.find_member_of(tx, ctx.user_id)
    assert member is not None
    until = clock.now() + timedelta(days=30)
    shared = NewReportShare(member_id=member.id, expires_at=until)
    return {"owned_report_share": str(service.share_report(ctx, report.id, shared).id)}
