"""Every statement of invoices."""

from collections.abc import Collection
from dataclasses import asdict, fields
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.pagination import PageRequest, place_in_time
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.kernel.values import attributes_of
from turnout.modules.invoices.errors import InvoiceNotFound
from turnout.modules.invoices.types import (
    Billing,
    DocumentKind,
    InvoiceView,
    SellerSettings,
)

COLUMNS: Final = """
    id, kind, number, order_id, event_id, refund_id, corrects_id, currency, net_minor, tax_minor,
    total_minor, issued_at, file_id, document
"""
OWN: Final = "WHERE organization_id = %(organization_id)s"
FIND: Final = f"SELECT {COLUMNS} FROM invoices {OWN} AND id = %(id)s"
LOCK: Final = f"SELECT true FROM invoices {OWN} AND id = %(id)s FOR UPDATE"
OF_ORDER: Final = f"""
    SELECT {COLUMNS} FROM invoices {OWN} AND order_id = %(order_id)s ORDER BY issued_at, id
"""
NUMBERS: Final = f"""
    SELECT order_id, number FROM invoices {OWN} AND order_id = ANY(%(orders)s)
        AND kind = 'invoice'
"""
LIST: Final = f"SELECT {COLUMNS} FROM invoices {OWN}"
LATER: Final = " AND (issued_at, id) < (%(after_at)s::timestamptz, %(after_id)s)"
NEWEST_FIRST: Final = " ORDER BY issued_at DESC, id DESC LIMIT %(limit)s"
OPEN_COUNTER: Final = """
    INSERT INTO invoice_counters (organization_id, id, kind, year, last_number)
    VALUES (%(organization_id)s, %(id)s, %(kind)s, %(year)s, 0)
    ON CONFLICT (organization_id, kind, year) DO NOTHING
"""
LOCK_COUNTER: Final = f"""
    SELECT last_number FROM invoice_counters {OWN} AND kind = %(kind)s AND year = %(year)s
    FOR UPDATE
"""
TAKE_NUMBER: Final = f"""
    UPDATE invoice_counters SET last_number = last_number + 1
    {OWN} AND kind = %(kind)s AND year = %(year)s RETURNING last_number
"""
INSERT: Final = """
    INSERT INTO invoices (organization_id, id, kind, number, year, sequence, order_id, event_id,
        refund_id, corrects_id, currency, net_minor, tax_minor, total_minor, issued_at, document)
    VALUES (%(organization_id)s, %(id)s, %(kind)s, %(number)s, %(year)s, %(sequence)s,
        %(order_id)s, %(event_id)s, %(refund_id)s, %(corrects_id)s, %(currency)s, %(net_minor)s,
        %(tax_minor)s, %(total_minor)s, %(issued_at)s, %(document)s::jsonb)
"""
ATTACH: Final = f"""
    UPDATE invoices SET file_id = %(file_id)s {OWN} AND id = %(id)s AND file_id IS NULL
    RETURNING true
"""
UNDRAWN: Final = """
    SELECT organization_id, id FROM invoices
    WHERE file_id IS NULL AND issued_at < %(before)s ORDER BY issued_at LIMIT %(limit)s
"""
SETTINGS: Final = tuple(each.name for each in fields(SellerSettings) if each.name != "version")
FIND_SETTINGS: Final = f"SELECT {', '.join(SETTINGS)}, version FROM invoice_settings {OWN}"
SAVE_SETTINGS: Final = f"""
    INSERT INTO invoice_settings (organization_id, id, {", ".join(SETTINGS)}, version)
    VALUES (%(organization_id)s, %(id)s, {", ".join(f"%({name})s" for name in SETTINGS)}, 1)
    ON CONFLICT (organization_id) DO UPDATE
        SET {", ".join(f"{name} = excluded.{name}" for name in SETTINGS)},
            version = invoice_settings.version + 1
        WHERE %(seen)s::bigint IS NULL OR invoice_settings.version = %(seen)s
    RETURNING {", ".join(SETTINGS)}, version
"""
BILLING: Final = tuple(each.name for each in fields(Billing))
FIND_BILLING: Final = f"""
    SELECT {", ".join(BILLING)} FROM billing_details {OWN} AND order_id = %(order_id)s
"""
SAVE_BILLING: Final = f"""
    INSERT INTO billing_details (organization_id, id, order_id, changed_at, {", ".join(BILLING)})
    VALUES (%(organization_id)s, %(id)s, %(order_id)s, %(now)s,
        {", ".join(f"%({name})s" for name in BILLING)})
    ON CONFLICT (organization_id, order_id) DO UPDATE
        SET {", ".join(f"{name} = excluded.{name}" for name in BILLING)},
            changed_at = excluded.changed_at
"""


