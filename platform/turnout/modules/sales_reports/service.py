"""Use cases of sales reports: a period's figures by groups, as a file, and two events compared."""

from collections import defaultdict
from collections.abc import Callable, Collection
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, report_transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.file_formats import FileFormat, ReportFile
from turnout.kernel.spreadsheet_files import Cell, amount, report_file
from turnout.kernel.time_zones import day_bounds
from turnout.l10n.report_pages import Heading
from turnout.modules.api_tokens import api as api_tokens
from turnout.modules.checkin_devices import api as devices
from turnout.modules.events import api as events
from turnout.modules.identity import api as identity
from turnout.modules.organizations import api as organizations
from turnout.modules.sales_reports import day_counts, policies, rules, tables
from turnout.modules.sales_reports.metrics import REPORTS
from turnout.modules.sales_reports.queries import figures as queries
from turnout.modules.sales_reports.types import (
    ComparedEvent,
    Figures,
    Grouping,
    ReportFilter,
    SalesComparison,
    SalesReport,
    SalesReportLine,
    SoldOfDay,
)
from turnout.modules.security_events.api import record_export
from turnout.modules.series import api as series

COUNTS: Final = ("orders", "cancelled_orders", "tickets", "returned_tickets")
AMOUNTS: Final = (
    "net", "tax", "gross", "received", "refunded", "fees", "disputed", "adjusted", "kept",
)  # fmt: skip
NO_DATE: Final = "This event has no date yet."


def get_report(ctx: OrganizationContext, wanted: ReportFilter, group_by: Grouping) -> SalesReport:
    """What was sold and what money moved; one statement for the figures, one for names."""
    policies.require_can_read(ctx, wanted.event_id)
    with report_transaction(ctx) as tx:
        found = _report(tx, wanted, group_by, only=ctx.event_ids)
    REPORTS.add(kind="shown")
    return found


def export_report(
    ctx: OrganizationContext,
    wanted: ReportFilter,
    group_by: Grouping,
    format_: FileFormat,
    *,
    language: str | None,
) -> ReportFile:
    """The same as a file, totals last; that it left is recorded.

    `language` is that of a PDF's words, else the organization's.
    """
    policies.require_can_read(ctx, wanted.event_id)
    with report_transaction(ctx) as tx:
        found = _report(tx, wanted, group_by, only=ctx.event_ids, most=None)
        heading = _heading(tx, found, wanted, language=language)
    with transaction(ctx) as tx:
        record_export(tx, "sales_report", user_id=ctx.user_id)
    REPORTS.add(kind="exported")
    return _file(found, group_by, format_, heading)


def report_of(tx: Transaction, wanted: ReportFilter, group_by: Grouping) -> SalesReport:
    """A report for modules above, which say themselves who may see it."""
    return _report(tx, wanted, group_by, only=None)


def file_of(
    tx: Transaction,
    wanted: ReportFilter,
    group_by: Grouping,
    format_: FileFormat,
    *,
    language: str,
) -> ReportFile:
    """The same as a file, with all of its lines."""
    found = _report(tx, wanted, group_by, only=None, most=None)
    heading = _heading(tx, found, wanted, language=language)
    return _file(found, group_by, format_, heading)


def time_zone_of(tx: Transaction, wanted: ReportFilter) -> str:
    """The event's, else the organization's; a series that is not there is refused."""
    if wanted.event_id is not None:
        return events.get_event_brief(tx, wanted.event_id).time_zone
    if wanted.series_id is not None and series.find_series(tx, wanted.series_id) is None:
        raise Invalid(FieldError("/series_id", "This is no series of the organization."))
    return organizations.get_organization(tx).time_zone


def _heading(
    tx: Transaction, found: SalesReport, wanted: ReportFilter, *, language: str | None
) -> Heading:
    """Whose figures they are: the event's, the series', or the whole organization's."""
    organization = organizations.get_organization(tx)
    name = organization.name
    if wanted.event_id is not None:
        name = events.get_event_brief(tx, wanted.event_id).title
    elif wanted.series_id is not None and (whole := series.find_series(tx, wanted.series_id)):
        name = whole.title
    return Heading(
        name=name,
        language=language or organization.locale,
        time_zone=found.time_zone,
        counted_at=found.counted_at,
        days=(found.first_day, found.last_day),
    )


def _file(
    found: SalesReport, group_by: Grouping, format_: FileFormat, heading: Heading
) -> ReportFile:
    rows = [_cells(line.key, line) for line in found.lines]
    rows += [_cells("total", line) for line in found.totals]
    return report_file(
        f"sales-by-{group_by.value.replace('_', '-')}",
        format_,
        line_count=len(found.lines),
        draw=lambda: tables.draw_report(found, heading),
        columns=(group_by.value, "name", "currency", *COUNTS, *AMOUNTS),
        rows=rows,
    )


