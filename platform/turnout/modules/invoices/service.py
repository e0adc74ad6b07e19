"""Use cases of invoices: issuance, documents and their files, who sells and who is billed."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.context import OrganizationContext, SystemContext, TenantContext, system_in
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, PreconditionFailed, TurnoutError
from turnout.kernel.http import idempotency
from turnout.kernel.ids import new_id
from turnout.kernel.messaging.tasks import enqueue
from turnout.kernel.observability.metrics import counter
from turnout.kernel.security import permissions
from turnout.kernel.values import from_attributes
from turnout.modules.business_profiles import api as business_profiles
from turnout.modules.events import api as events
from turnout.modules.files import api as files
from turnout.modules.invoices import policies, queries, rules
from turnout.modules.invoices.errors import InvoiceAlreadyIssued, InvoiceNotFound, NotConfirmed
from turnout.modules.invoices.facts import CreditNoteIssued, InvoiceIssued
from turnout.modules.invoices.types import (
    Billing,
    BillingView,
    Document,
    DocumentKind,
    Invoice,
    InvoiceFile,
    InvoiceView,
    SellerSettings,
)
from turnout.modules.orders import api as orders
from turnout.modules.organizations import api as organizations
from turnout.modules.taxes import api as taxes

DRAW_JOB: Final = "invoices.draw"
ISSUED: Final = counter("turnout_invoices_issued", "Documents issued", kind=tuple(DocumentKind))
DRAWN: Final = counter(
    "turnout_invoices_drawn", "PDF files of invoices by how it went", outcome=("stored", "refused")
)


class _AlreadyDrawn(Exception):
    """Another worker stored the file of this document first."""


def get_settings(ctx: OrganizationContext) -> SellerSettings:
    """Get what invoices say of the seller."""
    policies.require_can_list(ctx)
    with transaction(ctx) as tx:
        return _settings(tx)


def _settings(tx: Transaction) -> SellerSettings:
    """The settings; a country that they leave open is that of the business profile."""
    found = queries.get_settings(tx)
    return found if found.country else replace(found, country=business_profiles.country_of(tx))


def set_settings(
    ctx: OrganizationContext, settings: SellerSettings, *, version: int | None = None
) -> SellerSettings:
    """Replace what the next invoices say of the organization; issued ones stay as they are.

    PreconditionFailed when `version` is given and somebody changed them in the meantime.
    """
    policies.require_can_configure(ctx)
    if settings.applies_reverse_charge and not taxes.is_vat_id(
        settings.tax_id, country=settings.country
    ):
        raise Invalid(
            FieldError("/tax_id", "Reverse charge needs the VAT number of your own country.")
        )
    cleaned = replace(settings, tax_id=taxes.clean_tax_id(settings.tax_id))
    with transaction(ctx) as tx:
        saved = queries.save_settings(tx, cleaned, seen=version)
    if saved is None:
        raise PreconditionFailed
    return saved


def get_billing(ctx: TenantContext, order_id: UUID) -> BillingView:
    """Get the billing details of an order; empty fields while there are none."""
    policies.require_can_open(ctx)
    with transaction(ctx) as tx:
        order = orders.get_whole_order(tx, order_id)
        billing = queries.find_billing(tx, order_id)
    policies.require_can_open(ctx, order.event_id)
    return BillingView.of(order_id, billing or Billing())


def set_billing(ctx: TenantContext, order_id: UUID, billing: Billing) -> BillingView:
    """Say whom an order is billed to, before its invoice is issued; InvoiceAlreadyIssued after."""
    policies.require_can_bill(ctx)
    if not (billing.company or billing.name):
        raise Invalid(FieldError("/company", "Name a company or a person."))
    cleaned = replace(billing, tax_id=taxes.clean_tax_id(billing.tax_id))
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        order = orders.get_whole_order(tx, order_id)
        policies.require_can_bill(ctx, order.event_id)
        if queries.find_invoice_of(tx, order_id) is not None:
            raise InvoiceAlreadyIssued
        queries.save_billing(tx, order_id, cleaned)
        billed = BillingView.of(order_id, cleaned)
        idempotency.complete(tx, billed)
    return billed


def follow_order(
    ctx: OrganizationContext, order_id: UUID, *, refund_id: UUID | None = None
) -> None:
    """Bring documents in line with an order: an invoice once it is paid, credit for what went back.

    Safe in whatever order confirmation and refunds are heard. Free orders get none by themselves.
    """
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        follow_order_in(tx, order_id, refund_id=refund_id)


def follow_order_in(tx: Transaction, order_id: UUID, *, refund_id: UUID | None = None) -> None:
    """The same in the caller's transaction: for previews, which roll it back.

    The order is locked before the invoice and the counter, as a refund does that goes on to them.
    """
    orders.lock_summary(tx, order_id)
    order = orders.get_whole_order(tx, order_id)
    if order.confirmed_at is None or order.total_minor == 0:
        return
    invoice = _ensure_invoice(tx, order)
    _credit_refunds(tx, invoice, refund_id)


def issue_invoice(ctx: OrganizationContext, order_id: UUID) -> Invoice:
    """The invoice of a confirmed order, issued now if there is none: also of a free one."""
    policies.require_can_issue(ctx)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        orders.lock_summary(tx, order_id)
        order = orders.get_whole_order(tx, order_id)
        policies.require_can_issue(ctx, order.event_id)
        if order.confirmed_at is None:
            raise NotConfirmed
        issued = _ensure_invoice(tx, order)
        _credit_refunds(tx, issued, None)
        invoice = Invoice.of(issued)
        idempotency.complete(tx, invoice)
        return invoice


def _ensure_invoice(tx: Transaction, order: orders.Order) -> InvoiceView:
    found = queries.find_invoice_of(tx, order.id)
    if found is not None:
        return found
    occasion, today = _occasion(tx, order)
    queries.lock_counter(tx, DocumentKind.INVOICE, today.year)
    found = queries.find_invoice_of(tx, order.id)  # somebody may have been faster
    if found is not None:
        return found
    occasion = replace(occasion, billing=queries.find_billing(tx, order.id))
    document = rules.draft_invoice(order, occasion, issued_on=today)
    invoice = _issue_document(tx, document, order)
    tx.publish(
        InvoiceIssued(
            invoice_id=invoice.id,
            order_id=order.id,
            event_id=order.event_id,
            total_minor=invoice.total_minor,
            currency=invoice.currency,
        )
    )
    return invoice


def _credit_refunds(tx: Transaction, invoice: InvoiceView, refund_id: UUID | None) -> None:
    queries.lock_invoice(tx, invoice.id)
    order = orders.get_whole_order(tx, invoice.order_id)
    every = queries.list_of_order(tx, order.id)
    earlier = [each.document for each in every if each.kind is DocumentKind.CREDIT_NOTE]
    amount = rules.to_credit(order, invoice.document, earlier)
    if not amount:
        return
    document = rules.draft_credit_note(
        invoice.document, earlier, amount, issued_on=_today(tx, organizations.branding_of(tx))
    )
    queries.lock_counter(tx, DocumentKind.CREDIT_NOTE, document.issued_on.year)
    note = _issue_document(tx, document, order, refund_id=refund_id, corrects_id=invoice.id)
    tx.publish(
        CreditNoteIssued(
            invoice_id=note.id,
            corrects_id=invoice.id,
            order_id=order.id,
            event_id=order.event_id,
            total_minor=note.total_minor,
            currency=note.currency,
        )
    )


def _issue_document(
    tx: Transaction,
    document: Document,
    order: orders.Order,
    *,
    refund_id: UUID | None = None,
    corrects_id: UUID | None = None,
) -> InvoiceView:
    """Take the number and write. The counter is locked: nothing may fail for good after this."""
    year = document.issued_on.year
    sequence = queries.take_number(tx, document.kind, year)
    numbered = replace(document, number=rules.number_of(document.kind, year, sequence))
    view = from_attributes(
        InvoiceView,
        numbered,
        id=new_id(),
        order_id=order.id,
        event_id=order.event_id,
        refund_id=refund_id,
        corrects_id=corrects_id,
        issued_at=tx.now,
        file_id=None,
        document=numbered,
    )
    queries.insert_invoice(tx, view, year=year, sequence=sequence)
    arguments = (str(tx.organization_id), str(view.id))
    tx.after_commit.append(lambda: enqueue("invoices.draw", *arguments))
    tx.after_commit.append(lambda: ISSUED.add(kind=document.kind))
    return view


def _occasion(tx: Transaction, order: orders.Order) -> tuple[rules.Occasion, date]:
    """Read what a document says beside its order, and the organization's date of today."""
    branding = organizations.branding_of(tx)
    event = events.get_event(tx, order.event_id)
    occasion = rules.Occasion(
        organization_name=branding.name,
        event_title=event.title,
        supplied_on=event.starts_local.date() if event.starts_local else None,
        settings=_settings(tx),
        billing=None,
        brand_color=branding.brand_color,
    )
    return occasion, _today(tx, branding)


