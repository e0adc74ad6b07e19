"""Pings: unsigned webhooks that only name a payment; its provider is asked what became of it."""

from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.messaging.tasks import enqueue
from turnout.modules.payments import rules
from turnout.modules.payments.metrics import DELIVERIES
from turnout.modules.payments.models import PaymentRow
from turnout.modules.payments.queries import payments


def receive_ping(ctx: OrganizationContext, connection_id: UUID, provider_ref: str | None) -> None:
    """Have the provider asked about a payment that somebody named; nobody is believed.

    Words that come close together are one question; one that comes while the provider is being
    asked makes one more, and a payment is asked about at most once in a few seconds. Nobody is
    asked about what this connection does not know, and nothing is stored.
    """
    with transaction(ctx) as tx:
        payment_id = provider_ref and payments.find_id_by_ref(tx, connection_id, provider_ref)
        DELIVERIES.add(outcome="pinged" if payment_id else "unknown")
        if not payment_id:
            return
        payment = payments.lock_payment(tx, payment_id)
        if _is_waiting(payment):
            return
        payment.pinged_at = tx.now
        paused_until = payment.polled_at + rules.POLL_PAUSE if payment.polled_at else tx.now
        payment.poll_at = min(payment.poll_at or paused_until, max(paused_until, tx.now))
        if payment.poll_at <= tx.now:
            arguments = (str(tx.organization_id), str(payment.id))
            tx.after_commit.append(lambda: enqueue("payments.poll_payment", *arguments))


def _is_waiting(payment: PaymentRow) -> bool:
    """Whether an earlier word was not asked about yet: the question answers this one too."""
    if payment.pinged_at is None or payment.poll_at is None:
        return False
    return payment.polled_at is None or payment.polled_at < payment.pinged_at
