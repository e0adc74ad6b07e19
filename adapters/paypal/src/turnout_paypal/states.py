"""Operation states: what an order's status and its payments add up to."""

from collections.abc import Sequence
from datetime import timedelta

from turnout_paypal.amounts import from_provider
from turnout_paypal.observations import (
    CAPTURE_KINDS,
    REFUND_KINDS,
    Json,
    amount_of,
    facts_of,
    moment,
    payments_of,
)
from turnout_sdk.money import Money
from turnout_sdk.payments import FactKind, Flow, NextAction, Operation, OperationState

PAGE_HOURS = 3
"""How long PayPal keeps its page open for a buyer."""

_BY_AUTHORIZATION = {
    "PENDING": OperationState.PENDING,
    "CREATED": OperationState.AUTHORIZED,
    "PARTIALLY_CAPTURED": OperationState.AUTHORIZED,
    "VOIDED": OperationState.CANCELLED,
    "EXPIRED": OperationState.CANCELLED,
    "DENIED": OperationState.FAILED,
}
_BY_ORDER = {
    "CREATED": OperationState.NEEDS_ACTION,
    "SAVED": OperationState.NEEDS_ACTION,
    "PAYER_ACTION_REQUIRED": OperationState.NEEDS_ACTION,
    "APPROVED": OperationState.PENDING,
    "VOIDED": OperationState.CANCELLED,
}


def operation_of(order: Json, disputes: Sequence[Json] = ()) -> Operation:
    """Say how an order stands; ValueError and its like when the answer is no order."""
    state = state_of(order)
    return Operation(
        provider_ref=order["id"],
        state=state,
        amount=amount_of(order),
        next_action=page_of(order) if state is OperationState.NEEDS_ACTION else None,
        facts=facts_of(order, disputes),
    )


def state_of(order: Json) -> OperationState:
    if order["status"] != "COMPLETED":
        return _BY_ORDER.get(order["status"], OperationState.UNKNOWN)
    captures = payments_of(order, "captures")
    if captures:
        return _state_of_money(order, captures)
    for authorization in payments_of(order, "authorizations"):
        return _BY_AUTHORIZATION.get(authorization["status"], OperationState.UNKNOWN)
    return OperationState.UNKNOWN


def collected(captures: Sequence[Json]) -> list[Json]:
    """List the captures that brought money in, given back since or not."""
    return [
        each
        for each in captures
        if CAPTURE_KINDS.get(str(each.get("status"))) is FactKind.PAYMENT_SUCCEEDED
    ]


def returned(refunds: Sequence[Json], currency: str, *, is_done: bool = False) -> Money:
    """Add up refunds that are done or under way, or only those that are done."""
    counted = (FactKind.REFUND_SUCCEEDED, *(() if is_done else (FactKind.REFUND_PENDING,)))
    amounts = [
        from_provider(each["amount"])
        for each in refunds
        if REFUND_KINDS.get(str(each.get("status"))) in counted
    ]
    return Money.sum(amounts, currency)


def page_of(order: Json) -> NextAction | None:
    """Where the buyer goes on: `payer-action` or, in older answers, `approve`."""
    links = {each.get("rel"): each.get("href") for each in order.get("links") or ()}
    address = links.get("payer-action") or links.get("approve")
    if not address:
        return None
    closes_at = moment(order["create_time"]) + timedelta(hours=PAGE_HOURS)
    return NextAction(flow=Flow.REDIRECT, redirect_url=address, expires_at=closes_at)


def _state_of_money(order: Json, captures: Sequence[Json]) -> OperationState:
    came_in = collected(captures)
    if came_in:
        currency = amount_of(order).currency
        total = Money.sum((from_provider(each["amount"]) for each in came_in), currency)
        back = returned(payments_of(order, "refunds"), currency, is_done=True)
        return OperationState.REFUNDED if back >= total else OperationState.SUCCEEDED
    is_under_way = any(each.get("status") == "PENDING" for each in captures)
    return OperationState.PENDING if is_under_way else OperationState.FAILED