def _today(tx: Transaction, branding: organizations.Branding) -> date:
    return tx.now.astimezone(ZoneInfo(branding.time_zone)).date()


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
        return InvoiceFile(invoice.number, _draw(ctx, invoice.document))
    inside = system_in(ctx.organization_id, DRAW_JOB, request_id=ctx.request_id)
    opened = files.open_file(inside, invoice.file_id)
    return InvoiceFile(invoice.number, b"".join(opened.pieces))


def draw_invoice(ctx: OrganizationContext, invoice_id: UUID) -> None:
    """Draw the file and keep it; once, since what was handed out must not change later."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        invoice = queries.get_invoice(tx, invoice_id)
    if invoice.file_id is not None:
        return
    upload = files.Upload(
        name=f"{invoice.number}.pdf",
        data=_draw(ctx, invoice.document),
        declared_type="application/pdf",
    )
    try:
        # Not among the organization's own files: those are shown to who may see no invoices.
        files.store_entrusted(ctx, upload, claim=partial(_attach, invoice_id))
    except _AlreadyDrawn:
        return
    except TurnoutError:
        DRAWN.add(outcome="refused")
        raise
    DRAWN.add(outcome="stored")


def _attach(invoice_id: UUID, tx: Transaction, file_id: UUID) -> None:
    if not queries.attach_file(tx, invoice_id, file_id):
        raise _AlreadyDrawn


def list_undrawn(ctx: SystemContext, *, limit: int = 200) -> list[tuple[UUID, UUID]]:
    """(organization, invoice) of what was issued a minute ago and has no file."""
    with transaction(ctx) as tx:
        return queries.list_undrawn(tx, now=tx.now, limit=limit)


def _draw(ctx: TenantContext, document: Document) -> bytes:
    """The drawing libraries take 60 MB that a web process need not have: loaded by who draws.

    The logo is the organization's of now: nobody is held to it, so the document does not keep it.
    """
    from turnout.modules.invoices.pdf import render_invoice

    with transaction(ctx) as tx:
        branding = organizations.branding_of(tx)
    logo = events.logo_png(branding, box=rules.LOGO_PIXELS) or b""
    return render_invoice(document, logo=logo)
