"""Exports of the books: CSV or a workbook, DATEV for the tax adviser; streamed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import FieldError, Invalid, PreconditionFailed
from turnout.kernel.file_formats import FileFormat, ReportFile
from turnout.kernel.observability.metrics import counter
from turnout.kernel.spreadsheet_files import Cell, amount, long_sheet
from turnout.modules.accounting import datev, journal_entries, policies, queries
from turnout.modules.accounting.errors import (
    NotConfigured,
    NotForThisCurrency,
    TooManyBookings,
    TwoFiscalYears,
)
from turnout.modules.accounting.facts import BooksExported
from turnout.modules.accounting.journal_entries import journal_entries_of
from turnout.modules.accounting.types import BookSettings
from turnout.modules.invoices import api as invoices
from turnout.modules.orders import api as orders
from turnout.modules.organizations import api as organizations
from turnout.modules.payments import api as payments
from turnout.modules.security_events.api import record_export
from turnout_sdk.currencies import exponent_of

CHUNK: Final = 500
MEDIA_TYPES: Final[Mapping[str, str]] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": FileFormat.XLSX.media_type,
    "datev": "text/csv; charset=windows-1252",
}
COLUMNS: Final = (
    "date", "recorded_at", "entry_id", "kind", "account", "account_number", "debit", "credit",
    "currency", "order_number", "invoice_number", "payment_id",
)  # fmt: skip
"""Of CSV and workbook; a row for each line of an entry."""
EXPORTS: Final = counter(
    "turnout_books_exported", "Exports of the books", format=tuple(MEDIA_TYPES)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days from `since` to `until`, both included, where the organization is.

    `by` says which day of an entry counts: `occurred`, or `recorded`, by which no later entry
    ever falls into a period that is over.
    """

    since: date
    until: date
    zone: ZoneInfo
    by: str = "occurred"

    def day_of(self, entry: payments.ExportedEntry) -> date:
        at = entry.occurred_at if self.by == "occurred" else entry.recorded_at
        return at.astimezone(self.zone).date()

    @property
    def start(self) -> datetime:
        return datetime.combine(self.since, time(), self.zone).astimezone(UTC)

    @property
    def end(self) -> datetime:
        after = self.until + timedelta(days=1)
        return datetime.combine(after, time(), self.zone).astimezone(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class _DocumentNumbers:
    """Orders and numbers of invoices by the order that an entry is about."""

    orders: dict[UUID, orders.OrderTaxes]
    invoices: dict[UUID, str]


def export_books(
    ctx: OrganizationContext,
    *,
    since: date,
    until: date,
    form: str,
    by: str = "occurred",
    currency: str | None = None,
) -> ReportFile:
    """The ledger of a period, checked before the first byte; the same again for the same books.

    DATEV holds one currency (the organization's, unless another is asked for) and one fiscal
    year: TwoFiscalYears names the day at which to cut. NotConfigured without adviser and client.
    """
    policies.require_can_export(ctx)
    if until < since:
        raise Invalid(FieldError("?to", "This day is before the first one."))
    is_datev = form == "datev"
    with transaction(ctx) as tx:
        organization = organizations.get_organization(tx)
        settings = queries.find_settings(tx) or journal_entries.DEFAULT_SETTINGS
        period = Period(since=since, until=until, zone=ZoneInfo(organization.time_zone), by=by)
        batch = _batch(settings, period, currency or organization.currency, made_at=tx.now)
        if is_datev:
            _require_fitting(batch)
            count = payments.count_ledger(tx, _asked(period, batch.currency))
            if count > datev.MOST_ENTRIES:
                raise TooManyBookings(lines=count, most=datev.MOST_ENTRIES)
        tx.publish(BooksExported(format=form, since=since.isoformat(), until=until.isoformat()))
        record_export(tx, "books", user_id=ctx.user_id, format=form, since=since, until=until)
    EXPORTS.add(format=form)
    days = f"{since:%Y%m%d}-{until:%Y%m%d}"
    rows = _rows(ctx, period, settings, currency)
    return ReportFile(
        name=f"EXTF_Buchungsstapel_{days}.csv" if is_datev else f"ledger_{days}.{form}",
        media_type=MEDIA_TYPES[form],
        pieces=_datev(ctx, period, batch) if is_datev else long_sheet(form, COLUMNS, rows),
    )


def get_settings(ctx: OrganizationContext) -> BookSettings:
    """The accounts of the books: what is set, or the chart's defaults."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return _complete(queries.find_settings(tx) or journal_entries.DEFAULT_SETTINGS)


def set_settings(
    ctx: OrganizationContext, settings: BookSettings, *, version: int | None = None
) -> BookSettings:
    """Set the accounts for the next exports.

    PreconditionFailed when `version` is given and somebody changed them in the meantime.
    """
    policies.require_can_configure(ctx)
    with transaction(ctx) as tx:
        saved = queries.save_settings(tx, settings, seen=version)
    if saved is None:
        raise PreconditionFailed
    return _complete(saved)


def _complete(settings: BookSettings) -> BookSettings:
    """With the number of every account, set or not."""
    numbers = {
        each.value: journal_entries.number_of(settings, each.value) for each in payments.Account
    }
    return replace(settings, accounts=numbers)


def _batch(
    settings: BookSettings, period: Period, currency: str, *, made_at: datetime
) -> datev.Batch:
    return datev.Batch(
        settings=settings,
        since=period.since,
        until=period.until,
        fiscal_year=datev.fiscal_year_of(period.since, first_month=settings.fiscal_year_month),
        currency=currency,
        made_at=made_at.astimezone(period.zone),
    )


def _require_fitting(batch: datev.Batch) -> None:
    """Refuse before the file begins what DATEV could not read."""
    settings = batch.settings
    if not settings.adviser_number or not settings.client_number:
        raise NotConfigured
    if exponent_of(batch.currency) > datev.DECIMALS:
        raise NotForThisCurrency
    last = datev.fiscal_year_of(batch.until, first_month=settings.fiscal_year_month)
    if last != batch.fiscal_year:
        raise TwoFiscalYears(
            FieldError("?to", f"A fiscal year begins on {last.isoformat()}: export up to the day"
                       " before it, and the rest in another file."),
            begins_on=last.isoformat(),
        )  # fmt: skip


def _datev(ctx: OrganizationContext, period: Period, batch: datev.Batch) -> Iterator[bytes]:
    yield from datev.head(batch)
    for chunk, papers in _entries(ctx, period, batch.currency):
        lines = []
        for entry in chunk:
            order = papers.orders.get(entry.reference) if entry.reference else None
            voucher = datev.Voucher(
                day=period.day_of(entry),
                number=_voucher(entry, papers),
                text=f"{entry.kind} {order.number if order else ''}".strip(),
            )
            taxes = order.gross_by_rate if order else {}
            lines += [
                datev.line(each, voucher, batch)
                for each in journal_entries_of(entry, batch.settings, taxes)
            ]
        yield b"".join(lines)


def _rows(
    ctx: OrganizationContext, period: Period, settings: BookSettings, currency: str | None
) -> Iterator[list[list[Cell]]]:
    for chunk, papers in _entries(ctx, period, currency):
        yield [
            _row(entry, line, settings, day=period.day_of(entry), numbers=numbers)
            for entry in chunk
            for numbers in [_numbers(entry, papers)]
            for line in entry.lines
        ]


def _row(
    entry: payments.ExportedEntry,
    line: payments.LedgerLineView,
    settings: BookSettings,
    *,
    day: date,
    numbers: tuple[str, str],
) -> list[Cell]:
    """The cells of one ledger line; `numbers` are those of its order and invoice."""
    moved = amount(abs(line.amount_minor), entry.currency)
    return [
        day.isoformat(),
        entry.recorded_at.astimezone(UTC).isoformat(),
        str(entry.id),
        entry.kind,
        line.account,
        journal_entries.number_of(settings, line.account),
        moved if line.amount_minor > 0 else "",
        moved if line.amount_minor < 0 else "",
        entry.currency,
        *numbers,
        str(entry.payment_id or ""),
    ]


def _numbers(entry: payments.ExportedEntry, papers: _DocumentNumbers) -> tuple[str, str]:
    """The numbers of the order and of the invoice that an entry is about."""
    if entry.reference is None:
        return "", ""
    order = papers.orders.get(entry.reference)
    return order.number if order else "", papers.invoices.get(entry.reference, "")


def _entries(
    ctx: OrganizationContext, period: Period, currency: str | None
) -> Iterator[tuple[list[payments.ExportedEntry], _DocumentNumbers]]:
    """A chunk per transaction: memory stays flat however long the books are."""
    asked, after = _asked(period, currency), None
    while True:
        with transaction(ctx) as tx:
            chunk = payments.list_ledger(tx, asked, after=after, limit=CHUNK)
            references = {each.reference for each in chunk if each.reference}
            papers = _DocumentNumbers(
                orders=orders.list_taxes(tx, references),
                invoices=invoices.numbers_of(tx, references),
            )
        if chunk:
            yield chunk, papers
        if len(chunk) < CHUNK:
            return
        after = chunk[-1]


def _asked(period: Period, currency: str | None) -> payments.LedgerPeriod:
    return payments.LedgerPeriod(
        since=period.start, until=period.end, by=period.by, currency=currency
    )


def _voucher(entry: payments.ExportedEntry, papers: _DocumentNumbers) -> str:
    """The invoice's number, else the order's, else what the entry's own source ends in."""
    if entry.reference is None:
        return entry.source.rpartition(":")[2]
    order = papers.orders.get(entry.reference)
    return papers.invoices.get(entry.reference) or (order.number if order else "")
