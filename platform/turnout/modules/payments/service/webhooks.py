"""Webhooks and polling: deliveries stored once and read by a worker; payments asked after."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import structlog

from turnout.kernel.context import OrganizationContext, PublicContext, SystemContext, system_in
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import TurnoutError
from turnout.kernel.http import idempotency
from turnout.kernel.messaging.tasks import enqueue
from turnout.modules.payments import gateway_calls, hooks, policies, rules
from turnout.modules.payments.errors import UntrustedDelivery
from turnout.modules.payments.metrics import DELIVERIES
from turnout.modules.payments.models import (
    MAY_STILL_BE_PAID,
    DeliveryState,
    PaymentDeliveryRow,
    PaymentRow,
    PaymentState,
    RefundState,
    Source,
)
from turnout.modules.payments.provider_objects import COLLECTED
from turnout.modules.payments.queries import operations, payments
from turnout.modules.payments.queries.operations import StoredDelivery, WaitingWork
from turnout.modules.payments.queries.refunds import list_refunds
from turnout.modules.payments.risks import PaymentRisk
from turnout.modules.payments.service.apply_updates import apply_updates, poll_soon
from turnout.modules.payments.service.pings import receive_ping
from turnout.modules.payments.types import DeliveryView
from turnout.modules.security_events import api as security_events
from turnout.modules.security_events.api import SecurityEventKind, record_security_event
from turnout_sdk.errors import AdapterError, Unavailable
from turnout_sdk.payments import Delivery, FactKind, Update

BRINGS_MONEY: Final = (*COLLECTED, FactKind.PAYMENT_AUTHORIZED)
RISK_ATTEMPTS: Final = 3
"""So often money waits for a provider that does not say what it thinks: 14 seconds in all."""
NOT_KEPT: Final = frozenset({"authorization", "cookie", "x-forwarded-for", "x-real-ip"})

log = structlog.get_logger(__name__)


def receive(ctx: PublicContext, connection_id: UUID, delivery: Delivery) -> None:
    """Store a delivery once it is verified; UntrustedDelivery, and nothing stored, when it is not.

    The same bytes are stored once, however often they come. An unsigned delivery is not stored:
    the provider is asked about the payment that it names.
    """
    try:
        ping = gateway_calls.verify(ctx, connection_id, delivery)
    except UntrustedDelivery:
        security_events.record_in_organization(
            ctx.organization_id,
            SecurityEventKind.WEBHOOK_REFUSED,
            request_id=ctx.request_id,
            details={"connection_id": connection_id},
        )
        raise
    job = system_in(ctx.organization_id, "payments.receive", request_id=ctx.request_id)
    if ping is not None:
        receive_ping(job, connection_id, ping.provider_ref)
        return
    headers, body = delivery.headers, delivery.body
    with transaction(job) as tx:
        delivery_id = operations.insert_delivery(
            tx,
            connection_id,
            headers={
                name: value for name, value in headers.items() if name.lower() not in NOT_KEPT
            },
            body=body,
            digest=hashlib.sha256(body).hexdigest(),
        )
        DELIVERIES.add(outcome="stored" if delivery_id else "duplicate")
        if delivery_id is not None:
            _enqueue_reading(tx, delivery_id)
        else:
            told = {"connection_id": connection_id}
            record_security_event(tx, SecurityEventKind.WEBHOOK_REPLAYED, details=told)


def read_delivery(ctx: OrganizationContext, delivery_id: UUID) -> None:
    """Read a stored delivery and apply what it tells; what fails is tried again, then set aside."""
    with transaction(ctx) as tx:
        stored = operations.find_received_delivery(tx, delivery_id)
    if stored is None:
        return
    try:
        delivery = Delivery(headers=stored.headers, body=stored.body)
        update = gateway_calls.read(ctx, stored.connection_id, delivery)
        asked = _ask_risk(ctx, stored, update) if update is not None else ()
        with transaction(ctx) as tx:
            _apply_delivery(tx, stored, update, asked)
    except Exception as error:  # noqa: BLE001  whatever it is, it is counted and set aside
        # A database's own text would repeat what it was given, personal data among it.
        is_ours = isinstance(error, AdapterError | TurnoutError)
        why = str(error) if is_ours else type(error).__name__
        log.warning("delivery not read", delivery_id=str(delivery_id), why=why)
        with transaction(ctx) as tx:
            _fail(tx, operations.lock_delivery(tx, delivery_id), why=why)


def _ask_risk(ctx: OrganizationContext, stored: StoredDelivery, update: Update) -> Sequence[Update]:
    """Ask for the verdict about money that a webhook brings without one, where it is wanted.

    Then both count together, so that nothing is sold before the verdict is known. A provider that
    does not answer makes the delivery wait, a few times; after that the money counts all the same,
    and the verdict when it comes.
    """
    if update.kind not in BRINGS_MONEY or update.risk is not None:
        return ()
    if not gateway_calls.tells_risk(ctx, stored.connection_id):
        return ()
    with transaction(ctx) as tx:
        payment_id = payments.find_payment_id(tx, stored.connection_id, update)
        if payment_id is None:
            return ()
        payment = payments.get_payment(tx, payment_id)
        known = PaymentRisk.of(payment.risk)
        is_known = known is not None and known.is_of_money
        if is_known or not hooks.is_risk_wanted(tx, payment.reference):
            return ()
    answer = gateway_calls.fetch(ctx, stored.connection_id, update.provider_ref)
    if answer is None and stored.attempts < RISK_ATTEMPTS:
        raise Unavailable("The provider does not say now what it thinks of the risk.")
    return answer.facts if answer is not None else ()


def apply_report(
    ctx: OrganizationContext,
    connection_id: UUID,
    updates: Sequence[Update],
    *,
    source: Source,
) -> list[UUID | None]:
    """Apply the updates of a statement or a report; the payment of each, None if it is not ours.

    The same path as a webhook's, each update in a transaction of its own: told again, nothing
    changes, so a run that was cut short is made good by running it again.
    """
    found: list[UUID | None] = []
    for update in updates:
        with transaction(ctx) as tx:
            payment_id = payments.find_payment_id(tx, connection_id, update)
            if payment_id is not None:
                apply_updates(tx, payments.lock_payment(tx, payment_id), (update,), source=source)
        found.append(payment_id)
    return found


def list_due_deliveries(ctx: SystemContext, *, limit: int = 100) -> list[tuple[UUID, UUID]]:
    """List (organization, delivery) that no worker has read yet."""
    with transaction(ctx) as tx:
        return operations.list_due_deliveries(tx, limit=limit)


def purge_old(ctx: SystemContext) -> int:
    """Delete old deliveries, whose bodies name buyers; how many were deleted."""
    with transaction(ctx) as tx:
        return operations.purge_deliveries(
            tx, before=tx.now - timedelta(days=rules.KEEP_DELIVERIES_DAYS)
        )


def list_deliveries(
    ctx: OrganizationContext,
    request: PageRequest,
    *,
    state: str | None = None,
    payment_id: UUID | None = None,
) -> Page[DeliveryView]:
    """List deliveries, of all payments or of one, newest first."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        rows = operations.list_deliveries(tx, request, state=state, payment_id=payment_id)
    return page(rows, request, key=lambda row: (row.received_at.isoformat(), row.id)).map(
        DeliveryView.of
    )


