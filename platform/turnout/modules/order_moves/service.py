"""Use cases of order moves: preview and carry out; many orders are a bulk action."""

from collections.abc import Mapping
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, rehearse, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.http import idempotency
from turnout.kernel.ids import new_id
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.inventory import api as inventory
from turnout.modules.notifications import api as notifications
from turnout.modules.order_moves import policies, rules
from turnout.modules.order_moves.errors import NotMovable, PriceDiffers
from turnout.modules.order_moves.facts import OrderMoved, OrderMovedToEvent
from turnout.modules.order_moves.metrics import MOVED, MOVED_TO_EVENT
from turnout.modules.order_moves.types import (
    MovedLine,
    NewOrderEventMove,
    NewOrderMove,
    Obstacle,
    OrderEventMove,
    OrderMove,
)
from turnout.modules.orders import api as orders
from turnout.modules.tickets import api as tickets


def preview_move(ctx: OrganizationContext, order_id: UUID, new: NewOrderMove) -> OrderMove:
    """What the move would do; refused as it would be, save for a difference nobody waived yet."""
    policies.require_can_move(ctx)
    return rehearse(ctx, lambda tx: _move(tx, order_id, new)[0])


def move_order(ctx: OrganizationContext, order_id: UUID, new: NewOrderMove) -> OrderMove:
    """Let an order's tickets of one type be of another type of its event, all or none.

    Places are taken in the other pool and freed in their own in one commit: SoldOut, NotMovable
    and PriceDiffers leave everything as it is. Codes stay valid, and no money moves.
    """
    policies.require_can_move(ctx)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        moved = move_in(tx, order_id, new)
        idempotency.complete(tx, moved)
        return moved


def move_in(tx: Transaction, order_id: UUID, new: NewOrderMove) -> OrderMove:
    """The same in the caller's transaction."""
    moved, names = _move(tx, order_id, new)
    _require_waived(moved, new)
    tx.publish(
        OrderMoved(
            order_id=order_id,
            event_id=orders.get_summary(tx, order_id).event_id,
            from_ticket_type_id=moved.from_ticket_type_id,
            to_ticket_type_id=moved.to_ticket_type_id,
            quantity=moved.quantity,
            difference_minor=moved.difference_minor,
            currency=moved.currency,
            reason=new.reason.strip(),
        )
    )
    if new.sends_mail:
        _mail(tx, moved, names, count=moved.quantity, said=new.reason)
    tx.after_commit.append(MOVED.add)
    return moved


def preview_event_move(
    ctx: OrganizationContext, order_id: UUID, new: NewOrderEventMove
) -> OrderEventMove:
    """What the move to another event would do; a difference may still have to be waived."""
    policies.require_can_move(ctx)
    return rehearse(ctx, lambda tx: _move_to_event(tx, order_id, new)[0])


def move_order_to_event(
    ctx: OrganizationContext, order_id: UUID, new: NewOrderEventMove
) -> OrderEventMove:
    """Let a confirmed order be of another event with all that it holds, or not at all.

    Places are taken there and freed here in one commit: SoldOut, NotMovable and PriceDiffers leave
    everything as it is. Its tickets have new codes, and no money moves.
    """
    policies.require_can_move(ctx)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        moved = move_to_event_in(tx, order_id, new)
        idempotency.complete(tx, moved)
        return moved


def move_to_event_in(tx: Transaction, order_id: UUID, new: NewOrderEventMove) -> OrderEventMove:
    """The same in the caller's transaction."""
    moved, names = _move_to_event(tx, order_id, new)
    _require_waived(moved, new)
    tx.publish(
        OrderMovedToEvent(
            order_id=order_id,
            event_id=moved.to_event_id,
            from_event_id=moved.from_event_id,
            quantity=moved.tickets,
            difference_minor=moved.difference_minor,
            currency=moved.currency,
            reason=new.reason.strip(),
        )
    )
    if new.sends_mail:
        _mail(tx, moved, names, count=moved.tickets, said=new.reason)
    tx.after_commit.append(MOVED_TO_EVENT.add)
    return moved


