"""How an order is written: its stock, lines, attendees, tickets and facts in one statement."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

import msgspec

from turnout.kernel.context import ActorKind, Idempotency, TenantContext
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.http import idempotency
from turnout.kernel.messaging.facts import Fact
from turnout.kernel.observability import telemetry
from turnout.modules.catalog import api as catalog
from turnout.modules.fraud_rules.api import ReviewReason
from turnout.modules.inventory import api as inventory
from turnout.modules.orders.checkout import queries as checkout
from turnout.modules.orders.checkout.channels import Origin
from turnout.modules.orders.checkout.rules import Basket, Quote
from turnout.modules.orders.facts import (
    OrderApprovalAwaited,
    OrderConfirmed,
    OrderDecisionAwaited,
    OrderPlaced,
    OrderReviewOpened,
)
from turnout.modules.orders.models import OrderState
from turnout.modules.orders.types import Order, OrderAttendee, OrderTicket
from turnout.modules.tickets import api as tickets
from turnout.modules.tickets.facts import TicketsIssued

SELLERS: Final = frozenset({ActorKind.USER, ActorKind.TOKEN, ActorKind.DEVICE})
"""Who sells at the desk and gives away; what handlers and jobs give away nobody sold."""


def write(
    tx: Transaction,
    order: Order,
    quote: Quote,
    *,
    basket: Basket,
    origin: Origin,
    short: list[UUID],
    is_last: bool,
    reasons: Sequence[ReviewReason] = (),
) -> None:
    """Claim the stock and write the order with its tickets; SoldOut when a pool has too little.

    A pool that is short gives back its expired holds once, and is asked again. With several
    pools or an allotment that means a new transaction, so that their locks go: `short` are those
    of the first.
    With `is_last` it is committed as it is written: nothing may follow that refuses the order.
    `reasons` are why it is held for review.
    """
    confirmed = order.confirmed_at is not None
    rows = _ticket_rows(order, quote) if confirmed else []
    order.tickets.extend(_to_order_ticket(row, order) for row in rows)
    announced = _announced(order, rows, basket, is_held=bool(reasons))
    values = checkout.insert_parameters(order, quote, rows=rows, announced=announced)
    values |= _context_values(tx) | origin.values
    values |= _review(order, reasons, network=basket.sender.network)
    values["sold_by"] = _seller(tx, basket)
    source = basket.sold_by.source
    values["source"] = None if source is None else as_json(msgspec.to_builtins(source))
    if basket.is_of_team:
        values["user_id"] = None  # whoever gives tickets away does not have them
    key = _key(tx, basket)
    if key is not None:
        values |= {"scope": key.scope, "key": key.key, "fingerprint": key.fingerprint}
        values["answer"] = idempotency.answer_text(order)
    may_collect = not short
    if short:
        inventory.reclaim_expired_holds(tx, short)
    while not checkout.place(
        tx,
        values,
        pools=quote.pools,
        keyed=key is not None,
        confirmed=confirmed,
        is_last=is_last,
    ):
        if basket.waitlist_offer:
            may_collect = False  # its pools are locked: what lapsed is collected by the next
        if may_collect and (len(quote.pools) > 1 or quote.allotments):
            raise checkout.InsufficientStock(list(quote.pools))
        if not may_collect or not inventory.reclaim_expired_holds(tx, list(quote.pools)):
            raise inventory.SoldOut(ticket_types=[str(each.ticket_type_id) for each in quote.lines])
        may_collect = False


def _key(tx: Transaction, basket: Basket) -> Idempotency | None:
    """The request's key; a whole sale at the desk has one, which its follow-up claims."""
    if basket.is_at_desk or not isinstance(tx.ctx, TenantContext):
        return None
    return tx.ctx.idempotency


def _seller(tx: Transaction, basket: Basket) -> str | None:
    """Who of the team sells it or gives it away; nobody where the public buys, or a job gives."""
    is_sold = basket.is_of_team and tx.ctx.actor.kind in SELLERS
    return str(tx.ctx.actor) if is_sold else None


def _review(order: Order, reasons: Sequence[ReviewReason], *, network: str) -> dict[str, Any]:
    """What is written of an order that is held for review; of any other nothing."""
    if not reasons:
        return {}
    return {
        "review_by": order.expires_at if order.state == OrderState.UNDER_REVIEW else None,
        "review_reasons": as_json(msgspec.to_builtins(list(reasons))),
        "review_network": network,
    }


def _ticket_rows(order: Order, quote: Quote) -> checkout.Rows:
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


def _to_order_ticket(row: dict[str, Any], order: Order) -> OrderTicket:
    return OrderTicket(
        id=UUID(str(row["id"])),
        attendee_id=UUID(str(row["attendee_id"])),
        event_id=UUID(row["event_id"]) if row["event_id"] else order.event_id,
        ticket_type_id=UUID(str(row["ticket_type_id"])),
        state="valid",
    )


def _announced(order: Order, rows: checkout.Rows, basket: Basket, *, is_held: bool) -> list[Fact]:
    told: list[Fact] = [OrderPlaced(order_id=order.id, event_id=order.event_id)]
    if is_held:
        told.append(OrderReviewOpened(order_id=order.id, event_id=order.event_id))
    if order.state == OrderState.UNDER_REVIEW:
        told.append(OrderDecisionAwaited(order_id=order.id, event_id=order.event_id))
    if order.applied_at is not None:
        told.append(OrderApprovalAwaited(order_id=order.id, event_id=order.event_id))
    if order.confirmed_at is not None:
        gift = basket.complimentary
        told.append(
            OrderConfirmed(
                order_id=order.id,
                event_id=order.event_id,
                is_silent=gift is not None and not gift.sends_mail,
            )
        )
        counts = Counter(each.event_id for each in order.tickets) or {order.event_id: len(rows)}
        told += [
            TicketsIssued(reference=order.id, event_id=event_id, count=count)
            for event_id, count in counts.items()
        ]
    return told


def _context_values(tx: Transaction) -> dict[str, Any]:
    return {
        "organization_id": tx.organization_id,
        "now": tx.now,
        "user_id": getattr(tx.ctx, "user_id", None),
        "actor": str(tx.ctx.actor),
        "request_id": tx.ctx.request_id,
        "traceparent": telemetry.traceparent(),
    }
