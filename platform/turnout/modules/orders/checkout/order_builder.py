"""The order of a priced basket, and the parameters of the statement that writes it."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from turnout.kernel.db.tx import as_json
from turnout.kernel.ids import human_number, new_id
from turnout.kernel.messaging import facts
from turnout.modules.catalog import api as catalog
from turnout.modules.orders.checkout.rules import AcceptedTerms, Basket, PricedLine, Quote
from turnout.modules.orders.facts import OrderConfirmed, OrderPlaced
from turnout.modules.orders.models import MoneyState, OrderState
from turnout.modules.orders.types import Order, OrderAttendee, OrderLine, OrderTicket
from turnout.modules.tickets import api as tickets
from turnout.modules.tickets.facts import TicketsIssued

Rows = list[dict[str, Any]]


def build_order(
    basket: Basket,
    quote: Quote,
    *,
    now: datetime,
    local_now: datetime,
    hold: timedelta | None,
    accepted: AcceptedTerms | None = None,
) -> Order:
    """The order before its tickets; `hold` is how long it lives, None confirms it now."""
    confirmed = hold is None
    return Order(
        id=new_id(),
        number=human_number("REG", local_now.date()),
        event_id=basket.event_id,
        state=OrderState.CONFIRMED if confirmed else OrderState.HELD,
        money_state=MoneyState.UNPAID if quote.total_minor else MoneyState.PAID,
        currency=quote.currency,
        net_minor=quote.total_minor - quote.tax_minor,
        tax_minor=quote.tax_minor,
        total_minor=quote.total_minor,
        paid_minor=0,
        refunded_minor=0,
        buyer_email=basket.buyer_email,
        buyer_name=basket.buyer_name,
        locale=basket.locale,
        placed_at=now,
        expires_at=None if hold is None else now + hold,
        confirmed_at=now if confirmed else None,
        lines=_lines(quote),
        attendees=_attendees(basket),
        tickets=[],
        accepted_terms=accepted.terms if accepted else None,
        accepted_privacy=accepted.privacy if accepted else None,
        accepted_at=now if accepted else None,
    )


def _lines(quote: Quote) -> list[OrderLine]:
    return [
        OrderLine(
            id=new_id(),
            ticket_type_id=line.ticket_type_id,
            name=line.name,
            quantity=line.quantity,
            unit_minor=line.unit_minor,
            tax_rate_bp=line.tax_rate_bp,
            net_minor=line.price.net,
            tax_minor=line.price.tax,
            gross_minor=line.price.gross,
            seats=line.seats,
        )
        for line in quote.lines
    ]


def _attendees(basket: Basket) -> list[OrderAttendee]:
    return [
        OrderAttendee(
            id=new_id(), ticket_type_id=guest.ticket_type_id, name=guest.name, email=guest.email
        )
        for guest in basket.attendees
    ]


def ticket_rows(order: Order, quote: Quote) -> Rows:
    """The rows of the tickets for an order that is confirmed at once."""
    entries = {line.ticket_type_id: line.entries for line in quote.lines if line.entries}
    return tickets.ticket_rows(
        [
            tickets.NewTicket(
                attendee_id=each.id,
                ticket_type_id=ticket_type_id,
                holder_name=each.name,
                holder_email=each.email or order.buyer_email,
                event_id=event_id,
            )
            for each in order.attendees
            for event_id, ticket_type_id in _admitted(each, entries)
        ]
    )


def _admitted(
    attendee: OrderAttendee, entries: Mapping[UUID, tuple[catalog.BasketEntry, ...]]
) -> list[tuple[UUID | None, UUID]]:
    """Return (event, ticket type) of each ticket of an attendee; a pass gives several."""
    found = entries.get(attendee.ticket_type_id)
    if found is None:
        return [(None, attendee.ticket_type_id)]
    return [(entry.event_id, entry.ticket_type_id) for entry in found]


def to_order_ticket(row: dict[str, Any], order: Order) -> OrderTicket:
    return OrderTicket(
        id=UUID(str(row["id"])),
        attendee_id=UUID(str(row["attendee_id"])),
        event_id=UUID(row["event_id"]) if row["event_id"] else order.event_id,
        ticket_type_id=UUID(str(row["ticket_type_id"])),
        state="valid",
    )


def insert_parameters(order: Order, quote: Quote, *, rows: Rows) -> dict[str, Any]:
    """Return the statement's parameters of the order itself; the caller adds actor and time."""
    return {
        "order_id": order.id,
        "number": order.number,
        "event_id": order.event_id,
        "state": order.state,
        "money_state": order.money_state,
        "currency": order.currency,
        "net_minor": order.net_minor,
        "tax_minor": order.tax_minor,
        "total_minor": order.total_minor,
        "buyer_email": order.buyer_email,
        "buyer_name": order.buyer_name,
        "locale": order.locale,
        "hold_id": None if order.confirmed_at else new_id(),
        "expires_at": order.expires_at,
        "confirmed_at": order.confirmed_at,
        "accepted_terms": order.accepted_terms,
        "accepted_privacy": order.accepted_privacy,
        "accepted_at": order.accepted_at,
        "tickets": as_json(rows),
        "facts": as_json([_outbox(each) for each in _domain_facts(order, rows)]),
        **_line_parameters(order, quote),
        **_pass_events(quote),
    }


def _line_parameters(order: Order, quote: Quote) -> dict[str, str]:
    data = msgspec.to_builtins(order)
    lines = [
        {**line, "pool_id": str(priced.pool_id), **_optional_columns(priced)}
        for line, priced in zip(data["lines"], quote.lines, strict=True)
    ]
    attendees = [
        {**each, "position": position} for position, each in enumerate(data["attendees"], start=1)
    ]
    return {"lines": as_json(lines), "attendees": as_json(attendees)}


def _optional_columns(line: PricedLine) -> dict[str, Any]:
    """Return the line's draws and seats, None where a line takes just its own quantity."""
    plain = line.draws == {line.pool_id: line.quantity}
    own = line.seats == {line.ticket_type_id: line.quantity}
    return {
        "draws": None if plain else {str(pool): each for pool, each in line.draws.items()},
        "seats": None if own else {str(kind): each for kind, each in line.seats.items()},
    }


def _pass_events(quote: Quote) -> dict[str, str]:
    """Return the rows of the events of passes; nothing when there is no pass."""
    rows = [
        {
            "id": str(new_id()),
            "pass_id": str(line.ticket_type_id),
            "event_id": str(entry.event_id),
            "ticket_type_id": str(entry.ticket_type_id),
            "pool_id": str(entry.pool_id),
            "places": entry.places,
            "position": position,
        }
        for line in quote.lines
        for position, entry in enumerate(line.entries, start=1)
    ]
    return {"pass_events": as_json(rows)} if rows else {}


def _domain_facts(order: Order, rows: Rows) -> list[facts.Fact]:
    told: list[facts.Fact] = [OrderPlaced(order_id=order.id, event_id=order.event_id)]
    if order.confirmed_at is not None:
        told.append(OrderConfirmed(order_id=order.id, event_id=order.event_id))
        counts = Counter(each.event_id for each in order.tickets) or {order.event_id: len(rows)}
        told += [
            TicketsIssued(reference=order.id, event_id=event_id, count=count)
            for event_id, count in counts.items()
        ]
    return told


def _outbox(fact: facts.Fact) -> dict[str, Any]:
    return {"id": str(new_id()), "name": fact.name, "payload": facts.as_data(fact)}
