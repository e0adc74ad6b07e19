"""Hand out the tickets of an order: their codes, on paper, and as calendar entries."""

from urllib.parse import urljoin
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import TenantContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.values import from_attributes
from turnout.modules.orders import policies, queries
from turnout.modules.orders.service.orders import path_of
from turnout.modules.orders.ticket_documents.types import TicketCode, TicketFile
from turnout.modules.orders.types import Order
from turnout.modules.tickets import api as tickets
from turnout_sdk.money import Money


def list_ticket_codes(ctx: TenantContext, order_id: UUID) -> list[TicketCode]:
    """List every ticket of an order; those that admit and are still the buyer's with their code.

    For its buyer, or a member who changes orders: whoever has a code gets in.
    """
    policies.require_can_change(ctx)
    with transaction(ctx) as tx:
        order = _order_of(tx, order_id)
        return [
            _code_of(tx, each, is_open=each.is_valid and not each.is_transferred)
            for each in tickets.list_of(tx, order.id)
        ]


def render_ticket_pdf(ctx: TenantContext, order_id: UUID) -> TicketFile:
    """Draw the valid tickets that are still the buyer's, a page each; NoTickets without any."""
    policies.require_can_change(ctx)
    with transaction(ctx) as tx:
        order = _order_of(tx, order_id)
    options = pdf_options_of(order, language=order.locale)
    return TicketFile(name=order.number, content=tickets.render_pdf(ctx, order.id, options))


def pdf_options_of(order: Order, *, language: str) -> tickets.PdfOptions:
    """What an order knows of its tickets' PDF: its number, names and prices of its lines."""
    lines = {
        line.ticket_type_id: tickets.PdfLine(
            name=line.name, price=Money(line.unit_minor, order.currency)
        )
        for line in order.lines
    }
    return tickets.PdfOptions(order_number=order.number, lines=lines, language=language)


def render_ticket_calendar(ctx: TenantContext, order_id: UUID) -> TicketFile:
    """Write the .ics of what an order's tickets admit to; NoTickets without any, or without a date.

    Its entries lead to the order's page.
    """
    policies.require_can_change(ctx)
    with transaction(ctx) as tx:
        order = _order_of(tx, order_id)
        path = path_of(tx, order.id)
        holding = holding_of(tx, order.id)
    url = urljoin(runtime.current().settings.public_url, path)
    return TicketFile(name=order.number, content=tickets.render_calendar_of(ctx, holding, url=url))


def holding_of(tx: Transaction, order_id: UUID, *, is_former: bool = False) -> tickets.Holding:
    """The buyer's calendar entries of an order; `is_former`: those of who had it before.

    Each correction of its address takes them out of one calendar and puts them into another.
    """
    corrections = queries.find_secret_serial(tx, order_id) or 0
    sequence = 2 * corrections - (1 if is_former else 0)
    return tickets.Holding(reference=order_id, sequence=sequence, is_over=is_former)


def _order_of(tx: Transaction, order_id: UUID) -> Order:
    order = queries.get_whole_order(tx, order_id)
    policies.require_can_change(tx.ctx, order.event_id)
    return order


def _code_of(tx: Transaction, ticket: tickets.Ticket, *, is_open: bool) -> TicketCode:
    return from_attributes(
        TicketCode,
        ticket,
        holder_name="" if ticket.is_transferred else ticket.holder_name,
        code=tickets.code_of(tx, ticket) if is_open else None,
        short_code=ticket.short_code if is_open else None,
    )
