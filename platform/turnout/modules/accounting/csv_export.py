"""CSV export of the ledger for any spreadsheet: a row for each line, safe to open. Pure."""

from datetime import UTC, date
from typing import Final

from turnout.kernel.spreadsheets import BYTE_ORDER_MARK, csv_rows
from turnout.modules.accounting import journal_entries
from turnout.modules.accounting.types import BookSettings
from turnout.modules.payments import api as payments
from turnout_sdk.money import Money

COLUMNS: Final = (
    "date", "recorded_at", "entry_id", "kind", "account", "account_number", "debit", "credit",
    "currency", "order_number", "invoice_number", "payment_id",
)  # fmt: skip


def beginning() -> bytes:
    """The mark by which spreadsheets know UTF-8, and the headings."""
    return BYTE_ORDER_MARK + csv_rows([COLUMNS])


def row(
    entry: payments.ExportedEntry,
    line: payments.LedgerLineView,
    settings: BookSettings,
    *,
    day: date,
    numbers: tuple[str, str],
) -> list[str]:
    """The cells of one ledger line; `numbers` are those of its order and invoice."""
    amount = Money(abs(line.amount_minor), entry.currency).decimal()
    return [
        day.isoformat(),
        entry.recorded_at.astimezone(UTC).isoformat(),
        str(entry.id),
        entry.kind,
        line.account,
        journal_entries.number_of(settings, line.account),
        amount if line.amount_minor > 0 else "",
        amount if line.amount_minor < 0 else "",
        entry.currency,
        *numbers,
        str(entry.payment_id or ""),
    ]
