"""Refunds of orders and returned tickets."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import or_, select

from turnout.kernel.db.tx import Transaction
from turnout.modules.orders.errors import ReturnNotFound
from turnout.modules.orders.models import OrderRefund, OrderReturn, RefundState
from turnout.modules.orders.refunds.rules import RefundRequest

REFUND_STATE = """
    SELECT (SELECT coalesce(sum(b.amount_minor), 0)::bigint FROM order_returns b
            WHERE b.organization_id = %(organization_id)s AND b.order_id = %(id)s),
        EXISTS (SELECT FROM order_refunds r WHERE r.organization_id = %(organization_id)s
            AND r.order_id = %(id)s AND r.state = 'failed' AND r.is_owed)
"""


def refund_state(tx: Transaction, order_id: UUID) -> tuple[int, bool]:
    """What the order need not keep because tickets went back; whether owed money failed to go."""
    [row] = tx.query(REFUND_STATE, {"organization_id": tx.organization_id, "id": order_id})
    return row[0], row[1]


def list_refunds(tx: Transaction, order_id: UUID) -> Sequence[OrderRefund]:
    """Everything that was asked back of an order, oldest first; the order is locked."""
    return tx.session.scalars(
        select(OrderRefund)
        .where(OrderRefund.organization_id == tx.organization_id, OrderRefund.order_id == order_id)
        .order_by(OrderRefund.requested_at, OrderRefund.id)
    ).all()


def list_returns(tx: Transaction, order_ids: Collection[UUID]) -> Sequence[OrderReturn]:
    """What was given back of these orders, oldest first."""
    return tx.session.scalars(
        select(OrderReturn)
        .where(
            OrderReturn.organization_id == tx.organization_id, OrderReturn.order_id.in_(order_ids)
        )
        .order_by(OrderReturn.returned_at, OrderReturn.id)
    ).all()


def get_return(tx: Transaction, order_id: UUID, return_id: UUID) -> OrderReturn:
    """One return of the order, or ReturnNotFound."""
    found = tx.session.get(OrderReturn, (tx.organization_id, return_id))
    if found is None or found.order_id != order_id:
        raise ReturnNotFound
    return found


def to_refund_request(row: OrderRefund, *, has_failed: bool = False) -> RefundRequest:
    """`has_failed`: payments say so, whether or not the order has heard of it."""
    is_over = has_failed and row.state != RefundState.SETTLED
    return RefundRequest(
        id=row.id,
        payment_id=row.payment_id,
        return_id=row.return_id,
        amount_minor=row.amount_minor,
        state=RefundState.FAILED if is_over else RefundState(row.state),
        is_owed=row.is_owed,
        requested_at=row.requested_at,
        ask_again_at=row.ask_again_at,
    )


def list_notable(tx: Transaction, order_ids: Collection[UUID]) -> Sequence[OrderRefund]:
    """Refunds of these orders that are for a return, or failed, or were seen to by a person."""
    refund = OrderRefund
    ended = (RefundState.FAILED.value, RefundState.SETTLED.value)
    return tx.session.scalars(
        select(refund)
        .where(
            refund.organization_id == tx.organization_id,
            refund.order_id.in_(order_ids),
            or_(refund.return_id.is_not(None), refund.state.in_(ended)),
        )
        .order_by(refund.order_id, refund.requested_at, refund.id)
    ).all()


def find_refund(tx: Transaction, refund_id: UUID) -> OrderRefund | None:
    return tx.session.scalars(
        select(OrderRefund)
        .where(
            OrderRefund.organization_id == tx.organization_id,
            OrderRefund.refund_id == refund_id,
        )
        .with_for_update()
    ).one_or_none()


REFUNDED_OR_REQUESTED = """
    SELECT coalesce(sum(amount_minor), 0)::bigint FROM order_refunds
    WHERE organization_id = %(organization_id)s AND order_id = %(id)s
        AND state IN ('requested', 'settled')
"""


REQUESTED = """
    SELECT coalesce(sum(amount_minor), 0)::bigint FROM order_refunds
    WHERE organization_id = %(organization_id)s AND order_id = %(id)s AND state <> 'failed'
"""


def refunded_or_requested(tx: Transaction, order_id: UUID) -> int:
    """Minor units that are on their way back, or that a person saw to another way."""
    where = {"organization_id": tx.organization_id, "id": order_id}
    return int(tx.query(REFUNDED_OR_REQUESTED, where)[0][0])


def requested_amount(tx: Transaction, order_id: UUID) -> int:
    """Minor units that we asked back ourselves, those that have arrived included."""
    where = {"organization_id": tx.organization_id, "id": order_id}
    return int(tx.query(REQUESTED, where)[0][0])
