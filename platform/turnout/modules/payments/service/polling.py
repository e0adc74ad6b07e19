"""Asking after payments of which nobody told us: a lost webhook costs time and nothing else."""

from datetime import datetime
from uuid import UUID

from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.tx import Transaction, transaction
from turnout.modules.payments import asking, rules
from turnout.modules.payments.models import Payment, PaymentState, RefundState, Source
from turnout.modules.payments.queries import paying
from turnout.modules.payments.service.applying import apply


def list_due(ctx: SystemContext, *, limit: int = 100) -> list[tuple[UUID, UUID]]:
    """(organization, payment) to ask after now."""
    with transaction(ctx) as tx:
        return paying.due_payments(tx, limit=limit)


def poll_payment(ctx: OrganizationContext, payment_id: UUID) -> None:
    """Ask the provider how a payment stands, and take in what it says.

    The next time is written before the call, so that a worker that dies on it costs a pause.
    """
    with transaction(ctx) as tx:
        payment = paying.lock_payment(tx, payment_id)
        if payment.poll_at is None or payment.poll_at > tx.now:
            return
        payment.poll_at = _next(tx, payment)
        payment.polls += 1
        connection_id, provider_ref = payment.connection_id, payment.provider_ref
    if payment.poll_at is None or provider_ref is None:
        return
    answer = asking.fetch(ctx, connection_id, provider_ref)
    if answer is None:
        return
    with transaction(ctx) as tx:
        payment = paying.lock_payment(tx, payment_id)
        if answer.state in rules.ANSWERS:
            payment.answer_state = rules.ANSWERS[answer.state].value
        apply(tx, payment, answer.facts, source=Source.POLL)
        payment.poll_at = _next(tx, payment)


def refresh_payment(ctx: OrganizationContext, payment_id: UUID) -> bool:
    """Ask the provider about a payment now, whatever its schedule; False without an answer."""
    with transaction(ctx) as tx:
        payment = paying.get_payment(tx, payment_id)
        connection_id, provider_ref = payment.connection_id, payment.provider_ref
    if provider_ref is None:
        return False
    answer = asking.fetch(ctx, connection_id, provider_ref)
    if answer is None:
        return False
    with transaction(ctx) as tx:
        payment = paying.lock_payment(tx, payment_id)
        apply(tx, payment, answer.facts, source=Source.POLL)
    return True


def _next(tx: Transaction, payment: Payment) -> datetime | None:
    """A refund under way is asked after from the day on which it was asked for."""
    refunds = [
        each.requested_at
        for each in paying.list_refunds(tx, payment.id)
        if each.state == RefundState.PENDING.value
    ]
    return rules.next_poll(
        PaymentState.PROCESSING if refunds else PaymentState(payment.state),
        since=max(refunds, default=payment.opened_at),
        longest=payment.longest_pending_seconds,
        polls=payment.polls,
        now=tx.now,
    )
