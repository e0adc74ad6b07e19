"""Use cases of deliverability: what became of the mails of some days, and the same as a file."""

from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, report_transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.file_formats import FileFormat, ReportFile
from turnout.kernel.spreadsheet_files import report_file
from turnout.kernel.time_zones import day_bounds
from turnout.l10n.report_pages import Heading
from turnout.modules.connections import api as connections
from turnout.modules.deliverability import pdf, policies, queries, rules
from turnout.modules.deliverability.types import DeliverabilityReport, MailGrouping, MailWish
from turnout.modules.organizations import api as organizations
from turnout.modules.security_events.api import record_export
from turnout_sdk.adapter import Kind

BACKWARDS: Final = "Choose a last day that is not before the first."
TOO_LONG: Final = f"Choose {rules.MOST_DAYS} days at most."


def get_report(ctx: OrganizationContext, wish: MailWish) -> DeliverabilityReport:
    """Counted when asked: providers tell of mails for days after they left."""
    policies.require_can_read(ctx)
    with report_transaction(ctx) as tx:
        return _report(tx, wish, most=rules.MOST_LINES)


def export_report(
    ctx: OrganizationContext, wish: MailWish, *, format_: FileFormat, language: str | None
) -> ReportFile:
    """The same with all groups, the sums last; that it left is recorded.

    `language` is that of a PDF's words, else the organization's.
    """
    policies.require_can_read(ctx)
    with report_transaction(ctx) as tx:
        found = _report(tx, wish, most=None)
        organization = organizations.get_organization(tx)
    with transaction(ctx) as tx:
        record_export(tx, "deliverability", user_id=ctx.user_id)
    return report_file(
        "deliverability",
        format_,
        line_count=len(found.lines),
        draw=lambda: pdf.draw_report(found, _heading(organization, found, language)),
        columns=rules.COLUMNS,
        rows=rules.rows_of(found),
    )


def _heading(
    organization: organizations.Organization, found: DeliverabilityReport, language: str | None
) -> Heading:
    return Heading(
        name=organization.name,
        language=language or organization.locale,
        time_zone=found.time_zone,
        counted_at=found.counted_at,
        days=(found.first_day, found.last_day),
    )


def _report(tx: Transaction, wish: MailWish, *, most: int | None) -> DeliverabilityReport:
    """With the first groups, or with all of them."""
    group_by = wish.group_by
    time_zone = organizations.get_organization(tx).time_zone
    zone = ZoneInfo(time_zone)
    first, last = rules.period(wish.first_day, wish.last_day, today=tx.now.astimezone(zone).date())
    _require_sound(first, last)
    starts_at, ends_at = day_bounds(first, last, zone)
    where = {"starts_at": starts_at, "ends_at": ends_at, "time_zone": time_zone}
    total, figures = queries.list_figures(tx, group_by, where)
    is_by_connection = group_by is MailGrouping.CONNECTION
    names = connections.list_names(tx, Kind.EMAIL) if is_by_connection else {}
    ordered = rules.in_order(figures, is_in_time=group_by is MailGrouping.DAY)
    by_key = {str(key): name for key, name in names.items()}
    lines = [rules.report_line(each, by_key) for each in ordered[:most]]
    return DeliverabilityReport(
        first_day=first,
        last_day=last,
        group_by=group_by.value,
        time_zone=time_zone,
        counted_at=tx.now,
        total=rules.report_line(total, {}),
        lines=lines,
        is_cut=len(ordered) > len(lines),
    )


def _require_sound(first: date, last: date) -> None:
    if last < first:
        raise Invalid(FieldError("?last_day", BACKWARDS))
    if (last - first).days >= rules.MOST_DAYS:
        raise Invalid(FieldError("?first_day", TOO_LONG))
