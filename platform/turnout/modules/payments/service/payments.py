"""Payments and disputes: open, list and read them; approve or refuse one under review."""

from datetime import datetime
from typing import Any
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.http import idempotency
from turnout.kernel.ids import new_id
from turnout.kernel.values import attributes_of
from turnout.modules.connections import api as connections
from turnout.modules.payments import policies, rules
from turnout.modules.payments.errors import NotUnderReview, OtherCurrency, OtherPayment
from turnout.modules.payments.facts import PaymentFailed
from turnout.modules.payments.metrics import DECISIONS
from turnout.modules.payments.models import (
    MAY_STILL_BE_PAID,
    Decision,
    PaymentRow,
    PaymentState,
    Source,
)
from turnout.modules.payments.provider_objects import COLLECTED
from turnout.modules.payments.queries import disputes, operations, payments
from turnout.modules.payments.queries.operations import new_operation
from turnout.modules.payments.queries.refunds import list_refunds
from turnout.modules.payments.service import payment_methods
from turnout.modules.payments.service.apply_updates import apply_updates, publish_authorized
from turnout.modules.payments.service.captures import left_to_collect, void_or_expire
from turnout.modules.payments.service.ledger import platform_fee_for, route_of
from turnout.modules.payments.service.refunds import refund_misdirected
from turnout.modules.payments.types import (
    Dispute,
    FactView,
    OperationView,
    Payment,
    PaymentDetails,
    PaymentFilter,
    PaymentView,
    RefundView,
)
from turnout_sdk.money import Money


def open_payment(  # noqa: PLR0913  the whole of what a payment page shows
    tx: Transaction,
    *,
    reference: UUID,
    amount: Money,
    description: str,
    buyer_email: str,
    locale: str,
    return_url: str,
    cancel_url: str,
    connection_id: UUID,
    method: str | None = None,
    country: str | None = None,
    capture: bool = True,
    platform_fee: Money | None = None,
) -> UUID:
    """Write a payment and the operation, with its key, that will ask the provider for it.

    Nothing is sent: call `start` after the commit. The provider is told the payment's id, not
    the reference, so that two payments for one thing cannot be mistaken for each other.
    Without `method` it is the first of the connection that takes the amount; MethodNotOffered
    when one is asked for that does not. `capture` False, or a connection that collects by hand,
    only authorizes. Without `platform_fee` it is what the operator set for the organization.
    """
    connection = connections.get_payment_connection(tx, connection_id)
    fee = platform_fee_for(tx, amount) if platform_fee is None else platform_fee
    payment = PaymentRow(
        id=new_id(),
        connection_id=connection_id,
        reference=reference,
        amount_minor=amount.minor,
        currency=amount.currency,
        description=description,
        buyer_email=buyer_email,
        locale=locale,
        return_url=return_url,
        cancel_url=cancel_url,
        method=payment_methods.method_of(connection, amount, method=method, country=country),
        country=country,
        capture=capture and not (connection and connection.collects_by_hand),
        platform_fee_minor=min(fee.minor, amount.minor),
        platform_fee_route=route_of(fee, connection).value,
        opened_at=tx.now,
        **untouched_amounts(),
    )
    payments.add_payment(tx, payment, new_operation(payment, "start", amount=amount, now=tx.now))
    return payment.id


def untouched_amounts() -> dict[str, Any]:
    """The columns of a payment that has not been started at its provider."""
    amounts = (
        "authorized", "captured", "settled", "refunded", "refunding", "disputed", "fee", "stray",
    )  # fmt: skip
    return {
        "state": PaymentState.PENDING.value,
        "answer_state": PaymentState.PENDING.value,
        "ref_is_learned": False,
        "reviewed_facts": [],
        "longest_pending_seconds": 0,
        "polls": 0,
        **{f"{each}_minor": 0 for each in amounts},
    }


def find_payment_of(tx: Transaction, reference: UUID) -> PaymentView | None:
    """The newest payment that was opened for a reference."""
    rows = payments.list_of_reference(tx, reference)
    return payment_methods.with_next_action(rows[0], now=tx.now) if rows else None


def list_payments_of(tx: Transaction, reference: UUID) -> list[PaymentView]:
    """Every payment that was opened for a reference, the newest first."""
    rows = payments.list_of_reference(tx, reference)
    views = (payment_methods.with_next_action(row, now=tx.now) for row in rows)
    return [payment_methods.for_buyer(tx, view) for view in views]


def under_way_until(tx: Transaction, reference: UUID) -> datetime | None:
    """Until when the stock of a reference's payments stays held; None when none is under way.

    A page that was opened and never used is not under way; what the bank is working on is, for
    as long as the provider says it may take.
    """
    untils = [
        rules.stock_hold_until(
            PaymentState(each.state),
            pending_since=each.pending_since,
            asked_at=each.asked_at,
            longest=each.longest_pending_seconds,
            authorized_until=each.authorized_until,
        )
        for each in payments.list_of_reference(tx, reference)
        if each.review_reason is None and each.abandoned_at is None
    ]
    return max((until for until in untils if until is not None and until > tx.now), default=None)


