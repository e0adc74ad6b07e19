"""CSV export of the ledger for any spreadsheet: a row for each line, safe to open. Pure."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

COLUMNS: Final = (
    "date",
    "recorded_at",
    "entry_id",
    "kind",
    "account",
    "account_number",
    "debit",
    "credit",
    "currency",
    "order_number",
    "invoice_number",
    "payment_id",
)
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
