"""An order as its buyer sees it through the signed link, and the papers that belong to it."""

from dataclasses import replace
from typing import Any, Final, cast
from uuid import UUID

from turnout.kernel.db.tx import Transaction, transaction
from turnout.modules.events import api as events
from turnout.modules.invoices import api as invoices
from turnout.modules.orders import api as orders
from turnout.modules.organizations import api as organizations
from turnout.modules.payments import api as payments
from turnout.modules.tickets import api as tickets
from turnout.site.events.event_files import files_for_holders
from turnout.site.layout.views import EventCard
from turnout.site.orders.order_invoices import papers_of
from turnout.site.orders.order_tickets import tickets_in
from turnout.site.orders.order_views import OrderLineView, OrderPage
from turnout.site.orders.payment import paying_view
from turnout.site.orders.payment_views import Papers
from turnout.site.tickets.ticket_access import OrderKey
from turnout.site.tickets.ticket_parts import event_card, join_url
from turnout_sdk.money import Money

PAYABLE: Final = ("held", "awaiting_payment")
LIVING: Final = ("awaiting_payment", "under_review")
BILLABLE: Final = ("held", "awaiting_approval", "awaiting_payment", "under_review")
CANCELLABLE: Final = ("held", "awaiting_approval", "awaiting_payment", "confirmed")


def order_view(
    key: OrderKey, request_id: str, *, base_url: str, error: str = "", done: str = ""
) -> OrderPage:
    ctx = key.context(request_id)
    with transaction(ctx) as tx:
        order = _looked_after(tx, key)
        event = events.get_event(tx, order.event_id)
        branding = organizations.branding_of(tx)
        mine = [each for each in tickets.list_of(tx, order.id) if not each.is_transferred]
        ways = orders.get_payment_options(tx, order.id)
        has_valid = any(each.is_valid for each in mine)
        files = files_for_holders(tx, event.id) if has_valid else ()
        own = tickets_in(tx, order, key, base_url=base_url)
    card = event_card(event, branding)
    return OrderPage(
        number=order.number,
        state=cast("Any", order.state),
        event=card,
        buyer=order.buyer_name,
        email=order.buyer_email,
        lines=tuple(_line(each, order.currency) for each in order.lines),
        total=order.total,
        tickets=own.tickets,
        calendar=own.calendar if has_valid else (),
        share=own.share,
        pdf_url=f"{key.path}/tickets.pdf" if has_valid else None,
        state_url=f"{key.path}/state.json",
        mark=_mark(order, ways),
        paying=paying_view(order, ways, path=key.path, zone=event.time_zone),
        papers=papers_of(ctx, order.id, path=key.path, is_open=order.state in BILLABLE),
        was_charged=order.paid_minor > 0,
        error=error,
        done=done,
        pay_url=_pay_url(order, card, key),
        cancel_url=f"{key.path}/cancel" if order.state in CANCELLABLE else None,
        resend_url=f"{key.path}/resend" if has_valid else None,
        refunded=Money(order.refunded_minor, order.currency) if order.refunded_minor else None,
        join_url=join_url(event) if has_valid else None,
        files=files,
    )


def _line(line: orders.LineView, currency: str) -> OrderLineView:
    return OrderLineView(
        name=line.name, quantity=line.quantity, total=Money(line.gross_minor, currency)
    )


def state_of(key: OrderKey, request_id: str) -> dict[str, str]:
    """The order's state, and a mark that changes with whatever its page would show."""
    with transaction(key.context(request_id)) as tx:
        order = _looked_after(tx, key)
        return {
            "state": order.state,
            "mark": _mark(order, orders.get_payment_options(tx, order.id)),
        }


def pay(
    key: OrderKey, request_id: str, choice: orders.PaymentChoice, *, base_url: str
) -> str | None:
    """Start paying; the provider's page, or None where the order's own says what to do."""
    started = orders.start_payment(
        key.context(request_id), key.order_id, return_url=base_url + key.path, choice=choice
    )
    return started.redirect_url


def invoice_of(key: OrderKey, request_id: str, invoice_id: UUID) -> tuple[str, bytes]:
    file = invoices.open_pdf(key.context(request_id), invoice_id, order_id=key.order_id)
    return file.number, file.content


def pdf_of(key: OrderKey, request_id: str) -> tuple[str, bytes]:
    """The order's number and its tickets on paper."""
    ctx = key.context(request_id)
    order = orders.get_order(ctx, key.order_id)
    options = tickets.PdfOptions(
        order_number=order.number,
        lines={
            line.ticket_type_id: tickets.PdfLine(
                name=line.name, price=Money(line.unit_minor, order.currency)
            )
            for line in order.lines
        },
        language=order.locale,
    )
    return order.number, tickets.render_pdf(ctx, order.id, options)


def calendar_of(key: OrderKey, request_id: str, *, base_url: str) -> bytes:
    return tickets.render_calendar_of(
        key.context(request_id), key.order_id, url=base_url + key.path
    )


def _pay_url(order: orders.OrderView, event: EventCard, key: OrderKey) -> str | None:
    """Back into the checkout; the fragment stays in the browser and reaches no log."""
    if order.state not in PAYABLE or order.paid_minor > order.refunded_minor:
        return None
    return f"{event.url}/checkout#order={key.order_id}.{key.secret}"


def _looked_after(tx: Transaction, key: OrderKey) -> orders.OrderView:
    """The order. A worker asks how its payment stands, where nobody told for a moment.

    A buyer who comes back from the provider's page need not wait for its webhook.
    """
    order = orders.get_order_view(tx, key.order_id)
    if order.state in LIVING:
        payments.schedule_poll(tx, key.order_id)
    return order


def _mark(order: orders.OrderView, ways: orders.PaymentOptions) -> str:
    current = ways.under_way
    parts = (
        order.state,
        str(order.paid_minor),
        str(order.refunded_minor),
        f"{current.payment_id}.{current.state}" if current else "",
    )
    return "-".join(parts)


def with_papers(view: OrderPage, papers: Papers) -> OrderPage:
    return replace(view, papers=papers)
