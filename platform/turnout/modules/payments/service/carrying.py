"""Carrying out operations: the row with its key is committed, then the provider is asked."""

from uuid import UUID

from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.messaging.tasks import enqueue
from turnout.modules.payments import asking
from turnout.modules.payments.models import Payment, PaymentState
from turnout.modules.payments.operations import is_open
from turnout.modules.payments.queries import due, paying
from turnout.modules.payments.service import choosing
from turnout.modules.payments.service.claiming import claim
from turnout.modules.payments.service.recording import record
from turnout.modules.payments.types import Started
from turnout.modules.payments.views import action_of


def start(ctx: OrganizationContext, payment_id: UUID) -> Started:
    """Ask the provider for the payment, or say where it stands; safe to call again.

    `pending` without an action: the provider is being asked by somebody else; ask again soon.
    """
    with transaction(ctx) as tx:
        payment = paying.lock_payment(tx, payment_id)
        errand = claim(tx, payment, paying.start_of(tx, payment_id))
        standing = _started(tx, payment)
    if errand is None:
        return standing
    outcome = asking.carry_out(ctx, errand)
    with transaction(ctx) as tx:
        payment = paying.lock_payment(tx, payment_id)
        record(tx, payment, errand, outcome)
        if outcome.word == "busy":
            arguments = (str(ctx.organization_id), str(errand.operation_id))
            tx.after_commit.append(lambda: enqueue("payments.carry_out", *arguments))
        return _started(tx, payment)


def carry_out(ctx: OrganizationContext, operation_id: UUID) -> None:
    """Carry out one operation, unless it is finished or under way."""
    with transaction(ctx) as tx:
        found = paying.find_operation(tx, operation_id)
        if found is None or not is_open(found):
            return
        payment = paying.lock_payment(tx, found.payment_id)
        errand = claim(tx, payment, paying.reread(tx, found))
    if errand is None:
        return
    outcome = asking.carry_out(ctx, errand)
    with transaction(ctx) as tx:
        record(tx, paying.lock_payment(tx, errand.payment_id), errand, outcome)


def list_due(ctx: SystemContext, *, limit: int = 200) -> list[tuple[UUID, UUID]]:
    """(organization, operation) that should be tried now."""
    with transaction(ctx) as tx:
        return due.due_operations(tx, limit=limit)


def _started(tx: Transaction, payment: Payment) -> Started:
    waits = payment.state == PaymentState.NEEDS_ACTION.value
    return Started(
        state=payment.state,
        redirect_url=payment.redirect_url if waits else None,
        next_action=choosing.with_module(tx, payment.connection_id, action_of(payment, now=tx.now)),
    )