def require_target_event(tx: Transaction, event_id: UUID) -> events.EventBrief:
    """The event that orders are to go to, which the actor may change orders of too."""
    try:
        found = events.get_event_brief(tx, event_id)
    except events.EventNotFound as error:
        says = "The organization has no such event."
        raise Invalid(FieldError("/event_id", says, "unknown")) from error
    policies.require_can_move(tx.ctx, event_id)
    return found


def _move_to_event(
    tx: Transaction, order_id: UUID, new: NewOrderEventMove
) -> tuple[OrderEventMove, dict[str, str]]:
    """What was done, and what the mail says of it."""
    order = orders.lock_summary(tx, order_id)
    policies.require_can_move(tx.ctx, order.event_id)
    event = require_target_event(tx, new.event_id)
    to = _targets(tx, new, currency=order.currency)
    offers = {
        each.ticket_type_id: each for each in catalog.list_offers(tx, order.event_id, archived=True)
    }
    lines = orders.list_sold_lines(tx, order_id)
    obstacle = (
        rules.obstacle_of_event(order, event, now=tx.now)
        or rules.obstacle_of_lines(lines, offers, to, currency=order.currency)
        or _obstacle_of_tickets(tx, order_id, None)
    )
    if obstacle is not None:
        raise NotMovable(rules.WORDS[obstacle], reason=obstacle.value)
    moving = [each for each in lines if each.left]
    carried = orders.move_to_event(tx, order_id, event.id, to=to)
    left = inventory.remaining(tx, [each.pool_id for each in to.values()])
    moved = OrderEventMove(
        order_id=order_id,
        from_event_id=order.event_id,
        to_event_id=event.id,
        lines=[_moved_line(each, to[each.ticket_type_id], left) for each in moving],
        tickets=sum(each.seats_left for each in moving),
        freed_places=sum(sum(each.draws_of(each.left).values()) for each in moving),
        difference_minor=sum(rules.difference(each, to[each.ticket_type_id]) for each in moving),
        currency=order.currency,
        kept_answers=carried.kept,
        dropped_answers=carried.dropped,
        missing_answers=orders.missing_answers_of(tx, order_id),
        is_mailed=new.sends_mail,
    )
    was = ", ".join(offers[each.ticket_type_id].name for each in moving)
    now = ", ".join(to[each.ticket_type_id].name for each in moving)
    former = _told(events.get_event(tx, order.event_id), "was")
    return moved, {"was": was, "now": now, **former, **_told(event, "now")}


def _told(event: events.Event | events.EventBrief, which: str) -> dict[str, str]:
    """An event as the mail's details name it."""
    return {
        f"{which}_title": event.title,
        f"{which}_starts_at": event.starts_at.isoformat() if event.starts_at else "",
        f"{which}_zone": event.time_zone,
    }


def _moved_line(line: orders.SoldLine, to: catalog.Offer, left: Mapping[UUID, int]) -> MovedLine:
    return MovedLine(
        from_ticket_type_id=line.ticket_type_id,
        to_ticket_type_id=to.ticket_type_id,
        name=to.name,
        quantity=line.left,
        paid_unit_minor=line.unit_minor,
        price_minor=to.gross_minor,
        places_left=left[to.pool_id],
    )


def _targets(
    tx: Transaction, new: NewOrderEventMove, *, currency: str
) -> dict[UUID, catalog.Offer]:
    """What each ticket type becomes; Invalid for what the other event does not have."""
    there = {
        each.ticket_type_id: rules.sold_in(each, currency)
        for each in catalog.list_offers(tx, new.event_id)
    }
    faults = [
        FieldError(
            f"/ticket_types/{index}/to_ticket_type_id",
            "The other event has no such ticket type.",
            "unknown",
        )
        for index, each in enumerate(new.ticket_types)
        if each.to_ticket_type_id not in there
    ]
    if faults:
        raise Invalid(*faults)
    return {each.from_ticket_type_id: there[each.to_ticket_type_id] for each in new.ticket_types}


