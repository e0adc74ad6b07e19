"""Use cases of the reports: one discount's figures, and its codes' as a table."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.spreadsheets import BYTE_ORDER_MARK, csv_rows
from turnout.modules.discount_reports import policies, queries
from turnout.modules.discount_reports.types import DiscountCodeFigures, DiscountReport
from turnout.modules.discounts import api as discounts
from turnout.modules.events import api as events
from turnout.modules.security_events.api import SecurityEventKind, record_security_event
from turnout_sdk.money import Money

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
    with transaction(ctx) as tx:
        time_zone = _time_zone(tx, discount.event_id)
        return DiscountReport(
            discount_id=discount_id,
            time_zone=time_zone,
            totals=queries.list_totals(tx, discount_id),
            days=queries.list_days(tx, discount_id, time_zone=time_zone),
            codes=queries.list_codes(tx, discount_id, limit=MOST_CODES),
        )


def export_report(ctx: OrganizationContext, discount_id: UUID) -> bytes:
    """Every code that orders use, as CSV with amounts in major units; that it left is recorded."""
    policies.require_can_read(ctx)
    discounts.get_discount(ctx, discount_id)
    with transaction(ctx) as tx:
        found = queries.list_codes(tx, discount_id)
        told = {"what": "discount_report"}
        record_security_event(tx, SecurityEventKind.EXPORTED, user_id=ctx.user_id, details=told)
    return BYTE_ORDER_MARK + csv_rows([COLUMNS, *(_cells(each) for each in found)])


def _time_zone(tx: Transaction, event_id: UUID | None) -> str:
    return EVERYWHERE if event_id is None else events.get_event_brief(tx, event_id).time_zone


def _cells(line: DiscountCodeFigures) -> Sequence[str]:
    amounts = (line.discount_minor, line.paid_minor, line.refunded_minor)
    return (
        line.code,
        line.currency,
        *(str(each) for each in (line.uses, line.confirmed, line.tickets)),
        *(Money(each, line.currency).decimal() for each in amounts),
    )