def list_payments(
    ctx: OrganizationContext, request: PageRequest, wanted: PaymentFilter
) -> Page[Payment]:
    """Payments that a filter finds, newest first."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        rows = payments.list_payments(tx, request, wanted)
        found = [Payment.of(row, now=tx.now) for row in rows]
    return page(found, request, key=lambda view: (view.opened_at.isoformat(), view.id))


def list_disputes(
    ctx: OrganizationContext,
    request: PageRequest,
    *,
    state: str | None = None,
    connection_id: UUID | None = None,
) -> Page[Dispute]:
    """Newest first. A dispute has the id of its facts, and one that was won is not lost."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        found = disputes.list_disputes(tx, request, state=state, connection_id=connection_id)
    listed = page(found, request, key=lambda each: (each.opened_at.isoformat(), each.fact_id))
    return listed.map(lambda each: each.as_dispute())


def get_payment(ctx: OrganizationContext, payment_id: UUID) -> PaymentDetails:
    """A payment with its refunds and everything that the provider told."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        payment = payments.get_payment(tx, payment_id)
        facts = zip(
            payments.list_facts(tx, payment_id),
            payments.list_observations(tx, payment),
            strict=True,
        )
        return PaymentDetails(
            **attributes_of(left_to_collect(tx, payment)),
            review_note=payment.review_note,
            reviewed_at=payment.reviewed_at,
            payment=payment_methods.with_next_action(payment, now=tx.now),
            refunds=[RefundView.of(row) for row in list_refunds(tx, payment_id)],
            facts=[FactView.of(row, fault=told.fault) for row, told in facts],
            operations=[
                OperationView.of(row) for row in operations.list_operations(tx, payment_id)
            ],
        )


def decide_review(
    ctx: OrganizationContext, payment_id: UUID, *, approve: bool, reason: str
) -> Payment:
    """Approve or refuse a held payment; the reason is kept with it and in the audit log.

    Approved: what was collected counts, as it is. Refused, for good: what was collected, now or
    later, goes back by itself; what was only authorized is let go. What is told afterwards and
    does not fit either holds an approved payment again. Of a payment that is not held itself,
    what lies astray in other payments of the provider's can be refused.
    """
    policies.require_can_review(ctx)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        decided = review_payment(tx, payment_id, approve=approve, reason=reason)
        idempotency.complete(tx, decided)
        return decided


def review_payment(tx: Transaction, payment_id: UUID, *, approve: bool, reason: str) -> Payment:
    """As `decide_review`, with the caller's change or not at all."""
    policies.require_can_review(tx.ctx)
    payment = payments.lock_payment(tx, payment_id)
    is_held = payment.review_reason is not None
    is_refused = payment.review_decision == Decision.REFUSED.value
    if is_refused or not (is_held or payment.stray_minor > 0):
        raise NotUnderReview
    decision = Decision.APPROVED if approve else Decision.REFUSED
    payment.review_note, payment.reviewed_at = reason, tx.now
    if is_held:
        _decide(tx, payment, decision)
    elif approve:
        raise OtherPayment
    else:
        refund_misdirected(tx, payment, payments.list_observations(tx, payment))
    tx.after_commit.append(lambda: DECISIONS.add(decision=decision.value))
    return Payment.of(payment, now=tx.now)


def _decide(tx: Transaction, payment: PaymentRow, decision: Decision) -> None:
    payment.reviewed_facts = [str(each.id) for each in payments.list_facts(tx, payment.id)]
    if decision is Decision.APPROVED:
        _require_approvable(tx, payment)
    payment.review_decision = decision.value
    apply_updates(tx, payment, (), source=Source.ANSWER, is_decided=True)
    if decision is Decision.REFUSED:
        _refuse(tx, payment)
    elif payment.state == PaymentState.AUTHORIZED.value:
        publish_authorized(tx, payment)


def _require_approvable(tx: Transaction, payment: PaymentRow) -> None:
    """Refuse to approve money in another currency or in another payment of the provider's."""
    incomes = [each for each in payments.list_observations(tx, payment) if each.kind in COLLECTED]
    if any(each.fault == "currency" for each in incomes):
        raise OtherCurrency
    if any(each.is_misdirected for each in incomes):
        raise OtherPayment


def _refuse(tx: Transaction, payment: PaymentRow) -> None:
    """Void what is open; publish the failure unless another payment may still be paid."""
    if PaymentState(payment.state) in MAY_STILL_BE_PAID:
        void_or_expire(tx, payment)
    others = [
        each
        for each in payments.list_of_reference(tx, payment.reference)
        if each.id != payment.id and rules.is_payable(each, now=tx.now)
    ]
    if not others and payment.state != PaymentState.FAILED.value:
        tx.publish(PaymentFailed(payment_id=payment.id, reference=payment.reference))
