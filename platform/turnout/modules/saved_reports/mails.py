"""The figures of saved reports, and their mails: queued at their time, made when they leave."""

from dataclasses import replace
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel import cadences
from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.tx import Transaction, report_transaction, transaction
from turnout.kernel.file_formats import FileFormat, ReportFile
from turnout.kernel.security import permissions
from turnout.l10n.formats import one_line
from turnout.modules.identity.api import Person
from turnout.modules.members import api as members
from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.api import ClaimedMail, NewMail, Superseded, Template
from turnout.modules.organizations import api as organizations
from turnout.modules.sales_reports import api as sales_reports
from turnout.modules.sales_reports.api import Grouping, ReportFilter, SalesReport
from turnout.modules.saved_reports import policies, queries, rules
from turnout.modules.saved_reports.errors import SavedReportNotFound
from turnout.modules.saved_reports.facts import ReportScheduleEnded
from turnout.modules.saved_reports.metrics import SENT
from turnout.modules.saved_reports.types import ReportSchedule, SavedReport
from turnout_sdk.email import Attachment, OutgoingMail

MOST_AT_ONCE: Final = 200


def list_due(ctx: SystemContext) -> list[tuple[UUID, UUID]]:
    """List (organization, schedule) whose time has come."""
    with transaction(ctx) as tx:
        return queries.list_due(tx, limit=MOST_AT_ONCE)


def send_due(ctx: OrganizationContext, schedule_id: UUID) -> None:
    """Queue the mail of a schedule once for its time, and put the schedule off to the next.

    What was missed while nothing ran is sent once. A schedule whose receiver left, or may not see
    these figures any more, ends.
    """
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        due = queries.lock_schedule(tx, schedule_id)
        if due is None or due.next_at > tx.now:
            return
        saved = queries.get_report(tx, due.saved_report_id)
        person = _receiver(tx, saved, due.member_id)
        if person is None:
            queries.delete_schedule(tx, schedule_id)
            tx.publish(ReportScheduleEnded(report_schedule_id=schedule_id))
            tx.after_commit.append(lambda: SENT.add(outcome="receiver-left"))
            return
        _queue(tx, due, saved, person)
        zone = sales_reports.time_zone_of(tx, filter_of(saved))
        following = cadences.next_of(due, after=tx.now, time_zone=zone)
        queries.put_off(tx, schedule_id, following, time_zone=zone)
        tx.after_commit.append(lambda: SENT.add(outcome="queued"))


def _queue(tx: Transaction, due: ReportSchedule, saved: SavedReport, person: Person) -> None:
    """One mail for one time, however often it is tried."""
    mail = NewMail.to_person(
        person,
        Template.SALES_REPORT,
        source_id=due.id,
        serial=int(due.next_at.timestamp()),
        details={
            "report_id": str(saved.id),
            "member_id": str(due.member_id),
            "format": due.format,
        },
    )
    notifications.queue_mail(tx, mail)


def compose(ctx: OrganizationContext, mail: ClaimedMail) -> OutgoingMail:
    """The mail with its file; Superseded without a report, or where nobody may see it."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        try:
            saved = queries.get_report(tx, UUID(mail.details["report_id"]))
        except SavedReportNotFound as gone:
            raise Superseded("The saved report was deleted before this mail left.") from gone
        if _receiver(tx, saved, UUID(mail.details["member_id"])) is None:
            raise Superseded("Its receiver may not see these figures any more.")
        branding = organizations.branding_of(tx)
    with report_transaction(ctx) as tx:
        asked = asked_of(tx, saved)
        format_ = FileFormat(mail.details["format"])
        file = file_of(tx, saved, format_, language=mail.locale)
    days = [each.isoformat() for each in (asked.first_day, asked.last_day) if each]
    letter = notifications.account_letter(
        name=mail.recipient_name,
        recipient=mail.recipient,
        branding=branding,
        public_url=notifications.home_url(branding),
        url=_page(branding.slug, saved),
        said=" – ".join(days),
    )
    attached = Attachment(
        filename=file.name, media_type=file.media_type, content=b"".join(file.pieces)
    )
    return notifications.outgoing(
        mail,
        replace(letter, about=one_line(saved.name)),
        branding=branding,
        attachments=[attached],
    )


def filter_of(saved: SavedReport) -> ReportFilter:
    """Its subject, without days."""
    return ReportFilter(event_id=saved.event_id, series_id=saved.series_id)


def asked_of(tx: Transaction, saved: SavedReport) -> ReportFilter:
    """What it asks for today, in its own zone."""
    subject = filter_of(saved)
    zone = ZoneInfo(sales_reports.time_zone_of(tx, subject))
    first, last = rules.days_of(saved, tx.now.astimezone(zone).date())
    return replace(subject, first_day=first, last_day=last)


def figures_of(tx: Transaction, saved: SavedReport) -> SalesReport:
    return sales_reports.report_of(tx, asked_of(tx, saved), Grouping(saved.group_by))


def file_of(
    tx: Transaction, saved: SavedReport, format_: FileFormat, *, language: str
) -> ReportFile:
    """The same as a file, with all of its lines."""
    asked, group_by = asked_of(tx, saved), Grouping(saved.group_by)
    return sales_reports.file_of(tx, asked, group_by, format_, language=language)


def _receiver(tx: Transaction, saved: SavedReport, member_id: UUID) -> Person | None:
    """Who a member is, while they may see these figures and can be written to."""
    return members.find_person_with(tx, member_id, policies.READ, event_id=saved.event_id)


def _page(slug: str, saved: SavedReport) -> str:
    room = f"events/{saved.event_id}/" if saved.event_id else ""
    return f"{notifications.public_url()}/console/{slug}/{room}sales-report{'' if room else 's'}"
