"""CSV export of the ledger for any spreadsheet: a row for each line, safe to open. Pure."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, date
from typing import Final

from turnout.modules.accounting import journal_entries
from turnout.modules.accounting.types import BookSettings
from turnout.modules.payments import api as payments
from turnout_sdk.money import Money

COLUMNS: Final = (
    "date", "recorded_at", "entry_id", "kind", "account", "account_number", "debit", "credit",
    "currency", "order_number", "invoice_number", "payment_id",
)  # fmt: skip
STARTS: Final = frozenset("=+-@\t\r\n＝＋－＠")
"""What a spreadsheet takes for the beginning of a formula."""


def safe(cell: str) -> str:
    """A text that a spreadsheet shows as it is, whatever it begins with."""
    begins = cell.lstrip(" \u00a0\u3000\ufeff")
    is_formula = bool(STARTS.intersection(begins[:1])) or bool(STARTS.intersection(cell[:1]))
    return f"'{cell}" if is_formula else cell


def rows(several: Iterable[Sequence[str]]) -> bytes:
    """CSV of some rows (RFC 4180), in UTF-8."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([safe(cell) for cell in row] for row in several)
    return out.getvalue().encode()


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
