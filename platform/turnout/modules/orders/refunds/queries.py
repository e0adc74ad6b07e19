"""Refunds of orders and returned tickets; amounts and taxes of orders, for accounting."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import or_, select

from turnout.kernel.db.tx import Transaction
from turnout.kernel.values import from_attributes
from turnout.modules.orders.errors import ReturnNotFound
from turnout.modules.orders.models import OrderRefundRow, OrderReturnRow, RefundState
from turnout.modules.orders.queries import of_order
from turnout.modules.orders.refunds import rules as refund_rules
from turnout.modules.orders.refunds.rules import RefundRequest
from turnout.modules.orders.types import OrderMoney, RefundLine, ReturnMoney
from turnout.modules.payments import api as payments
from turnout.modules.tickets import api as tickets

REFUND_STATE = """
    SELECT (SELECT coalesce(sum(b.amount_minor), 0)::bigint FROM order_returns b
            WHERE b.organization_id = %(organization_id)s AND b.order_id = %(id)s),
        EXISTS (SELECT FROM order_refunds r WHERE r.organization_id = %(organization_id)s
            AND r.order_id = %(id)s AND r.state = 'failed' AND r.is_owed)
"""


def refund_state(tx: Transaction, order_id: UUID) -> tuple[int, bool]:
    """Return the sum of the returns of an order, and whether a refund that is owed failed."""
    where = {"organization_id": tx.organization_id, "id": order_id}
    [(released, has_failed)] = tx.query(REFUND_STATE, where)
    return released, has_failed


def list_refunds(tx: Transaction, order_id: UUID) -> Sequence[OrderRefundRow]:
    """List the refunds of an order, oldest first; who writes has locked the order."""
    found = of_order(tx, OrderRefundRow, order_id=order_id)
    return tx.session.scalars(found.order_by(OrderRefundRow.requested_at, OrderRefundRow.id)).all()


def list_refund_lines(tx: Transaction, order_id: UUID) -> list[RefundLine]:
    """The refunds of an order as its buyer sees them, oldest first.

    One that failed and is owed is asked for again: it is on its way still. What a person saw to
    another way is done; a goodwill refund that failed is none.
    """
    done = (RefundState.SUCCEEDED, RefundState.SETTLED)
    return [
        from_attributes(RefundLine, row, is_done=row.state in done)
        for row in list_refunds(tx, order_id)
        if row.is_owed or row.state != RefundState.FAILED
    ]


def list_returns(tx: Transaction, order_ids: Collection[UUID]) -> Sequence[OrderReturnRow]:
    """List the returns of these orders, oldest first."""
    return tx.session.scalars(
        select(OrderReturnRow)
        .where(
            OrderReturnRow.organization_id == tx.organization_id,
            OrderReturnRow.order_id.in_(order_ids),
        )
        .order_by(OrderReturnRow.returned_at, OrderReturnRow.id)
    ).all()


def get_return(tx: Transaction, order_id: UUID, return_id: UUID) -> OrderReturnRow:
    """One return of the order, or ReturnNotFound."""
    found = tx.session.get(OrderReturnRow, (tx.organization_id, return_id))
    if found is None or found.order_id != order_id:
        raise ReturnNotFound
    return found


def to_refund_request(row: OrderRefundRow, *, has_failed: bool = False) -> RefundRequest:
    """`has_failed`: payments say so, whether or not the order has heard of it."""
    is_over = has_failed and row.state != RefundState.SETTLED
    state = RefundState.FAILED if is_over else RefundState(row.state)
    return from_attributes(RefundRequest, row, state=state)


def list_notable(tx: Transaction, order_ids: Collection[UUID]) -> Sequence[OrderRefundRow]:
    """Refunds of these orders that are for a return, or failed, or were seen to by a person."""
    refund = OrderRefundRow
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


def find_refund(tx: Transaction, refund_id: UUID) -> OrderRefundRow | None:
    return tx.session.scalars(
        select(OrderRefundRow)
        .where(
            OrderRefundRow.organization_id == tx.organization_id,
            OrderRefundRow.refund_id == refund_id,
        )
        .with_for_update()
    ).one_or_none()


REQUESTED = """
    SELECT coalesce(sum(amount_minor), 0)::bigint FROM order_refunds
    WHERE organization_id = %(organization_id)s AND order_id = %(id)s AND state = ANY(%(states)s)
