"""Polling: ask the provider about payments whose webhooks did not come."""

from datetime import datetime
from uuid import UUID

from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.modules.payments import gateway_calls, rules
from turnout.modules.payments.enums import MAY_STILL_BE_PAID, PaymentState, RefundState, Source
from turnout.modules.payments.models import PaymentRow
from turnout.modules.payments.queries import operations, payments
from turnout.modules.payments.queries.refunds import list_refunds
from turnout.modules.payments.service.apply_updates import apply, ask_soon


def list_due(ctx: SystemContext, *, limit: int = 100) -> list[tuple[UUID, UUID]]:
    """List (organization, payment) that are due to be polled."""
    with transaction(ctx) as tx:
        return operations.list_due_payments(tx, limit=limit)


def count_waiting(ctx: SystemContext) -> tuple[int, int, int]:
    """Count deliveries to read, operations to send and payments to poll, due now or very soon."""
    with transaction(ctx) as tx:
        return operations.count_waiting(tx)


def poll_payment(ctx: OrganizationContext, payment_id: UUID) -> None:
    """Ask the provider how a payment stands, and take in what it says.

    The next time is written before the call, so that a worker that dies on it costs a pause.
    """
    with transaction(ctx) as tx:
        payment = payments.lock_payment(tx, payment_id)
        if payment.poll_at is None or payment.poll_at > tx.now:
            return
        payment.poll_at = _next(tx, payment)
        payment.polls += 1
        payment.polled_at = tx.now
    _ask(ctx, payment_id)


def refresh_payment(ctx: OrganizationContext, payment_id: UUID) -> bool:
    """Ask the provider about a payment now, whatever its schedule; False without an answer.

    Takes at most as long as a call may (5 s), and not at all while the connection rests or its
    places are taken.
    """
    return _ask(ctx, payment_id)


def schedule_poll(tx: Transaction, reference: UUID) -> None:
    """Have a worker poll the payments of a reference now: the buyer came back from paying.

    However often a page is loaded, a payment is asked after once in a few seconds.
    """
    for payment in payments.list_of_reference(tx, reference):
        is_recent = payment.polled_at is not None and payment.polled_at > tx.now - rules.LOOK_PAUSE
        if not is_recent and PaymentState(payment.state) in MAY_STILL_BE_PAID:
            locked = payments.lock_payment(tx, payment.id)
            locked.polled_at = tx.now
            ask_soon(tx, locked)


def _ask(ctx: OrganizationContext, payment_id: UUID) -> bool:
    with transaction(ctx) as tx:
        payment = payments.get_payment(tx, payment_id)
        connection_id, provider_ref = payment.connection_id, payment.provider_ref
    if provider_ref is None:
        return False
    answer = gateway_calls.fetch(ctx, connection_id, provider_ref)
    if answer is None:
        return False
    with transaction(ctx) as tx:
        payment = payments.lock_payment(tx, payment_id)
        if answer.state in rules.ANSWERS:
            payment.answer_state = rules.ANSWERS[answer.state].value
        apply(tx, payment, answer.facts, source=Source.POLL)
        payment.poll_at = _next(tx, payment)
    return True


def _next(tx: Transaction, payment: PaymentRow) -> datetime | None:
    """A refund under way is asked after from the day on which it was asked for."""
    refunds = [
        each.requested_at
        for each in list_refunds(tx, payment.id)
        if each.state == RefundState.PENDING.value
    ]
    return rules.next_poll(
        PaymentState.PROCESSING if refunds else PaymentState(payment.state),
        since=max(refunds, default=payment.opened_at),
        longest=_longest(payment),
        polls=payment.polls,
        now=tx.now,
    )


def _longest(payment: PaymentRow) -> int:
    """An authorization is followed until it lapses, which nobody may tell us."""
    if payment.state != PaymentState.AUTHORIZED.value or payment.authorized_until is None:
        return payment.longest_pending_seconds
    left = (payment.authorized_until - payment.opened_at).total_seconds()
    return max(payment.longest_pending_seconds, int(left))
