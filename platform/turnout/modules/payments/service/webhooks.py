"""Webhooks: verified outside any transaction, stored once, read by a worker."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

import structlog

from turnout.kernel.context import (
    OrganizationContext,
    PublicContext,
    SystemContext,
    system_in,
)
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import TurnoutError
from turnout.kernel.messaging.tasks import enqueue
from turnout.modules.payments import gateway_calls, policies, rules
from turnout.modules.payments.enums import DeliveryState, Source
from turnout.modules.payments.metrics import DELIVERIES
from turnout.modules.payments.models import PaymentDeliveryRow
from turnout.modules.payments.queries import payments, webhooks
from turnout.modules.payments.queries.webhooks import StoredDelivery
from turnout.modules.payments.service.apply_updates import apply
from turnout.modules.payments.types import DeliveryView
from turnout_sdk.errors import AdapterError
from turnout_sdk.payments import Delivery, Update

NOT_KEPT: Final = frozenset({"authorization", "cookie", "x-forwarded-for", "x-real-ip"})

log = structlog.get_logger(__name__)


def receive(
    ctx: PublicContext, connection_id: UUID, *, headers: Mapping[str, str], body: bytes
) -> None:
    """Store a delivery once it is verified; UntrustedDelivery, and nothing stored, when it is not.

    The same bytes are stored once, however often they come.
    """
    gateway_calls.verify(ctx, connection_id, Delivery(headers=headers, body=body))
    job = system_in(ctx.organization_id, "payments.receive", request_id=ctx.request_id)
    with transaction(job) as tx:
        delivery_id = webhooks.insert_delivery(
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
            _hand_on(tx, delivery_id)


def read_delivery(ctx: OrganizationContext, delivery_id: UUID) -> None:
    """Read a stored delivery and apply what it tells; what fails is tried again, then set aside."""
    with transaction(ctx) as tx:
        stored = webhooks.find_received(tx, delivery_id)
    if stored is None:
        return
    try:
        delivery = Delivery(headers=stored.headers, body=stored.body)
        update = gateway_calls.read(ctx, stored.connection_id, delivery)
        with transaction(ctx) as tx:
            _take_in(tx, stored, update)
    except Exception as error:  # noqa: BLE001  whatever it is, it is counted and set aside
        # A database's own text would repeat what it was given, personal data among it.
        is_ours = isinstance(error, AdapterError | TurnoutError)
        why = str(error) if is_ours else type(error).__name__
        log.warning("delivery not read", delivery_id=str(delivery_id), why=why)
        with transaction(ctx) as tx:
            _fail(tx, webhooks.lock_delivery(tx, delivery_id), why=why)


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
                apply(tx, payments.lock_payment(tx, payment_id), (update,), source=source)
        found.append(payment_id)
    return found


def list_due(ctx: SystemContext, *, limit: int = 100) -> list[tuple[UUID, UUID]]:
    """List (organization, delivery) that no worker has read yet."""
    with transaction(ctx) as tx:
        return webhooks.list_due(tx, limit=limit)


def purge_old(ctx: SystemContext) -> int:
    """Delete old deliveries, whose bodies name buyers; how many were deleted."""
    with transaction(ctx) as tx:
        return webhooks.purge(tx, before=tx.now - timedelta(days=rules.KEEP_DELIVERIES_DAYS))


def list_deliveries(
    ctx: OrganizationContext, request: PageRequest, *, state: str | None = None
) -> Page[DeliveryView]:
    """List deliveries, newest first."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        rows = webhooks.list_deliveries(tx, request, state=state)
    return page(rows, request, key=lambda row: (row.received_at.isoformat(), row.id)).map(
        DeliveryView.of
    )


def replay_delivery(ctx: OrganizationContext, delivery_id: UUID) -> DeliveryView:
    """Have a delivery read again. What it tells is kept once, so this is always safe."""
    policies.require_can_replay(ctx)
    with transaction(ctx) as tx:
        delivery = webhooks.lock_delivery(tx, delivery_id)
        delivery.state = DeliveryState.RECEIVED.value
        delivery.attempts = 0
        delivery.detail = ""
        delivery.due_at = tx.now
        delivery.finished_at = None
        _hand_on(tx, delivery_id)
        return DeliveryView.of(delivery)


def _hand_on(tx: Transaction, delivery_id: UUID) -> None:
    arguments = (str(tx.organization_id), str(delivery_id))
    tx.after_commit.append(lambda: enqueue("payments.read_delivery", *arguments))


def _take_in(tx: Transaction, stored: StoredDelivery, update: Update | None) -> None:
    """Payment first, then delivery: everybody locks in this order."""
    payment_id = (
        payments.find_payment_id(tx, stored.connection_id, update) if update is not None else None
    )
    payment = payments.lock_payment(tx, payment_id) if payment_id is not None else None
    delivery = webhooks.lock_delivery(tx, stored.id)
    if delivery.state != DeliveryState.RECEIVED.value:
        return
    if update is None:
        _finish(tx, delivery, DeliveryState.IGNORED, detail="it does not concern payments")
    elif payment is None:
        _finish(tx, delivery, DeliveryState.FOREIGN, detail=f"{update.provider_ref} is not ours")
    else:
        delivery.payment_id = payment.id
        apply(tx, payment, (update,), source=Source.WEBHOOK)
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
