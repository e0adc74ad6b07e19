"""What outlives an organization, and until when: pure, without clock or database."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from turnout.modules.closures.types import DeletedRows, DeletionReport, KeptRows

BOOKS: Final = "books and receipts have to be kept by tax and commercial law"
POINTED_AT: Final = "kept books point at it; only those rows stay, without personal data"
PROOF: Final = "says that the organization was, and what became of it"
SUMS: Final = "sums of the platform, in which nobody is named"
TRANSPORT: Final = "is on its way, and goes by itself"

KEPT: Final[Mapping[str, str]] = {
    "accounting_settings": BOOKS,
    "audit_entries": PROOF + "; its contents are erased but for the books",
    "audit_heads": PROOF,
    "billing_details": BOOKS,
    "file_jobs": TRANSPORT,
    "handled_facts": TRANSPORT,
    "invoice_counters": BOOKS,
    "invoice_settings": BOOKS,
    "invoices": BOOKS,
    "ledger_entries": BOOKS,
    "ledger_lines": BOOKS,
    "order_lines": BOOKS,
    "order_refunds": BOOKS,
    "order_returns": BOOKS,
    "orders": BOOKS + "; buyers are taken out",
    "organization_closures": PROOF,
    "organization_suspensions": PROOF,
    "outbox": TRANSPORT,
    "payment_facts": BOOKS,
    "payment_operations": BOOKS,
    "payments": BOOKS,
    "payout_items": BOOKS,
    "payouts": BOOKS,
    "platform_fees": BOOKS,
    "platform_statistics_cursors": SUMS,
    "platform_statistics_days": SUMS,
    "refunds": BOOKS,
    "security_events": "security events are kept as long as those of everybody",
}
"""Tables that stay whole, each with its reason.

The organization's own row stays as well, and its address names: nobody else gets them.
"""
SHELLS: Final[Mapping[str, str]] = {
    "ticket_types": POINTED_AT,
    "inventory_pools": POINTED_AT,
    "connections": POINTED_AT,
    "files": "the PDF of an invoice is part of the books",
    "file_variants": "the PDF of an invoice is part of the books",
    "events": POINTED_AT,
}
"""Tables of which the rows stay that kept ones point at."""
BOOKKEEPING: Final = frozenset(
    table for table, reason in KEPT.items() if reason == BOOKS and table != "billing_details"
)
"""Tables whose entries in the audit log keep their contents."""


def deletes_at(now: datetime, *, grace_days: int) -> datetime:
    return now + timedelta(days=grace_days)


def kept_until(day: date, *, years: int) -> date:
    """The last day of the year that is so many years after: how tax laws count."""
    return date(day.year + years, 12, 31)


def report_of(
    rows: Iterable[DeletedRows], *, files: int, deleted_at: datetime, until: date
) -> DeletionReport:
    """What went and what was kept; tables that were empty are not named."""
    found = sorted(rows, key=lambda each: each.table_name)
    reasons = {**SHELLS, **KEPT}
    return DeletionReport(
        deleted_at=deleted_at,
        kept_until=until,
        deleted={each.table_name: each.deleted for each in found if each.deleted},
        files=files,
        kept=tuple(
            KeptRows(table=each.table_name, rows=each.kept, reason=reasons[each.table_name])
            for each in found
            if each.kept
        ),
    )
