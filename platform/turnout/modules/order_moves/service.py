"""Use cases of order moves: preview and carry out; many orders are a bulk action."""

from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, rehearse, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.http import idempotency
from turnout.kernel.ids import new_id
from turnout.modules.catalog import api as catalog
from turnout.modules.notifications import api as notifications
from turnout.modules.order_moves import policies, rules
from turnout.modules.order_moves.errors import NotMovable, PriceDiffers
from turnout.modules.order_moves.facts import OrderMoved
from turnout.modules.order_moves.metrics import MOVED
from turnout.modules.order_moves.types import NewOrderMove, Obstacle, OrderMove
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
    if moved.difference_minor and not new.waives_difference:
        raise PriceDiffers(difference_minor=moved.difference_minor, currency=moved.currency)
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
        _mail(tx, moved, names, said=new.reason)
    tx.after_commit.append(MOVED.add)
    return moved


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
        or rules.obstacle_of_types(lines, offers, from_id=from_id, to=to)
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
        price_minor=to.price.minor,
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
    return found[0]


def _obstacle_of_tickets(tx: Transaction, order_id: UUID, type_id: UUID) -> Obstacle | None:
    mine = [
        each
        for each in tickets.list_of(tx, order_id)
        if each.is_valid and each.ticket_type_id == type_id
    ]
    ids = [each.id for each in mine]
    tickets.lock_tickets(tx, ids)
    if any(each.is_transferred for each in mine):
        return Obstacle.PASSED_ON
    return Obstacle.INSIDE if tickets.admitted_among(tx, ids) else None


def _mail(tx: Transaction, moved: OrderMove, names: dict[str, str], *, said: str) -> None:
    details = {
        **names,
        "count": moved.quantity,
        "difference_minor": moved.difference_minor,
        "message": said.strip(),
    }
    order = orders.get_whole_order(tx, moved.order_id)
    mail = notifications.NewMail.to_buyer(
        order, notifications.Template.TICKETS_MOVED, source_id=new_id(), details=details
    )
    notifications.queue_mail(tx, mail)
