"""Looking at invoices, and the files that were drawn of them."""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from turnout.kernel.context import OrganizationContext, SystemContext, TenantContext, system_in
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import TurnoutError
from turnout.modules.files import api as files
from turnout.modules.invoices import policies, queries
from turnout.modules.invoices.errors import InvoiceNotFound
from turnout.modules.invoices.metrics import DRAWN
from turnout.modules.invoices.types import Document, InvoiceView
from turnout.modules.orders import api as orders

JOB = "invoices.draw"


@dataclass(frozen=True, slots=True)
class InvoiceFile:
    number: str
    content: bytes


def list_invoices(
    ctx: OrganizationContext,
    request: PageRequest,
    *,
    event_id: UUID | None = None,
    kind: str | None = None,
) -> Page[InvoiceView]:
    """Newest first; a grant for some events sees the invoices of those."""
    policies.require_can_list(ctx)
    with transaction(ctx) as tx:
        rows = queries.list_invoices(tx, request, event_id=event_id, kind=kind, only=ctx.event_ids)
    return page(rows, request, key=lambda row: (row.issued_at.isoformat(), row.id))


def list_of_order(ctx: TenantContext, order_id: UUID) -> list[InvoiceView]:
    """The invoice of an order and its credit notes, oldest first."""
    policies.require_can_open(ctx)
    with transaction(ctx) as tx:
        order = orders.get_whole_order(tx, order_id)
        found = queries.list_of_order(tx, order_id)
    policies.require_can_open(ctx, order.event_id)
    return found


def open_pdf(ctx: TenantContext, invoice_id: UUID, *, order_id: UUID | None = None) -> InvoiceFile:
    """The file as it was drawn after issuing, or drawn now if that has not happened yet.

    Whoever comes by an order's secret names the order, and gets its documents only.
    """
    policies.require_can_open(ctx)
    with transaction(ctx) as tx:
        invoice = queries.get_invoice(tx, invoice_id)
    policies.require_can_open(ctx, invoice.event_id)
    if order_id not in (None, invoice.order_id):
        raise InvoiceNotFound
    if invoice.file_id is None:
        return InvoiceFile(invoice.number, _draw(invoice.document))
    inside = system_in(ctx.organization_id, JOB, request_id=ctx.request_id)
    opened = files.open_file(inside, invoice.file_id)
    return InvoiceFile(invoice.number, b"".join(opened.pieces))


def draw_invoice(ctx: OrganizationContext, invoice_id: UUID) -> None:
    """Draw the file and keep it; once, since what was handed out must not change later."""
    policies.require_platform(ctx)
    with transaction(ctx) as tx:
        invoice = queries.get_invoice(tx, invoice_id)
    if invoice.file_id is not None:
        return
    upload = files.Upload(
        name=f"{invoice.number}.pdf",
        data=_draw(invoice.document),
        declared_type="application/pdf",
    )
    try:
        # Not among the organization's own files: those are shown to who may see no invoices.
        files.store_entrusted(ctx, upload, claim=partial(_claim, invoice_id))
    except _DrawnBefore:
        return
    except TurnoutError:
        DRAWN.add(outcome="refused")
        raise
    DRAWN.add(outcome="stored")


class _DrawnBefore(Exception):
    pass


def _claim(invoice_id: UUID, tx: Transaction, file_id: UUID) -> None:
    if not queries.attach_file(tx, invoice_id, file_id):
        raise _DrawnBefore


def list_undrawn(ctx: SystemContext, *, limit: int = 200) -> list[tuple[UUID, UUID]]:
    """(organization, invoice) of what was issued a minute ago and has no file."""
    with transaction(ctx) as tx:
        return queries.list_undrawn(tx, now=tx.now, limit=limit)


def _draw(document: Document) -> bytes:
    """The drawing libraries take 60 MB that a web process need not have: loaded by who draws."""
    from turnout.modules.invoices.pdf import render_invoice

    return render_invoice(document)