def get_invoice(tx: Transaction, invoice_id: UUID) -> InvoiceView:
    where = {"organization_id": tx.organization_id, "id": invoice_id}
    rows = tx.query(FIND, where, into=InvoiceView.of)
    if not rows:
        raise InvoiceNotFound
    return rows[0]


def lock_invoice(tx: Transaction, invoice_id: UUID) -> None:
    """Lock an invoice: its credit notes are decided one after the other."""
    tx.query(LOCK, {"organization_id": tx.organization_id, "id": invoice_id})


def list_of_order(tx: Transaction, order_id: UUID) -> list[InvoiceView]:
    """The invoice of an order and its credit notes, oldest first."""
    where = {"organization_id": tx.organization_id, "order_id": order_id}
    return tx.query(OF_ORDER, where, into=InvoiceView.of)


def find_invoice_of(tx: Transaction, order_id: UUID) -> InvoiceView | None:
    every = list_of_order(tx, order_id)
    return next((each for each in every if each.kind is DocumentKind.INVOICE), None)


def numbers_of(tx: Transaction, orders: Collection[UUID]) -> dict[UUID, str]:
    """The numbers of the invoices of these orders, those that have one."""
    where = {"organization_id": tx.organization_id, "orders": list(orders)}
    return dict(tx.query(NUMBERS, where))


def list_invoices(
    tx: Transaction,
    request: PageRequest,
    *,
    event_id: UUID | None = None,
    kind: str | None = None,
    only: frozenset[UUID] | None = None,
) -> list[InvoiceView]:
    """Newest first, one row more than asked for; `only` keeps to the events of a grant."""
    statement = LIST
    where: dict[str, Any] = {"organization_id": tx.organization_id, "limit": request.limit + 1}
    if event_id is not None:
        statement += " AND event_id = %(event_id)s"
        where["event_id"] = event_id
    if kind is not None:
        statement += " AND kind = %(kind)s"
        where["kind"] = kind
    if only is not None:
        statement += " AND event_id = ANY(%(only)s)"
        where["only"] = list(only)
    after = place_in_time(request)
    if after is not None:
        statement += LATER
        where["after_at"], where["after_id"] = after
    return tx.query(statement + NEWEST_FIRST, where, into=InvoiceView.of)


def lock_counter(tx: Transaction, kind: DocumentKind, year: int) -> None:
    """Lock the numbers of a kind and year until this transaction ends."""
    where = {"organization_id": tx.organization_id, "kind": kind, "year": year}
    tx.query(OPEN_COUNTER, {**where, "id": new_id()})
    tx.query(LOCK_COUNTER, where)


def take_number(tx: Transaction, kind: DocumentKind, year: int) -> int:
    """The next number. It is taken when this transaction commits, and free again if it fails."""
    where = {"organization_id": tx.organization_id, "kind": kind, "year": year}
    [(number,)] = tx.query(TAKE_NUMBER, where)
    return int(number)


def insert_invoice(tx: Transaction, view: InvoiceView, *, year: int, sequence: int) -> None:
    own = {"organization_id": tx.organization_id, "year": year, "sequence": sequence}
    tx.query(INSERT, attributes_of(view) | own | {"document": as_json(view.document)})


def attach_file(tx: Transaction, invoice_id: UUID, file_id: UUID) -> bool:
    """Attach the PDF to its invoice; False when there is one already."""
    where = {"organization_id": tx.organization_id, "id": invoice_id, "file_id": file_id}
    return bool(tx.query(ATTACH, where))


def list_undrawn(tx: Transaction, *, now: datetime, limit: int) -> list[tuple[UUID, UUID]]:
    """(organization, invoice) of documents that should have their file by now."""
    where = {"before": now - timedelta(seconds=60), "limit": limit}
    return list(tx.query(UNDRAWN, where))


def get_settings(tx: Transaction) -> SellerSettings:
    """Get the organization's settings; empty ones while it has set nothing."""
    rows = tx.query(FIND_SETTINGS, {"organization_id": tx.organization_id}, into=SellerSettings)
    return rows[0] if rows else SellerSettings()


def save_settings(
    tx: Transaction, settings: SellerSettings, *, seen: int | None
) -> SellerSettings | None:
    """Replace the settings; None when they are no longer the version that was `seen`."""
    own = {"organization_id": tx.organization_id, "id": new_id(), "seen": seen}
    rows = tx.query(SAVE_SETTINGS, {**asdict(settings), **own}, into=SellerSettings)
    return rows[0] if rows else None


def find_billing(tx: Transaction, order_id: UUID) -> Billing | None:
    where = {"organization_id": tx.organization_id, "order_id": order_id}
    return next(iter(tx.query(FIND_BILLING, where, into=Billing)), None)


def save_billing(tx: Transaction, order_id: UUID, billing: Billing) -> None:
    own = {"organization_id": tx.organization_id, "id": new_id(), "order_id": order_id}
    tx.query(SAVE_BILLING, {**asdict(billing), **own, "now": tx.now})
