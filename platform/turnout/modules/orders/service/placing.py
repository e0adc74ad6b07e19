"""Placing an order: the stock, the order and its facts commit together or not at all."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from turnout.kernel import facts, idempotency, runtime
from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.errors import FieldError, Invalid, TurnoutError, Unavailable
from turnout.kernel.ids import human_number, new_id
from turnout.kernel.tx import Transaction, as_json, transaction
from turnout.modules.inventory import api as inventory
from turnout.modules.orders import policies, rules
from turnout.modules.orders.errors import NotOnSale
from turnout.modules.orders.facts import OrderConfirmed, OrderPlaced
from turnout.modules.orders.models import MoneyState, OrderState
from turnout.modules.orders.queries import placing
from turnout.modules.orders.rules import Guest, Quote, Wish
from turnout.modules.orders.views import AttendeeView, LineView, OrderTicket, OrderView
from turnout.modules.tickets import api as tickets
from turnout.modules.tickets.facts import TicketsIssued

DRAWS = 5
"""How often a number is drawn again: two of 2^30 a day seldom meet, five never."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basket:
    """What a buyer sends; attendees may follow later."""

    event_id: UUID
    lines: tuple[Wish, ...]
    buyer_email: str = ""
    buyer_name: str = ""
    locale: str = "en"
    attendees: tuple[Guest, ...] = ()


def place_order(ctx: PublicContext | OrganizationContext, basket: Basket) -> OrderView:
    """Hold the stock and write the order; confirm it at once when it is complete and free.

    SoldOut when a pool has too little; Invalid names the field that is wrong. The same
    Idempotency-Key answers what it answered before, whatever has changed since.
    """
    policies.require_can_buy(ctx)
    for _ in range(DRAWS):
        try:
            with transaction(ctx) as tx:
                return _place(tx, basket)
        except placing.NumberTaken:
            continue
        except (placing.KeyTaken, TurnoutError) as refusal:
            _answer_earlier(ctx)
            if isinstance(refusal, placing.KeyTaken):
                raise idempotency.InProgress from refusal
            raise
    raise Unavailable


def _place(tx: Transaction, basket: Basket) -> OrderView:
    shop = placing.find_shop(tx, basket.event_id, [wish.ticket_type_id for wish in basket.lines])
    if shop is None:
        raise NotOnSale
    quote = rules.quote(shop, _merged(basket.lines), now=tx.now)
    wanted = {line.ticket_type_id: line.quantity for line in quote.lines}
    rules.require_fitting(wanted, basket.attendees)
    is_complete = bool(basket.buyer_email) and rules.is_complete(wanted, basket.attendees)
    confirmed = quote.total_minor == 0 and is_complete

    order = _draft(tx, basket, quote, zone=ZoneInfo(shop.time_zone), confirmed=confirmed)
    rows = _ticket_rows(order) if confirmed else []
    order.tickets.extend(_issued(row) for row in rows)
    values = _values(tx, order, quote, rows=rows)
    key = tx.ctx.idempotency if isinstance(tx.ctx, PublicContext | OrganizationContext) else None
    if key is not None:
        values |= {
            "scope": key.scope,
            "key": key.key,
            "fingerprint": key.fingerprint,
            "answer": idempotency.answer_text(order),
        }
    for _ in range(2):
        if placing.place(tx, values, pools=quote.pools, keyed=key is not None, confirmed=confirmed):
            return order
        if not inventory.collect_expired(tx, list(quote.pools)):
            break
    raise inventory.SoldOut(ticket_types=[str(line.ticket_type_id) for line in quote.lines])


def _merged(wishes: tuple[Wish, ...]) -> tuple[Wish, ...]:
    """One line per ticket type; a type said twice is a mistake, not a sum."""
    seen: set[UUID] = set()
    for index, wish in enumerate(wishes):
        if wish.ticket_type_id in seen:
            raise Invalid(
                FieldError(f"/lines/{index}/ticket_type_id", "This ticket type is listed twice.")
            )
        seen.add(wish.ticket_type_id)
    return wishes


def _draft(
    tx: Transaction, basket: Basket, quote: Quote, *, zone: ZoneInfo, confirmed: bool
) -> OrderView:
    hold = timedelta(seconds=runtime.current().settings.hold_seconds)
    return OrderView(
        id=new_id(),
        number=human_number("REG", tx.now.astimezone(zone).date()),
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
        placed_at=tx.now,
        expires_at=None if confirmed else tx.now + hold,
        confirmed_at=tx.now if confirmed else None,
        lines=[
            LineView(
                id=new_id(),
                ticket_type_id=line.ticket_type_id,
                name=line.name,
                quantity=line.quantity,
                unit_minor=line.unit_minor,
                tax_rate_bp=line.tax_rate_bp,
                net_minor=line.price.net,
                tax_minor=line.price.tax,
                gross_minor=line.price.gross,
            )
            for line in quote.lines
        ],
        attendees=[
            AttendeeView(
                id=new_id(),
                ticket_type_id=guest.ticket_type_id,
                name=guest.name,
                email=guest.email,
            )
            for guest in basket.attendees
        ],
        tickets=[],
    )


def _ticket_rows(order: OrderView) -> list[dict[str, Any]]:
    return tickets.ticket_rows(
        [
            tickets.NewTicket(
                attendee_id=each.id,
                ticket_type_id=each.ticket_type_id,
                holder_name=each.name,
                holder_email=each.email or order.buyer_email,
            )
            for each in order.attendees
        ]
    )


def _issued(row: dict[str, Any]) -> OrderTicket:
    return OrderTicket(
        id=UUID(str(row["id"])),
        attendee_id=UUID(str(row["attendee_id"])),
        ticket_type_id=UUID(str(row["ticket_type_id"])),
        state="valid",
    )


def _values(
    tx: Transaction, order: OrderView, quote: Quote, *, rows: list[dict[str, Any]]
) -> dict[str, Any]:
    confirmed = order.confirmed_at is not None
    told: list[facts.Fact] = [OrderPlaced(order_id=order.id, event_id=order.event_id)]
    if confirmed:
        told.append(OrderConfirmed(order_id=order.id, event_id=order.event_id))
        told.append(TicketsIssued(reference=order.id, event_id=order.event_id, count=len(rows)))
    data = msgspec.to_builtins(order)
    return {
        "organization_id": tx.organization_id,
        "now": tx.now,
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
        "user_id": getattr(tx.ctx, "user_id", None),
        "hold_id": None if confirmed else new_id(),
        "expires_at": order.expires_at,
        "confirmed_at": order.confirmed_at,
        "lines": as_json(
            [
                {**line, "pool_id": str(shop_line.pool_id)}
                for line, shop_line in zip(data["lines"], quote.lines, strict=True)
            ]
        ),
        "attendees": as_json(
            [
                {**each, "position": position}
                for position, each in enumerate(data["attendees"], start=1)
            ]
        ),
        "tickets": as_json(rows),
        "facts": as_json([_outbox(each) for each in told]),
        "actor": str(tx.ctx.actor),
        "request_id": tx.ctx.request_id,
    }


def _outbox(fact: facts.Fact) -> dict[str, Any]:
    return {"id": str(new_id()), "name": fact.name, "payload": facts.as_data(fact)}


def _answer_earlier(ctx: PublicContext | OrganizationContext) -> None:
    """Raise what the same Idempotency-Key was answered before, if it was."""
    if ctx.idempotency is None:
        return
    with transaction(ctx) as tx:
        idempotency.raise_earlier(tx, ctx.idempotency)
