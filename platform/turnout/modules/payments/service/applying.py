"""Taking in what a provider told: facts, projection, ledger, and what the others hear of it."""

from collections.abc import Sequence
from datetime import timedelta

from turnout.kernel.db.tx import Transaction
from turnout.kernel.messaging.tasks import enqueue
from turnout.modules.payments import objects, rules
from turnout.modules.payments.facts import PaymentDisputed
from turnout.modules.payments.models import Decision, Payment, PaymentState, Source
from turnout.modules.payments.objects import Told
from turnout.modules.payments.queries import paying
from turnout.modules.payments.service import announcing, booking, returning
from turnout.modules.payments.service.refunding import send_all_back
from turnout_sdk.money import Money
from turnout_sdk.payments import FactKind, Update


def apply(
    tx: Transaction,
    payment: Payment,
    updates: Sequence[Update],
    *,
    source: Source,
    is_decided: bool = False,
) -> None:
    """Keep what is new, project everything, book and announce the difference.

    The payment is locked by the caller. Called without updates it only projects again;
    `is_decided`: a person decided about the payment, so its books are looked at as well.
    """
    new = _keep(tx, payment, updates, source=source)
    every = paying.told(tx, payment)
    _learn(tx, payment, every)
    every = rules.judge(every, paying.asked_of(payment))
    projection = rules.project(every, asked=_amount(payment))
    before = announcing.standing_of(payment)
    _set(payment, projection)
    announcing.announce(tx, payment, before=before, reason=projection.review_reason)
    if new or is_decided:
        booking.book(tx, payment, every)
    first = _first_tellings(new, every)
    for fact in first:
        _announce_dispute(tx, payment, fact, every)
    if payment.refunding_minor or any(fact.kind in returning.REFUND_KINDS for fact in first):
        returning.follow(tx, payment, new=first, every=every)
    if payment.review_decision == Decision.REFUSED.value:
        send_all_back(tx, payment, every)
    _plan_poll(tx, payment)
    if source is Source.WEBHOOK and any(each.kind is FactKind.PAYMENT_PENDING for each in first):
        ask_soon(tx, payment)


def ask_soon(tx: Transaction, payment: Payment) -> None:
    """Ask the provider as soon as a worker is free; some collect only when they are asked."""
    if PaymentState(payment.state) not in rules.MAY_STILL_BE_PAID or not payment.provider_ref:
        return
    payment.poll_at = tx.now
    arguments = (str(tx.organization_id), str(payment.id))
    tx.after_commit.append(lambda: enqueue("payments.poll_payment", *arguments))


def _keep(
    tx: Transaction, payment: Payment, updates: Sequence[Update], *, source: Source
) -> list[Told]:
    """Write down the tellings that are new."""
    new = []
    for update in updates:
        fact = objects.told_of(update, source)
        fact = rules.judge([fact], paying.asked_of(payment))[0]
        if paying.insert_fact(tx, payment.id, fact, code=update.code):
            new.append(fact)
    return new


def _learn(tx: Transaction, payment: Payment, every: Sequence[Told]) -> None:
    """A webhook that overtook our own answer tells us the provider's id and account."""
    payment.account = rules.account_of(every) or payment.account
    if payment.provider_ref is not None and not payment.ref_is_learned:
        return
    ref = rules.ref_of(every, payment.id)
    if ref in (None, payment.provider_ref):
        return
    if paying.is_provider_ref_free(tx, payment.connection_id, str(ref)):
        payment.provider_ref, payment.ref_is_learned = ref, True


def _set(payment: Payment, projection: rules.Projection) -> None:
    after = rules.state_of(projection, PaymentState(payment.answer_state))
    payment.state = after.value
    payment.authorized_minor = projection.authorized_minor
    payment.authorized_until = projection.authorized_until
    # What was announced or asked back stays: a payment that turned out another is under review.
    payment.captured_minor = max(
        projection.captured_minor, payment.settled_minor, payment.refunding_minor
    )
    payment.refunded_minor = projection.refunded_minor
    payment.disputed_minor = projection.disputed_minor
    payment.fee_minor = projection.fee_minor
    payment.dispute = projection.dispute
    payment.stray_minor = projection.stray_minor
    payment.pending_since = projection.pending_since
    if after not in rules.MAY_STILL_BE_PAID:
        payment.redirect_url = payment.client_token = payment.instructions = None
        payment.client_options = None


def _first_tellings(new: Sequence[Told], every: Sequence[Told]) -> list[Told]:
    """Of the new tellings those of facts that were never told before, each fact once."""
    first: dict[tuple[FactKind, str], Told] = {}
    for fact in new:
        same = [each for each in every if each.identity == fact.identity]
        if len(same) == sum(each.identity == fact.identity for each in new):
            judged = next(each for each in same if each.variant == fact.variant)
            first.setdefault(fact.identity, judged)
    return list(first.values())


def _announce_dispute(tx: Transaction, payment: Payment, fact: Told, every: Sequence[Told]) -> None:
    """Tell where the dispute stands by all that is known, so that the last word is the truth."""
    if fact.kind not in rules.STAGES:
        return
    thing = next(
        each
        for each in objects.things(every)
        if (each.family, each.object_id) == ("dispute", fact.object_id)
    )
    tx.publish(
        PaymentDisputed(
            payment_id=payment.id,
            dispute_id=objects.derived_id(payment.id, fact.object_id),
            reference=payment.reference,
            stage=rules.STAGES[thing.kind],
            amount_minor=thing.amount.minor,
            currency=thing.amount.currency,
        )
    )


def _plan_poll(tx: Transaction, payment: Payment) -> None:
    """Ask on while something is under way, and no longer."""
    waits = payment.refunding_minor > 0 and returning.is_waiting(tx, payment)
    if not waits and PaymentState(payment.state) not in rules.MAY_STILL_BE_PAID:
        payment.poll_at = None
    elif waits and payment.poll_at is None:
        payment.poll_at = tx.now + timedelta(seconds=rules.FIRST_POLL_SECONDS)


def _amount(payment: Payment) -> Money:
    return Money(payment.amount_minor, payment.currency)