"""


def requested_amount(tx: Transaction, order_id: UUID, *, states: Collection[RefundState]) -> int:
    """Minor units that we asked back ourselves and whose refunds are in one of these states."""
    where = {
        "organization_id": tx.organization_id,
        "id": order_id,
        "states": [each.value for each in states],
    }
    [(amount,)] = tx.query(REQUESTED, where)
    return int(amount)


Row = TypeVar("Row", OrderRefundRow, OrderReturnRow)
MONEY = """
    SELECT o.id, o.number, o.state, o.money_state, o.currency, o.total_minor, o.paid_minor,
        o.refunded_minor,
        (SELECT coalesce(sum(coalesce(
            (SELECT coalesce(sum(p.places) FILTER (WHERE p.ended_at IS NULL), 0)
                    * (l.quantity - l.returned) / l.quantity
                FROM order_pass_events p WHERE p.organization_id = l.organization_id
                AND p.order_id = l.order_id AND p.pass_id = l.ticket_type_id HAVING count(*) > 0),
            CASE WHEN l.seats IS NULL THEN l.quantity - l.returned ELSE
            (SELECT coalesce(sum(s.value::bigint), 0) FROM jsonb_each_text(l.seats) s)
                * (l.quantity - l.returned) / l.quantity END)),
            0)::bigint
         FROM order_lines l WHERE l.organization_id = o.organization_id AND l.order_id = o.id)
            AS places,
        CASE WHEN o.state = 'expired' AND o.review_state = 'open' AND o.review_by IS NOT NULL THEN 0
            WHEN o.state = 'expired' THEN coalesce((
            SELECT d.amount_minor FROM order_plans a JOIN order_instalments d
                ON d.organization_id = a.organization_id AND d.order_id = a.order_id
            WHERE a.organization_id = o.organization_id AND a.order_id = o.id AND d.position = 0
                AND a.keeps_deposit AND a.in_force_since IS NOT NULL), 0)
            WHEN o.state = 'cancelled' THEN o.retained_minor ELSE 0 END AS forfeited_minor,
        CASE WHEN o.state = 'confirmed' THEN
            (SELECT coalesce(sum(b.amount_minor), 0)::bigint FROM order_returns b
                WHERE b.organization_id = o.organization_id AND b.order_id = o.id) ELSE 0 END
            AS released_minor
    FROM orders o WHERE o.organization_id = %(organization_id)s AND o.id > %(after)s
    ORDER BY o.id LIMIT %(limit)s
"""


def list_money(tx: Transaction, *, after: UUID, limit: int) -> list[OrderMoney]:
    """Orders with their amounts, returns and tickets, by id, from the one after `after` on."""
    where = {"organization_id": tx.organization_id, "after": after, "limit": limit}
    rows = tx.query(MONEY, where, into=dict[str, Any])
    ids = [row["id"] for row in rows]
    valid, returning = tickets.count_valid_of(tx, ids), payments.sum_returning(tx, ids)
    refunds = _by_order(list_notable(tx, ids))
    returns = _by_order(list_returns(tx, list(refunds)))
    asked = [each.refund_id for found in refunds.values() for each in found]
    failed = payments.failed_among(tx, asked) if asked else frozenset()
    return [
        OrderMoney(
            **row,
            asked_back_minor=returning.get(row["id"], 0),
            valid_tickets=valid.get(row["id"], 0),
            settled_minor=_settled(refunds.get(row["id"], ())),
            left_minor=_left(refunds.get(row["id"], ())),
            returns=_returns(returns.get(row["id"], ()), refunds.get(row["id"], ()), failed),
        )
        for row in rows
    ]


def _by_order(rows: Sequence[Row]) -> dict[UUID, list[Row]]:
    found: dict[UUID, list[Row]] = {}
    for row in rows:
        found.setdefault(row.order_id, []).append(row)
    return found


def _settled(refunds: Sequence[OrderRefundRow]) -> int:
    return sum(each.amount_minor for each in refunds if each.state == RefundState.SETTLED)


def _left(refunds: Sequence[OrderRefundRow]) -> int:
    return sum(each.amount_minor for each in refunds if each.return_id is None and _is_left(each))


def _is_left(refund: OrderRefundRow) -> bool:
    """It failed, it is owed, and nobody asks again by themselves."""
    is_over = refund.state == RefundState.FAILED and refund.ask_again_at is None
    return refund.is_owed and is_over


def _returns(
    returns: Sequence[OrderReturnRow], refunds: Sequence[OrderRefundRow], failed: Collection[UUID]
) -> tuple[ReturnMoney, ...]:
    """The returns whose refunds are known, as far as these did not arrive.

    Payments know first that a refund failed; that a person saw to it, only we know.
    """
    found = []
    for each in returns:
        mine = [refund for refund in refunds if refund.return_id == each.id]
        parts = [
            to_refund_request(refund, has_failed=refund.refund_id in failed) for refund in mine
        ]
        over = [refund for refund in mine if refund.state == RefundState.FAILED]
        missing = refund_rules.outstanding_amount(each.amount_minor, parts)
        is_left = bool(over) and all(map(_is_left, over))
        if mine:
            found.append(from_attributes(ReturnMoney, each, missing_minor=missing, is_left=is_left))
    return tuple(found)


TAXES = """
    SELECT o.id, o.number, l.tax_rate_bp, sum(l.gross_minor)::bigint
    FROM orders o LEFT JOIN order_lines l
        ON l.organization_id = o.organization_id AND l.order_id = o.id
    WHERE o.organization_id = %(organization_id)s AND o.id = ANY(%(orders)s)
    GROUP BY o.id, o.number, l.tax_rate_bp
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderTaxes:
    """An order's number and its gross sums, minor units, by tax rate in basis points."""

    number: str
    gross_by_rate: dict[int, int]


def list_taxes(tx: Transaction, orders: Collection[UUID]) -> dict[UUID, OrderTaxes]:
    """Orders by id, those that are there."""
    found: dict[UUID, OrderTaxes] = {}
    where = {"organization_id": tx.organization_id, "orders": list(orders)}
    for order_id, number, rate, gross in tx.query(TAXES, where):
        order = found.setdefault(order_id, OrderTaxes(number=number, gross_by_rate={}))
        if rate is not None:
            order.gross_by_rate[rate] = gross
    return found
