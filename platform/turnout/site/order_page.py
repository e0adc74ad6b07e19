"""An order as its buyer sees it through the signed link, and the papers that belong to it."""

from dataclasses import dataclass
from typing import Any, Final, cast
from uuid import UUID
from zoneinfo import ZoneInfo

import segno

from turnout.kernel.context import PublicContext
from turnout.kernel.errors import NotFound
from turnout.kernel.tx import transaction
from turnout.modules.discovery import api as discovery
from turnout.modules.events import api as events
from turnout.modules.orders import api as orders
from turnout.modules.organizations import api as organizations
from turnout.modules.tickets import api as tickets
from turnout.site import cards
from turnout.site.order_views import OrderLineView, OrderPage, OrderTicketView
from turnout.site.views import EventCard, OrganizationCard
from turnout_sdk.money import Money

PAYABLE: Final = ("held", "awaiting_payment")
CANCELLABLE: Final = ("held", "awaiting_approval", "confirmed")
TICKET_STATES: Final = {"valid": "valid", "void": "void", "refunded": "void"}


@dataclass(frozen=True, slots=True)
class Key:
    """Where an order lies and the secret that opens it."""

    organization_id: UUID
    order_id: UUID
    secret: str

    @property
    def path(self) -> str:
        return f"/orders/{self.organization_id}/{self.order_id}/{self.secret}"

    def context(self, request_id: str = "") -> PublicContext:
        """The buyer's context; NotFound when the secret is not the order's."""
        if not orders.proves(self.order_id, self.secret):
            raise NotFound
        return PublicContext(organization_id=self.organization_id, request_id=request_id)


def order_view(key: Key, request_id: str) -> OrderPage:
    with transaction(key.context(request_id)) as tx:
        order = orders.get_order(tx, key.order_id)
        event = events.get_event(tx, order.event_id)
        branding = organizations.branding_of(tx)
        coded = [(each, tickets.code_of(tx, each)) for each in tickets.list_of(tx, order.id)]
    types = {line.ticket_type_id: line.name for line in order.lines}
    card = _event_card(event, branding)
    has_valid = any(each.is_valid for each, _ in coded)
    return OrderPage(
        number=order.number,
        state=cast("Any", order.state),
        event=card,
        buyer=order.buyer_name,
        email=order.buyer_email,
        lines=tuple(
            OrderLineView(
                name=line.name,
                quantity=line.quantity,
                total=Money(line.gross_minor, order.currency),
            )
            for line in order.lines
        ),
        total=order.total,
        tickets=tuple(
            _ticket(each, code, name=types.get(each.ticket_type_id, "")) for each, code in coded
        ),
        calendar_url=f"{key.path}/calendar.ics" if has_valid else None,
        pdf_url=f"{key.path}/tickets.pdf" if has_valid else None,
        state_url=f"{key.path}/state.json",
        pay_url=_pay_url(order, card, key),
        cancel_url=f"{key.path}/cancel" if _is_cancellable(order) else None,
        refunded=Money(order.refunded_minor, order.currency) if order.refunded_minor else None,
    )


def state_of(key: Key, request_id: str) -> str:
    return orders.open_order(key.context(request_id), key.order_id).state


def cancel(key: Key, request_id: str) -> None:
    orders.cancel_order(key.context(request_id), key.order_id)


def pdf_of(key: Key, request_id: str) -> tuple[str, bytes]:
    """The order's number and its tickets on paper."""
    ctx = key.context(request_id)
    order = orders.open_order(ctx, key.order_id)
    paper = tickets.Paper(
        order_number=order.number,
        lines={
            line.ticket_type_id: tickets.PaperLine(
                name=line.name, price=Money(line.unit_minor, order.currency)
            )
            for line in order.lines
        },
        language=order.locale,
    )
    return order.number, tickets.render_pdf(ctx, order.id, paper)


def calendar_of(key: Key, request_id: str, *, base_url: str) -> bytes:
    return tickets.render_calendar_of(
        key.context(request_id), key.order_id, url=base_url + key.path
    )


def _ticket(ticket: tickets.Ticket, code: str, *, name: str) -> OrderTicketView:
    return OrderTicketView(
        name=name,
        attendee=ticket.holder_name,
        code=ticket.short_code,
        qr_svg=qr_svg(code) if ticket.is_valid else "",
        state=cast("Any", TICKET_STATES[ticket.state]),
    )


def qr_svg(code: str) -> str:
    """The code as a drawing without size, so that the style sheet gives it one."""
    drawn = segno.make(code, error="m", micro=False, mask=2)
    return str(drawn.svg_inline(border=0, omitsize=True))


def _event_card(event: events.Event, branding: organizations.Branding) -> EventCard:
    if event.starts_at is None or event.ends_at is None:
        raise NotFound
    zone = ZoneInfo(event.time_zone)
    return EventCard(
        title=event.title,
        url=f"/{branding.slug}/{event.slug}",
        organization=OrganizationCard(name=branding.name, slug=branding.slug),
        starts_at=discovery.local(event.starts_at, zone),
        ends_at=discovery.local(event.ends_at, zone),
        zone=event.time_zone,
        place=event.location.name if event.location else "",
        kind=cast("Any", event.kind.value),
        status=cast("Any", event.state.value),
        pattern=cards.pattern_of(event.id),
    )


def _pay_url(order: orders.OrderView, event: EventCard, key: Key) -> str | None:
    """Back into the checkout; the fragment stays in the browser and reaches no log."""
    if order.state not in PAYABLE:
        return None
    return f"{event.url}/checkout#order={key.order_id}.{key.secret}"


def _is_cancellable(order: orders.OrderView) -> bool:
    """What was paid is refunded by the organizer; anything else its buyer may cancel."""
    return order.state in CANCELLABLE and order.paid_minor <= order.refunded_minor
