"""Rows of payments as records that may leave the module."""

from datetime import datetime

from turnout.modules.payments import tokens
from turnout.modules.payments.models import (
    Payment,
    PaymentDelivery,
    PaymentFact,
    PaymentOperation,
    PaymentState,
    Refund,
)
from turnout.modules.payments.rules import MAY_STILL_BE_PAID
from turnout.modules.payments.types import (
    Action,
    DeliveryView,
    FactView,
    OperationView,
    PaymentView,
    RefundView,
)
from turnout_sdk.money import Money


def view_of(row: Payment, *, now: datetime) -> PaymentView:
    return PaymentView(
        id=row.id,
        connection_id=row.connection_id,
        reference=row.reference,
        state=row.state,
        amount=Money(row.amount_minor, row.currency),
        captured_minor=row.captured_minor,
        refunded_minor=row.refunded_minor,
        disputed_minor=row.disputed_minor,
        fee_minor=row.fee_minor,
        dispute=row.dispute,
        review_reason=row.review_reason,
        error_code=row.error_code,
        provider_ref=row.provider_ref,
        opened_at=row.opened_at,
        settled_at=row.settled_at,
        is_open=is_open(row, now=now),
        method=row.method,
        next_action=action_of(row, now=now),
        authorized_minor=row.authorized_minor,
        authorized_until=row.authorized_until,
        is_live=PaymentState(row.state) in MAY_STILL_BE_PAID,
        review_decision=row.review_decision,
        platform_fee_minor=row.platform_fee_minor,
        stray_minor=row.stray_minor,
    )


def action_of(row: Payment, *, now: datetime) -> Action | None:
    """What the buyer still has to do; None when there is nothing, or it is out of date.

    A transfer stays to be made while the bank is waited for, so its instructions stay as well.
    """
    waits = row.state == PaymentState.NEEDS_ACTION.value
    follows = row.state == PaymentState.PROCESSING.value and row.instructions is not None
    if row.flow is None or not (waits or follows) or not is_open(row, now=now):
        return None
    pairs = row.instructions or []
    return Action(
        flow=row.flow,
        redirect_url=row.redirect_url,
        client_token=tokens.unseal(row),
        client_options=row.client_options,
        instructions=dict(zip(pairs[::2], pairs[1::2], strict=True)) or None,
        expires_at=row.action_expires_at,
    )


def is_open(row: Payment, *, now: datetime) -> bool:
    """Whether it may still be paid: under way, wanted, not held, and its page not out of date."""
    state = PaymentState(row.state)
    if state not in MAY_STILL_BE_PAID or row.review_reason is not None:
        return False
    if row.abandoned_at is not None:
        return False
    is_stale = row.action_expires_at is not None and row.action_expires_at <= now
    return not (state is PaymentState.NEEDS_ACTION and is_stale)


def refund_view(row: Refund) -> RefundView:
    return RefundView(
        id=row.id,
        amount_minor=row.amount_minor,
        currency=row.currency,
        state=row.state,
        reason=row.reason,
        error_code=row.error_code,
        requested_at=row.requested_at,
        ended_at=row.ended_at,
    )


def operation_view(row: PaymentOperation) -> OperationView:
    return OperationView(
        id=row.id,
        kind=row.kind,
        amount_minor=row.amount_minor,
        currency=row.currency,
        state=row.state,
        attempts=row.attempts,
        error=row.error,
        planned_at=row.planned_at,
        finished_at=row.finished_at,
    )


def fact_view(row: PaymentFact, *, fault: str | None) -> FactView:
    """`fault` as it is judged today."""
    return FactView(
        kind=row.kind,
        object_id=row.object_id,
        amount_minor=row.amount_minor,
        currency=row.currency,
        fault=fault,
        source=row.source,
        occurred_at=row.occurred_at,
    )


def delivery_view(row: PaymentDelivery) -> DeliveryView:
    return DeliveryView(
        id=row.id,
        connection_id=row.connection_id,
        payment_id=row.payment_id,
        state=row.state,
        attempts=row.attempts,
        detail=row.detail,
        received_at=row.received_at,
        finished_at=row.finished_at,
    )