def replay_delivery(ctx: OrganizationContext, delivery_id: UUID) -> DeliveryView:
    """Have a delivery read again. What it tells is kept once, so this is always safe."""
    policies.require_can_replay(ctx)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        delivery = operations.lock_delivery(tx, delivery_id)
        delivery.state = DeliveryState.RECEIVED.value
        delivery.attempts = 0
        delivery.detail = ""
        delivery.due_at = tx.now
        delivery.finished_at = None
        _enqueue_reading(tx, delivery_id)
        told = {"delivery_id": delivery_id}
        record_security_event(
            tx, SecurityEventKind.WEBHOOK_READ_AGAIN, user_id=ctx.user_id, details=told
        )
        replayed = DeliveryView.of(delivery)
        idempotency.complete(tx, replayed)
        return replayed


def _enqueue_reading(tx: Transaction, delivery_id: UUID) -> None:
    arguments = (str(tx.organization_id), str(delivery_id))
    tx.after_commit.append(lambda: enqueue("payments.read_delivery", *arguments))


def _apply_delivery(
    tx: Transaction, stored: StoredDelivery, update: Update | None, asked: Sequence[Update]
) -> None:
    """Apply a delivery's update, after what the provider was `asked` because of it.

    The payment is locked first, then the delivery.
    """
    payment_id = (
        payments.find_payment_id(tx, stored.connection_id, update) if update is not None else None
    )
    payment = payments.lock_payment(tx, payment_id) if payment_id is not None else None
    delivery = operations.lock_delivery(tx, stored.id)
    if delivery.state != DeliveryState.RECEIVED.value:
        return
    if update is None:
        _finish(tx, delivery, DeliveryState.IGNORED, detail="it does not concern payments")
    elif payment is None:
        _finish(tx, delivery, DeliveryState.FOREIGN, detail=f"{update.provider_ref} is not ours")
    else:
        delivery.payment_id = payment.id
        if asked:
            apply_updates(tx, payment, asked, source=Source.POLL)
        apply_updates(tx, payment, (update,), source=Source.WEBHOOK)
        _finish(tx, delivery, DeliveryState.DONE, detail=update.kind.value)


