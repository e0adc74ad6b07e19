"""Applying a provider's updates: store facts, project the payment, book and publish changes."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

import msgspec

from turnout.kernel.db.tx import Transaction
from turnout.kernel.messaging.tasks import enqueue
from turnout.modules.payments import ledger_rules, provider_objects, rules
from turnout.modules.payments.facts import (
    PaymentAuthorized,
    PaymentDisputed,
    PaymentFailed,
    PaymentHeldForReview,
    PaymentRiskAssessed,
    PaymentSettled,
    PaymentVoided,
)
from turnout.modules.payments.ledger_rules import Booked, share_of, till_of
from turnout.modules.payments.metrics import CORRECTIONS, REVIEWS, RISKS, SETTLED
from turnout.modules.payments.models import (
    MAY_STILL_BE_PAID,
    Decision,
    PaymentRow,
    PaymentState,
    Source,
)
from turnout.modules.payments.provider_objects import Observation
from turnout.modules.payments.queries import ledger, payments
from turnout.modules.payments.risks import PaymentRisk
from turnout.modules.payments.service import refunds
from turnout.modules.payments.service.refunds import refund_everything
from turnout_sdk.money import Money
from turnout_sdk.payments import FactKind, Update

PROJECTED: Final = (
    "authorized_minor", "authorized_until", "refunded_minor", "disputed_minor", "fee_minor",
    "dispute", "stray_minor", "pending_since",
)  # fmt: skip
"""What a payment's row shows as its facts say it."""


def apply_updates(
    tx: Transaction,
    payment: PaymentRow,
    updates: Sequence[Update],
    *,
    source: Source,
    is_decided: bool = False,
) -> None:
    """Store new observations, project the payment, book and publish the difference.

    The payment is locked by the caller. Called without updates it only projects again;
    `is_decided`: a person decided about the payment, so the ledger is compared as well.
    """
    new = _insert_new(tx, payment, updates, source=source)
    every = payments.list_observations(tx, payment)
    _learn_provider_ref(tx, payment, every)
    every = rules.check_against(every, payments.expected_payment(payment))
    projection = rules.project(every, asked=_amount(payment))
    before = PaymentState(payment.state)
    _set_projection(payment, projection)
    _set_risk(tx, payment, projection.risk)
    _publish_changes(tx, payment, before=before, reason=projection.review_reason)
    if new or is_decided:
        _book(tx, payment, every)
    first = _first_observations(new, every)
    for fact in first:
        _publish_dispute(tx, payment, fact, every)
    if payment.refunding_minor or any(fact.kind in refunds.REFUND_KINDS for fact in first):
        refunds.track_refunds(tx, payment, new=first, every=every)
    if payment.review_decision == Decision.REFUSED.value:
        refund_everything(tx, payment, every)
    _schedule_poll(tx, payment)
    if source is Source.WEBHOOK and any(each.kind is FactKind.PAYMENT_PENDING for each in first):
        poll_soon(tx, payment)


def poll_soon(tx: Transaction, payment: PaymentRow) -> None:
    """Have a worker poll the provider now; some providers collect only when they are asked."""
    if PaymentState(payment.state) not in MAY_STILL_BE_PAID or not payment.provider_ref:
        return
    payment.poll_at = tx.now
    arguments = (str(tx.organization_id), str(payment.id))
    tx.after_commit.append(lambda: enqueue("payments.poll_payment", *arguments))


def _insert_new(
    tx: Transaction, payment: PaymentRow, updates: Sequence[Update], *, source: Source
) -> list[Observation]:
    """Store the observations that are new."""
    new = []
    for update in updates:
        fact = provider_objects.to_observation(update, source)
        fact = rules.check_against([fact], payments.expected_payment(payment))[0]
        if payments.insert_fact(tx, payment.id, fact, code=update.code):
            new.append(fact)
    return new


def _learn_provider_ref(tx: Transaction, payment: PaymentRow, every: Sequence[Observation]) -> None:
    """Take the provider's id and account from a webhook that overtook our own answer."""
    payment.account = rules.account_of(every) or payment.account
    if payment.provider_ref is not None and not payment.ref_is_learned:
        return
    ref = rules.ref_of(every, payment.id)
    if ref in (None, payment.provider_ref):
        return
    if payments.is_provider_ref_free(tx, payment.connection_id, str(ref)):
        payment.provider_ref, payment.ref_is_learned = ref, True


def _set_projection(payment: PaymentRow, projection: rules.Projection) -> None:
    after = rules.state_of(projection, PaymentState(payment.answer_state))
    payment.state = after.value
    for name in PROJECTED:
        setattr(payment, name, getattr(projection, name))
    # What was announced or asked back stays: a payment that turned out another is under review.
    payment.captured_minor = max(
        projection.captured_minor, payment.settled_minor, payment.refunding_minor
    )
    if after not in MAY_STILL_BE_PAID:
        payment.redirect_url = payment.client_token = payment.instructions = None
        payment.client_options = None


def _set_risk(tx: Transaction, payment: PaymentRow, risk: PaymentRisk | None) -> None:
    """Keep what the provider says of the risk, and publish it when its level is another."""
    before = PaymentRisk.of(payment.risk)
    if risk == before:
        return
    payment.risk = None if risk is None else msgspec.to_builtins(risk)
    if risk is None or (before is not None and before.level == risk.level):
        return
    RISKS.add(level=risk.level)
    tx.publish(
        PaymentRiskAssessed(payment_id=payment.id, reference=payment.reference, level=risk.level)
    )


