"""Taking a number and freezing a document, in one transaction and never twice."""

from dataclasses import replace
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.ids import new_id
from turnout.kernel.messaging.tasks import enqueue
from turnout.modules.events import api as events
from turnout.modules.invoices import policies, queries, rules
from turnout.modules.invoices.errors import NotConfirmed
from turnout.modules.invoices.facts import CreditNoteIssued, InvoiceIssued
from turnout.modules.invoices.metrics import ISSUED
from turnout.modules.invoices.models import DocumentKind
from turnout.modules.invoices.types import Document, InvoiceView
from turnout.modules.orders import api as orders
from turnout.modules.organizations import api as organizations


def follow_order(
    ctx: OrganizationContext, order_id: UUID, *, refund_id: UUID | None = None
) -> None:
    """Bring documents in line with an order: an invoice once it is paid, credit for what went back.

    Safe in whatever order confirmation and refunds are heard. Free orders get none by themselves.
    """
    policies.require_platform(ctx)
    with transaction(ctx) as tx:
        order = orders.get_whole_order(tx, order_id)
        if order.confirmed_at is None or order.total_minor == 0:
            return
        invoice = _ensure_invoice(tx, order)
        _credit_what_went_back(tx, invoice, refund_id)


def issue_invoice(ctx: OrganizationContext, order_id: UUID) -> InvoiceView:
    """The invoice of a confirmed order, issued now if there is none: also of a free one."""
    policies.require_can_issue(ctx)
    with transaction(ctx) as tx:
        order = orders.get_whole_order(tx, order_id)
        policies.require_can_issue(ctx, order.event_id)
        if order.confirmed_at is None:
            raise NotConfirmed
        invoice = _ensure_invoice(tx, order)
        _credit_what_went_back(tx, invoice, None)
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
    invoice = _issue(tx, document, order)
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


def _credit_what_went_back(tx: Transaction, invoice: InvoiceView, refund_id: UUID | None) -> None:
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
    note = _issue(tx, document, order, refund_id=refund_id, corrects_id=invoice.id)
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


def _issue(
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
    view = InvoiceView(
        id=new_id(),
        kind=document.kind,
        number=numbered.number,
        order_id=order.id,
        event_id=order.event_id,
        refund_id=refund_id,
        corrects_id=corrects_id,
        currency=document.currency,
        net_minor=document.net_minor,
        tax_minor=document.tax_minor,
        total_minor=document.total_minor,
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
    """What stands on the document beside the order, and today where the organization is."""
    branding = organizations.branding_of(tx)
    event = events.get_event(tx, order.event_id)
    occasion = rules.Occasion(
        organization_name=branding.name,
        event_title=event.title,
        supplied_on=event.starts_local.date() if event.starts_local else None,
        settings=queries.get_settings(tx),
        billing=None,
    )
    return occasion, _today(tx, branding)


def _today(tx: Transaction, branding: organizations.Branding) -> date:
    return tx.now.astimezone(ZoneInfo(branding.time_zone)).date()
