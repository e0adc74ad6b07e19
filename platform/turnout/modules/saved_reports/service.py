"""Use cases of saved reports: saved by name, shared with a member for a time, scheduled."""

from collections.abc import Iterable
from uuid import UUID

from turnout.kernel import cadences, runtime
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, report_transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.modules.organizations import api as organizations
from turnout.modules.sales_reports import api as sales_reports
from turnout.modules.sales_reports.api import ReportFilter
from turnout.modules.saved_reports import mails, policies, queries, rules
from turnout.modules.saved_reports.errors import ReportScheduleNotFound
from turnout.modules.saved_reports.facts import (
    ReportSaved,
    ReportScheduled,
    ReportScheduleEnded,
    ReportShared,
    ReportShareEnded,
    SavedReportDeleted,
)
from turnout.modules.saved_reports.types import (
    NewReportSchedule,
    NewReportShare,
    NewSavedReport,
    ReportSchedule,
    ReportShare,
    SavedReport,
    SharedReport,
)


def list_reports(ctx: OrganizationContext) -> list[SavedReport]:
    """By name; of whoever sees some events only, those that are about one of them."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        found = queries.list_reports(tx)
    return [each for each in found if ctx.event_ids is None or each.event_id in ctx.event_ids]


def save_report(ctx: OrganizationContext, new: NewSavedReport) -> SavedReport:
    """Keep what a report is asked for under a name; ReportNameTaken beside one of the same."""
    policies.require_can_hand_out(ctx)
    faults = list(rules.faults_of(new))
    if faults:
        raise Invalid(*faults)
    with transaction(ctx) as tx:
        queries.lock_list(tx)
        rules.require_room(len(queries.list_reports(tx)), rules.MOST_REPORTS, "/name")
        sales_reports.time_zone_of(tx, ReportFilter(event_id=new.event_id, series_id=new.series_id))
        made = queries.insert_report(tx, new)
        tx.publish(ReportSaved(saved_report_id=made.id))
        return made


def delete_report(ctx: OrganizationContext, report_id: UUID, *, version: int | None) -> None:
    """Forget a report, what it was shared by, and when it was to be sent."""
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        require_version(version, queries.lock_report(tx, report_id).version)
        queries.delete_report(tx, report_id)
        tx.publish(SavedReportDeleted(saved_report_id=report_id))


def list_shares(ctx: OrganizationContext, report_id: UUID) -> list[ReportShare]:
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        queries.get_report(tx, report_id)
        return _with_address(tx, queries.list_shares(tx, report_id))


def share_report(ctx: OrganizationContext, report_id: UUID, new: NewReportShare) -> ReportShare:
    """Let one member see the figures of a report until `expires_at`, and no other report."""
    by = policies.require_can_hand_out(ctx)
    with transaction(ctx) as tx:
        queries.lock_report(tx, report_id)
        faults = list(rules.share_faults(new.expires_at, now=tx.now))
        if organizations.find_member(tx, new.member_id) is None:
            faults.append(FieldError("/member_id", "This is no member."))
        if faults:
            raise Invalid(*faults)
        shares = queries.list_shares(tx, report_id)
        others = [each for each in shares if each.member_id != new.member_id]
        rules.require_room(len(others), rules.MOST_SHARES, "/member_id")
        [made] = _with_address(tx, [queries.put_share(tx, report_id, new, by=by)])
        tx.publish(ReportShared(saved_report_id=report_id, report_share_id=made.id))
        return made


def end_share(ctx: OrganizationContext, report_id: UUID, share_id: UUID) -> None:
    """Let the member see it no more, from the next request on."""
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        queries.delete_share(tx, report_id, share_id)
        tx.publish(ReportShareEnded(report_share_id=share_id))


def get_shared(ctx: OrganizationContext, share_id: UUID) -> SharedReport:
    """What is shared with who asks, as it stands now; for everybody else it is not there."""
    user_id = policies.require_is_shared_with(ctx)
    with transaction(ctx) as tx:
        member = organizations.find_member_of(tx, user_id) if user_id else None
        nobody = UUID(int=0)
        share = queries.find_share(tx, share_id, member_id=member.id if member else nobody)
        saved = queries.get_report(tx, share.saved_report_id)
    with report_transaction(ctx) as tx:
        report = mails.figures_of(tx, saved)
    return SharedReport(name=saved.name, expires_at=share.expires_at, report=report)


def list_schedules(ctx: OrganizationContext, report_id: UUID) -> list[ReportSchedule]:
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        queries.get_report(tx, report_id)
        return queries.list_schedules(tx, report_id)


def schedule_report(
    ctx: OrganizationContext, report_id: UUID, new: NewReportSchedule
) -> ReportSchedule:
    """Send a report to a member, or to oneself, at an hour of the event's or organization's day."""
    user_id = policies.require_can_hand_out(ctx)
    with transaction(ctx) as tx:
        saved = queries.lock_report(tx, report_id)
        rules.require_room(
            len(queries.list_schedules(tx, report_id)), rules.MOST_SCHEDULES, "/member_id"
        )
        member = (
            organizations.find_member_of(tx, user_id)
            if new.member_id is None
            else organizations.find_member(tx, new.member_id)
        )
        if member is None:
            raise Invalid(FieldError("/member_id", "This is no member."))
        zone = sales_reports.time_zone_of(tx, mails.filter_of(saved))
        first = cadences.next_of(new, after=tx.now, time_zone=zone)
        made = queries.insert_schedule(
            tx, report_id, new, member_id=member.id, time_zone=zone, next_at=first
        )
        tx.publish(ReportScheduled(saved_report_id=report_id, report_schedule_id=made.id))
        return made


def end_schedule(ctx: OrganizationContext, report_id: UUID, schedule_id: UUID) -> None:
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        if queries.get_schedule(tx, schedule_id).saved_report_id != report_id:
            raise ReportScheduleNotFound
        queries.delete_schedule(tx, schedule_id)
        tx.publish(ReportScheduleEnded(report_schedule_id=schedule_id))


def _with_address(tx: Transaction, shares: Iterable[queries.ShareRow]) -> list[ReportShare]:
    home = runtime.current().settings.public_url.rstrip("/")
    slug = organizations.get_organization(tx).slug
    return [
        ReportShare(
            id=each.id,
            saved_report_id=each.saved_report_id,
            member_id=each.member_id,
            url=f"{home}/console/{slug}/shared-reports/{each.id}",
            expires_at=each.expires_at,
            shared_at=each.shared_at,
            shared_by=each.shared_by,
        )
        for each in shares
    ]
