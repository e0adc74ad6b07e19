"""Use cases of the reports: one discount's figures, and its codes' as a table."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, report_transaction, transaction
from turnout.kernel.file_formats import FileFormat, ReportFile
from turnout.kernel.spreadsheet_files import Cell, amount, report_file
from turnout.l10n.report_pages import Heading
from turnout.modules.discount_reports import pdf, policies, queries
from turnout.modules.discount_reports.types import (
    DiscountCodeFigures,
    DiscountReport,
)
from turnout.modules.discounts import api as discounts
from turnout.modules.events import api as events
from turnout.modules.organizations import api as organizations
from turnout.modules.security_events.api import record_export

MOST_CODES: Final = 50
EVERYWHERE: Final = "UTC"
COLUMNS: Final = (
    "code",
    "currency",
    "uses",
    "confirmed_orders",
    "tickets",
    "discount",
    "paid",
    "refunded",
)


def get_report(ctx: OrganizationContext, discount_id: UUID) -> DiscountReport:
    """A discount's uses and revenue, in three statements however many orders used it."""
    policies.require_can_read(ctx)
    discount = discounts.get_discount(ctx, discount_id)
    with report_transaction(ctx) as tx:
        time_zone = _time_zone(tx, discount.event_id)
        return DiscountReport(
            discount_id=discount_id,
            time_zone=time_zone,
            totals=queries.list_totals(tx, discount_id),
            days=queries.list_days(tx, discount_id, time_zone=time_zone),
            codes=queries.list_codes(tx, discount_id, limit=MOST_CODES),
        )


def export_report(
    ctx: OrganizationContext, discount_id: UUID, *, format_: FileFormat, language: str | None
) -> ReportFile:
    """Every code that orders use, with amounts in major units; that it left is recorded.

    A PDF ends with the sums of each currency. `language` is that of its words, else the
    organization's.
    """
    policies.require_can_read(ctx)
    discount = discounts.get_discount(ctx, discount_id)
    with report_transaction(ctx) as tx:
        found = queries.list_codes(tx, discount_id)
        totals = queries.list_totals(tx, discount_id)
        heading = Heading(
            name=discount.name,
            language=language or organizations.get_organization(tx).locale,
            time_zone=_time_zone(tx, discount.event_id),
            counted_at=tx.now,
        )
    with transaction(ctx) as tx:
        record_export(tx, "discount_report", user_id=ctx.user_id)
    return report_file(
        "discount-report",
        format_,
        line_count=len(found),
        draw=lambda: pdf.draw_report(found, totals, heading),
        columns=COLUMNS,
        rows=map(_cells, found),
    )


def _time_zone(tx: Transaction, event_id: UUID | None) -> str:
    return EVERYWHERE if event_id is None else events.get_event_brief(tx, event_id).time_zone


def _cells(line: DiscountCodeFigures) -> Sequence[Cell]:
    amounts = (line.discount_minor, line.paid_minor, line.refunded_minor)
    return (
        line.code,
        line.currency,
        line.uses,
        line.confirmed,
        line.tickets,
        *(amount(each, line.currency) for each in amounts),
    )