def _require_waived(
    moved: OrderMove | OrderEventMove, new: NewOrderMove | NewOrderEventMove
) -> None:
    if moved.difference_minor and not new.waives_difference:
        raise PriceDiffers(difference_minor=moved.difference_minor, currency=moved.currency)


def _move(tx: Transaction, order_id: UUID, new: NewOrderMove) -> tuple[OrderMove, dict[str, str]]:
    """What was done, and what the mail calls the two."""
    order = orders.lock_summary(tx, order_id)
    policies.require_can_move(tx.ctx, order.event_id)
    offers = {
        each.ticket_type_id: each for each in catalog.list_offers(tx, order.event_id, archived=True)
    }
    to = _require_target(tx, order, new)
    lines = orders.list_sold_lines(tx, order_id)
    from_id = new.from_ticket_type_id
    obstacle = (
        rules.obstacle_of_order(order.state, lines, from_id=from_id, to_id=to.ticket_type_id)
        or rules.obstacle_of_types(lines, offers, from_id=from_id, to=to, currency=order.currency)
        or _obstacle_of_tickets(tx, order_id, from_id)
    )
    line = rules.find_line(lines, from_id)
    if obstacle is not None or line is None:
        why = obstacle or Obstacle.NONE_OF_THE_TYPE
        raise NotMovable(rules.WORDS[why], reason=why.value)
    line_name = offers[from_id].name
    orders.move_line(tx, order_id, line, to)
    moved = OrderMove(
        order_id=order_id,
        from_ticket_type_id=line.ticket_type_id,
        to_ticket_type_id=to.ticket_type_id,
        quantity=line.left,
        paid_unit_minor=line.unit_minor,
        price_minor=to.gross_minor,
        difference_minor=rules.difference(line, to),
        currency=order.currency,
        missing_answers=orders.missing_answers_of(tx, order_id),
        is_mailed=new.sends_mail,
    )
    return moved, {"was": line_name, "now": to.name}


def _require_target(
    tx: Transaction, order: orders.OrderSummary, new: NewOrderMove
) -> catalog.Offer:
    found = [
        each
        for each in catalog.list_offers(tx, order.event_id)
        if each.ticket_type_id == new.to_ticket_type_id
    ]
    if not found:
        says = "The order's event has no such ticket type."
        raise Invalid(FieldError("/to_ticket_type_id", says, "unknown"))
    return rules.sold_in(found[0], order.currency)


def _obstacle_of_tickets(tx: Transaction, order_id: UUID, type_id: UUID | None) -> Obstacle | None:
    """What stands against it in the tickets of a type, or in all of them; they are locked."""
    mine = [
        each
        for each in tickets.list_of(tx, order_id)
        if each.is_valid and type_id in (None, each.ticket_type_id)
    ]
    ids = [each.id for each in mine]
    tickets.lock_tickets(tx, ids)
    if any(each.is_transferred for each in mine):
        return Obstacle.PASSED_ON
    return Obstacle.INSIDE if tickets.admitted_among(tx, ids) else None


def _mail(
    tx: Transaction,
    moved: OrderMove | OrderEventMove,
    names: Mapping[str, str],
    *,
    count: int,
    said: str,
) -> None:
    details = {
        **names,
        "count": count,
        "difference_minor": moved.difference_minor,
        "message": said.strip(),
    }
    order = orders.get_whole_order(tx, moved.order_id)
    mail = notifications.NewMail.to_buyer(
        order, notifications.Template.TICKETS_MOVED, source_id=new_id(), details=details
    )
    notifications.queue_mail(tx, mail)