def _finish(
    tx: Transaction, delivery: PaymentDeliveryRow, state: DeliveryState, *, detail: str
) -> None:
    delivery.state = state.value
    delivery.detail = detail
    delivery.due_at = None
    delivery.finished_at = tx.now
    DELIVERIES.add(outcome=state.value)


def _fail(tx: Transaction, delivery: PaymentDeliveryRow, *, why: str) -> None:
    if delivery.state != DeliveryState.RECEIVED.value:
        return  # another worker was quicker
    delivery.attempts += 1
    if delivery.attempts >= rules.MOST_ATTEMPTS:
        _finish(tx, delivery, DeliveryState.DEAD, detail=why[:300])
        return
    delivery.detail = why[:300]
    delivery.due_at = tx.now + rules.retry_delay(delivery.attempts)
    DELIVERIES.add(outcome="failed")


def list_due_polls(ctx: SystemContext, *, limit: int = 100) -> list[tuple[UUID, UUID]]:
    """List (organization, payment) that are due to be polled."""
    with transaction(ctx) as tx:
        return operations.list_due_payments(tx, limit=limit)


def count_waiting(ctx: SystemContext) -> WaitingWork:
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
        payment.poll_at = _next_poll(tx, payment)
        payment.polls += payment.pinged_at is None  # a stranger's word delays no poll of ours
        payment.polled_at = tx.now
    refresh_payment(ctx, payment_id)


def refresh_payment(ctx: OrganizationContext, payment_id: UUID) -> bool:
    """Ask the provider about a payment now, whatever its schedule; False without an answer.

    Takes at most as long as a call may (5 s), and not at all while the connection rests or its
    places are taken.
    """
    with transaction(ctx) as tx:
        payment = payments.get_payment(tx, payment_id)
        connection_id, provider_ref, began_at = (
            payment.connection_id, payment.provider_ref, tx.now,
        )  # fmt: skip
    if provider_ref is None or connection_id is None:
        return False
    answer = gateway_calls.fetch(ctx, connection_id, provider_ref)
    if answer is None:
        return False
    with transaction(ctx) as tx:
        payment = payments.lock_payment(tx, payment_id)
        if answer.state in rules.ANSWERS:
            payment.answer_state = rules.ANSWERS[answer.state].value
        if payment.pinged_at is not None and payment.pinged_at <= began_at:
            payment.pinged_at = None
        apply_updates(tx, payment, answer.facts, source=Source.POLL)
        payment.poll_at = _next_poll(tx, payment)
    return True


def schedule_poll(tx: Transaction, reference: UUID) -> None:
    """Have a worker poll the payments of a reference now: the buyer came back from paying.

    However often a page is loaded, a payment is asked after once in a few seconds.
    """
    for payment in payments.list_of_reference(tx, reference):
        is_recent = payment.polled_at is not None and payment.polled_at > tx.now - rules.POLL_PAUSE
        if not is_recent and PaymentState(payment.state) in MAY_STILL_BE_PAID:
            locked = payments.lock_payment(tx, payment.id)
            locked.polled_at = tx.now
            poll_soon(tx, locked)


def _next_poll(tx: Transaction, payment: PaymentRow) -> datetime | None:
    """When to poll next; a refund under way is polled from its request on."""
    refunds = [
        each.requested_at
        for each in list_refunds(tx, payment.id)
        if each.state == RefundState.PENDING.value
    ]
    asks_again_at = (
        rules.next_question(payment.pinged_at, now=tx.now) if payment.pinged_at else None
    )
    polls_at = rules.next_poll(
        PaymentState.PROCESSING if refunds else PaymentState(payment.state),
        since=max(refunds, default=payment.opened_at),
        longest=_longest(payment),
        polls=payment.polls,
        now=tx.now,
    )
    return min((each for each in (asks_again_at, polls_at) if each), default=None)


def _longest(payment: PaymentRow) -> int:
    """Seconds of polling; an authorization is polled until it lapses, which may go unreported."""
    if payment.state != PaymentState.AUTHORIZED.value or payment.authorized_until is None:
        return payment.longest_pending_seconds
    left = (payment.authorized_until - payment.opened_at).total_seconds()
    return max(payment.longest_pending_seconds, int(left))
