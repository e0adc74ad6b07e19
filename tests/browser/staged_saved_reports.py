"""A saved report that is shared with who owns it and with outsiders, for tests in a browser."""

from datetime import timedelta
from urllib.parse import urlsplit

from turnout.kernel import clock
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import transaction
from turnout.modules.organizations import api as organizations
from turnout.modules.report_links import api as report_links
from turnout.modules.report_links.api import NewReportLink
from turnout.modules.saved_reports import service
from turnout.modules.saved_reports.types import NewReportShare, NewSavedReport


def owned_report_share(ctx: OrganizationContext, name: str) -> dict[str, str]:
    """The share of a report over all of an organization's days, and a link to it."""
    new = NewSavedReport(name=name, group_by="channel", period="all")
    report = service.save_report(ctx, new)
    assert ctx.user_id is not None
    with transaction(ctx) as tx:
        member = organizations.find_member_of(tx, ctx.user_id)
    assert member is not None
    until = clock.now() + timedelta(days=30)
    shared = NewReportShare(member_id=member.id, expires_at=until)
    link = NewReportLink(saved_report_id=report.id, label=name, days=30)
    return {
        "owned_report_share": str(service.share_report(ctx, report.id, shared).id),
        "report_link": urlsplit(report_links.create_link(ctx, link).url).path,
    }