def _first_observations(
    new: Sequence[Observation], every: Sequence[Observation]
) -> list[Observation]:
    """Pick the new observations whose fact was never observed before, one for each fact."""
    first: dict[tuple[FactKind, str], Observation] = {}
    for fact in new:
        same = [each for each in every if each.identity == fact.identity]
        if len(same) == sum(each.identity == fact.identity for each in new):
            judged = next(each for each in same if each.variant == fact.variant)
            first.setdefault(fact.identity, judged)
    return list(first.values())


def _publish_dispute(
    tx: Transaction, payment: PaymentRow, fact: Observation, every: Sequence[Observation]
) -> None:
    """Publish a dispute's stage by all that is known of it, so the last fact is true."""
    if fact.kind not in rules.STAGES:
        return
    obj = next(
        each
        for each in provider_objects.objects_of(every)
        if (each.family, each.object_id) == ("dispute", fact.object_id)
    )
    tx.publish(
        PaymentDisputed(
            payment_id=payment.id,
            dispute_id=provider_objects.derived_id(payment.id, fact.object_id),
            reference=payment.reference,
            stage=rules.STAGES[obj.kind],
            amount_minor=obj.amount.minor,
            currency=obj.amount.currency,
        )
    )


def _schedule_poll(tx: Transaction, payment: PaymentRow) -> None:
    """Schedule the next poll while something is under way, and no longer."""
    is_asked = payment.connection_id is not None and payment.refunding_minor > 0
    waits = is_asked and refunds.has_pending_refund(tx, payment)
    is_over = PaymentState(payment.state) not in MAY_STILL_BE_PAID and payment.pinged_at is None
    if not waits and is_over:
        payment.poll_at = None
    elif waits and payment.poll_at is None:
        payment.poll_at = tx.now + timedelta(seconds=rules.FIRST_POLL_SECONDS)


def _amount(payment: PaymentRow) -> Money:
    return Money(payment.amount_minor, payment.currency)


def _publish_changes(
    tx: Transaction, payment: PaymentRow, *, before: PaymentState, reason: str | None
) -> None:
    """Put the payment under review if there is a reason; else publish what changed."""
    _update_review(tx, payment, reason)
    if payment.review_reason is None:
        _publish_settled(tx, payment)
    after = PaymentState(payment.state)
    if after is before:
        return
    if after is PaymentState.FAILED:
        tx.publish(PaymentFailed(payment_id=payment.id, reference=payment.reference))
    elif after is PaymentState.CANCELLED:
        tx.publish(PaymentVoided(payment_id=payment.id, reference=payment.reference))
    elif after is PaymentState.AUTHORIZED and payment.review_reason is None:
        publish_authorized(tx, payment)


def publish_authorized(tx: Transaction, payment: PaymentRow) -> None:
    """Publish an authorization that somebody has to capture; others are captured by themselves."""
    if payment.capture:
        return
    tx.publish(
        PaymentAuthorized(
            payment_id=payment.id,
            reference=payment.reference,
            amount_minor=payment.authorized_minor,
            currency=payment.currency,
            expires_at=payment.authorized_until,
        )
    )


def _publish_settled(tx: Transaction, payment: PaymentRow) -> None:
    """Publish the amount that was collected since the last time."""
    more = payment.captured_minor - payment.settled_minor
    if more <= 0:
        return
    payment.settled_minor = payment.captured_minor
    payment.settled_at = payment.settled_at or tx.now
    SETTLED.add()
    tx.publish(
        PaymentSettled(
            payment_id=payment.id,
            reference=payment.reference,
            amount_minor=more,
            currency=payment.currency,
        )
    )


def _update_review(tx: Transaction, payment: PaymentRow, reason: str | None) -> None:
    """Keep the payment under review while its facts give a reason nobody has decided about.

    Facts that turn out to be about another payment end the review; a refusal is final.
    """
    if payment.review_decision == Decision.REFUSED.value:
        return
    is_news = reason is not None and payment.review_reason is None
    payment.review_reason = reason
    if is_news and reason is not None:
        REVIEWS.add(reason=reason)
        tx.publish(
            PaymentHeldForReview(payment_id=payment.id, reference=payment.reference, reason=reason)
        )


def _book(tx: Transaction, payment: PaymentRow, every: Sequence[Observation]) -> None:
    """Write the entries that are missing; the payment is locked by the caller."""
    wanted = ledger_rules.targets(
        every,
        asked=Money(payment.amount_minor, payment.currency),
        share=share_of(payment),
        is_refused=payment.review_decision == Decision.REFUSED.value,
        till=till_of(payment),
    )
    there = ledger.list_booked_objects(tx, payment.id)
    for entry in ledger_rules.differences(wanted, there, now=tx.now):
        earlier = there.get((entry.subject, entry.currency), Booked()).entries
        ledger.insert_posting(tx, payment.id, entry, earlier=earlier)
        family, _, what = entry.kind.partition(".")
        if what == "corrected":
            CORRECTIONS.add(family=family)