def compare_events(
    ctx: OrganizationContext, event_id: UUID, other_event_id: UUID
) -> SalesComparison:
    """Two events side by side, aligned on the days before each begins; one statement for each."""
    policies.require_can_read(ctx, event_id, other_event_id)
    with report_transaction(ctx) as tx:
        event, sold = _compared(tx, event_id, "event_id")
        other, other_sold = _compared(tx, other_event_id, "other_event_id")
        by_now = rules.sold_until(other_sold, event.days_before_now, other.currency)
        counted_at = tx.now
    REPORTS.add(kind="compared")
    return SalesComparison(
        counted_at=counted_at,
        event=event,
        other=other,
        other_tickets_by_now=by_now[0],
        other_gross_minor_by_now=by_now[1],
        days=rules.compared_days(event, other, sold, other_sold),
    )


def _report(
    tx: Transaction,
    wanted: ReportFilter,
    group_by: Grouping,
    *,
    only: Collection[UUID] | None,
    most: int | None = rules.MOST_LINES,
) -> SalesReport:
    time_zone = time_zone_of(tx, wanted)
    where = _where(wanted, time_zone, only)
    touched = day_counts.find_touched(tx, time_zone)
    found = queries.list_figures(tx, group_by, where, touched=touched)
    has_money = group_by is not Grouping.TICKET_TYPE
    totals, groups = rules.in_order(found, in_time=group_by in rules.IN_TIME)
    shown = groups if most is None else groups[:most]
    names = _names(tx, group_by, shown)
    return SalesReport(
        event_id=wanted.event_id,
        series_id=wanted.series_id,
        first_day=wanted.first_day,
        last_day=wanted.last_day,
        group_by=group_by.value,
        time_zone=time_zone,
        counted_at=tx.now,
        totals=[rules.report_line(each, has_money=has_money) for each in totals],
        lines=[rules.report_line(each, has_money=has_money, names=names) for each in shown],
        is_cut=len(shown) < len(groups),
    )


def _where(wanted: ReportFilter, time_zone: str, only: Collection[UUID] | None) -> dict[str, Any]:
    """What the statements are asked for; `only` are the events of who may see some."""
    starts_at, ends_at = day_bounds(wanted.first_day, wanted.last_day, ZoneInfo(time_zone))
    limits = None if only is None else list(only)
    return {
        "event_ids": [wanted.event_id] if wanted.event_id is not None else limits,
        "series_id": wanted.series_id,
        "time_zone": time_zone,
        "first_day": wanted.first_day,
        "last_day": wanted.last_day,
        "starts_at": starts_at,
        "ends_at": ends_at,
    }


def _names(tx: Transaction, group_by: Grouping, groups: list[Figures]) -> dict[str, str]:
    keys = sorted({each.key for each in groups if each.key})
    find = NAMES.get(group_by)
    return find(tx, keys) if find is not None and keys else {}


def _titles(tx: Transaction, keys: list[str]) -> dict[str, str]:
    return {str(e.id): e.title for e in events.events_by_id(tx, [UUID(key) for key in keys])}


def _sellers(tx: Transaction, keys: list[str]) -> dict[str, str]:
    """The names of members, devices and API tokens, as they are now."""
    ids: defaultdict[str, list[UUID]] = defaultdict(list)
    for kind, _, id_ in (key.partition(":") for key in keys):
        ids[kind].append(UUID(id_))
    people = identity.get_people(tx, ids["user"])
    return {
        **{f"user:{id_}": person.display_name for id_, person in people.items()},
        **{f"device:{id_}": name for id_, name in devices.names_of(tx, ids["device"]).items()},
        **{f"token:{id_}": name for id_, name in api_tokens.names_of(tx, ids["token"]).items()},
    }


NAMES: Final[dict[Grouping, Callable[[Transaction, list[str]], dict[str, str]]]] = {
    Grouping.EVENT: _titles,
    Grouping.TICKET_TYPE: queries.ticket_type_names,
    Grouping.SALES_PARTNER: queries.sales_partner_names,
    Grouping.SOLD_BY: _sellers,
}


def _compared(
    tx: Transaction, event_id: UUID, field: str
) -> tuple[ComparedEvent, list[tuple[str, SoldOfDay]]]:
    event = events.get_event_brief(tx, event_id)
    if event.starts_at is None:
        raise Invalid(FieldError(f"/{field}", NO_DATE))
    zone = ZoneInfo(event.time_zone)
    starts_on = event.starts_at.astimezone(zone).date()
    sold = queries.list_days_before(tx, event_id, starts_on=starts_on, time_zone=event.time_zone)
    currency = rules.main_currency(sold)
    return (
        ComparedEvent(
            event_id=event_id,
            title=event.title,
            starts_on=starts_on,
            currency=currency,
            days_before_now=(starts_on - tx.now.astimezone(zone).date()).days,
            tickets=sum(day.tickets for _, day in sold),
            gross_minor=sum(day.gross_minor for money, day in sold if money == currency),
        ),
        sold,
    )


def _cells(key: str, line: SalesReportLine) -> list[Cell]:
    amounts = [getattr(line, f"{name}_minor") for name in AMOUNTS]
    return [
        key,
        line.name or "",
        line.currency,
        *(getattr(line, name) for name in COUNTS),
        *("" if each is None else amount(each, line.currency) for each in amounts),
    ]
