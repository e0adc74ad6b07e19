"""Rows of orders and attendees, found or locked for a change."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, select

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.orders.checkout.rules import AttendeeInput
from turnout.modules.orders.errors import AttendeeNotFound, OrderNotFound
from turnout.modules.orders.models import Order, OrderAttendee, OrderLine
from turnout.modules.orders.types import OrderSummary


def lock_order(tx: Transaction, order_id: UUID) -> Order:
    """The order FOR UPDATE, or OrderNotFound."""
    found = find_locked(tx, order_id)
    if found is None:
        raise OrderNotFound
    return found


def lock_summary(tx: Transaction, order_id: UUID) -> OrderSummary:
    """The order FOR UPDATE, for modules above; OrderNotFound when there is none."""
    return OrderSummary.of(lock_order(tx, order_id))


def get_summary(tx: Transaction, order_id: UUID) -> OrderSummary:
    """The order without a lock, for modules above; OrderNotFound when there is none."""
    return OrderSummary.of(find_order(tx, order_id))


def find_order(tx: Transaction, order_id: UUID) -> Order:
    """The order without a lock, to look at; OrderNotFound when there is none."""
    found = tx.session.get(Order, (tx.organization_id, order_id))
    if found is None:
        raise OrderNotFound
    return found


def find_locked(tx: Transaction, order_id: UUID) -> Order | None:
    return tx.session.scalars(
        select(Order)
        .where(Order.organization_id == tx.organization_id, Order.id == order_id)
        .with_for_update()
    ).one_or_none()


def list_lines(tx: Transaction, order_id: UUID) -> Sequence[OrderLine]:
    return tx.session.scalars(
        select(OrderLine)
        .where(OrderLine.organization_id == tx.organization_id, OrderLine.order_id == order_id)
        .order_by(OrderLine.id)
    ).all()


def list_attendees(tx: Transaction, order_id: UUID) -> Sequence[OrderAttendee]:
    return tx.session.scalars(
        select(OrderAttendee)
        .where(
            OrderAttendee.organization_id == tx.organization_id,
            OrderAttendee.order_id == order_id,
        )
        .order_by(OrderAttendee.position, OrderAttendee.id)
    ).all()


def get_attendee(tx: Transaction, order_id: UUID, attendee_id: UUID) -> OrderAttendee:
    """One attendee of the order, or AttendeeNotFound."""
    found = tx.session.get(OrderAttendee, (tx.organization_id, attendee_id))
    if found is None or found.order_id != order_id:
        raise AttendeeNotFound
    return found


def replace_attendees(
    tx: Transaction, order_id: UUID, guests: Sequence[AttendeeInput]
) -> list[UUID]:
    """Write these instead of the former ones, whose answers go with them; the new ids."""
    tx.execute(
        delete(OrderAttendee).where(
            OrderAttendee.organization_id == tx.organization_id,
            OrderAttendee.order_id == order_id,
        )
    )
    ids = [new_id() for _ in guests]
    for position, (attendee_id, guest) in enumerate(zip(ids, guests, strict=True), start=1):
        tx.add(
            OrderAttendee(
                id=attendee_id,
                order_id=order_id,
                ticket_type_id=guest.ticket_type_id,
                name=guest.name,
                email=guest.email,
                position=position,
            )
        )
    return ids


BUYER = """
    SELECT user_id FROM orders WHERE organization_id = %(organization_id)s AND id = %(id)s
"""


def buyer_of(tx: Transaction, order_id: UUID) -> UUID | None:
    """The account that bought it, if it was one."""
    rows = tx.query(BUYER, {"organization_id": tx.organization_id, "id": order_id})
    return rows[0][0] if rows else None
