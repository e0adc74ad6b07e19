"""Rules of payments: the state that facts amount to, reviews, deadlines, retries. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from turnout.modules.payments.models import (
    MAY_STILL_BE_PAID,
    PaymentRow,
    PaymentState,
    RefundState,
    Source,
)
from turnout.modules.payments.provider_objects import (
    COLLECTED,
    Observation,
    ProviderObject,
    contradictions,
    merged,
    misdirected_minor,
    objects_of,
    refund_state,
)
from turnout.modules.payments.risks import Judgement, PaymentRisk, amount_to
from turnout_sdk.money import Money
from turnout_sdk.payments import FactKind, OperationState, Update

LEASE_SECONDS: Final = 12
"""Longer than the longest call: a request sent longer ago was interrupted."""
FIRST_POLL_SECONDS: Final = 20
LONGEST_PAUSE_SECONDS: Final = 3600
POLL_PAUSE: Final = timedelta(seconds=5)
"""Somebody who reloads the page has the provider asked no more often."""
CERTAIN_SECONDS: Final = 900
"""How long a payment whose fate is open keeps stock at least."""
POLL_SECONDS: Final = 24 * 3600
"""How long a payment page may lie open before we stop asking."""
PINGED_SECONDS: Final = 3 * 24 * 3600
"""How long a provider that pinged us and does not answer is asked."""
KEEP_DELIVERIES_DAYS: Final = 90
MOST_ATTEMPTS: Final = 8
"""After so many failures a delivery is set aside."""

STAGES: Final[Mapping[FactKind, str]] = {
    FactKind.DISPUTE_OPENED: "open",
    FactKind.DISPUTE_LOST: "lost",
    FactKind.DISPUTE_WON: "won",
}
"""Of several disputes, the one that is worst for now stands for all."""
RETURNED: Final = (FactKind.REFUND_PENDING, FactKind.REFUND_SUCCEEDED)
ANSWERS: Final[Mapping[OperationState, PaymentState]] = {
    OperationState.NEEDS_ACTION: PaymentState.NEEDS_ACTION,
    OperationState.FAILED: PaymentState.FAILED,
    OperationState.CANCELLED: PaymentState.CANCELLED,
}
"""Every other answer means: under way, its facts will say more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedPayment:
    """The payment as it was asked for; observations are checked against it."""

    payment_id: UUID
    amount: Money
    provider_ref: str | None = None
    """None until the provider answered us."""
    account: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """The state and amounts of a payment, computed from its observations; `state` None: unknown."""

    state: PaymentState | None = None
    authorized_minor: int = 0
    authorized_until: datetime | None = None
    captured_minor: int = 0
    refunded_minor: int = 0
    returning_minor: int = 0
    """Refunds that are under way at the provider."""
    disputed_minor: int = 0
    fee_minor: int = 0
    dispute: str | None = None
    review_reason: str | None = None
    stray_minor: int = 0
    """Collected by other payments of the provider's that name this one, and not sent back."""
    pending_since: datetime | None = None
    risk: PaymentRisk | None = None


def mismatch(fact: Update | Observation, asked: ExpectedPayment) -> str | None:
    """Name the field in which an observation does not fit the payment; None when it fits."""
    if fact.account and asked.account and fact.account != asked.account:
        return "account"
    is_other_payment = asked.provider_ref and fact.provider_ref != asked.provider_ref
    if is_other_payment or fact.reference not in (None, str(asked.payment_id)):
        return "reference"
    if fact.kind is FactKind.RISK_ASSESSED:
        return None  # it moves nothing, and some name no amount at all
    if fact.amount.currency != asked.amount.currency:
        return "currency"
    is_other_sum = fact.kind is FactKind.PAYMENT_SUCCEEDED and fact.amount != asked.amount
    if is_other_sum or (fact.kind is FactKind.PAYMENT_CAPTURED and fact.amount > asked.amount):
        return "amount"
    return None


def check_against(facts: Iterable[Observation], asked: ExpectedPayment) -> list[Observation]:
    """Check every fact against the payment as it is known now, not as it was on arrival.

    As long as the provider has not answered us, the facts say which of its payments is ours.
    """
    every = list(facts)
    known = replace(
        asked,
        provider_ref=asked.provider_ref or ref_of(every, asked.payment_id),
        account=asked.account or account_of(every),
    )
    return [
        replace(
            each,
            fault=mismatch(each, known),
            is_misdirected=bool(known.provider_ref) and each.provider_ref != known.provider_ref,
        )
        for each in every
    ]


def ref_of(facts: Iterable[Observation], payment_id: UUID) -> str | None:
    """The provider's payment that the facts are about: by our key, by our reference, by any."""
    return min(
        (
            (each.key is None, each.reference != str(payment_id), each.provider_ref)
            for each in facts
            if each.provider_ref
        ),
        default=(False, False, None),
    )[2]


def account_of(facts: Iterable[Observation]) -> str | None:
    """The account that we are paid into; what we were answered is trusted before what came."""
    asked_for = (Source.ANSWER, Source.POLL)
    return min(
        ((each.source not in asked_for, each.account) for each in facts if each.account),
        default=(False, None),
    )[1]


def project(facts: Iterable[Observation], *, asked: Money) -> Projection:
    """The state of a payment from the set of its facts."""
    every = list(facts)
    found = objects_of(every)
    fitting = [fact for fact in merged(every).values() if not fact.is_wanting]
    ours = [each for each in found if each.fits]
    captured = sum(each.amount.minor for each in ours if each.kind in COLLECTED)
    refunds = {
        state: sum(each.amount.minor for each in ours if _is_refund(each, state))
        for state in RefundState
    }
    authorized = [each for each in fitting if each.kind is FactKind.PAYMENT_AUTHORIZED]
    dispute, disputed = _disputes(found, currency=asked.currency)
    return Projection(
        state=_state(
            {fact.kind for fact in fitting},
            captured=captured,
            refunded=refunds[RefundState.SUCCEEDED],
        ),
        authorized_minor=max((each.amount.minor for each in authorized), default=0),
        authorized_until=max(
            (each.expires_at for each in authorized if each.expires_at), default=None
        ),
        captured_minor=captured,
        refunded_minor=refunds[RefundState.SUCCEEDED],
        returning_minor=refunds[RefundState.PENDING],
        disputed_minor=disputed,
        fee_minor=sum(each.fee_minor for each in found if _costs(each, asked.currency)),
        dispute=dispute,
        review_reason=_review_reason(
            every,
            fitting,
            asked=asked,
            captured=captured,
            returned=refunds[RefundState.SUCCEEDED] + refunds[RefundState.PENDING],
        ),
        stray_minor=misdirected_minor(found),
        pending_since=min(
            (
                each.occurred_at
                for each in fitting
                if each.kind in (FactKind.PAYMENT_PENDING, FactKind.PAYMENT_AUTHORIZED)
            ),
            default=None,
        ),
        risk=_risk(every, has_money=captured > 0 or bool(authorized)),
    )


def _risk(every: Iterable[Observation], *, has_money: bool) -> PaymentRisk | None:
    """What is said of another payment of the provider's says nothing of ours."""
    told = [
        Judgement(each.kind, each.object_id, each.occurred_at, each.risk)
        for each in every
        if each.risk is not None and not each.is_wanting and not each.is_misdirected
    ]
    return amount_to(told, has_money=has_money)


def is_payable(payment: PaymentRow, *, now: datetime) -> bool:
    """Whether it may still be paid: under way, wanted, not held, and its page not out of date."""
    state = PaymentState(payment.state)
    if state not in MAY_STILL_BE_PAID or payment.review_reason is not None:
        return False
    if payment.abandoned_at is not None:
        return False
    is_stale = payment.action_expires_at is not None and payment.action_expires_at <= now
    return not (state is PaymentState.NEEDS_ACTION and is_stale)


def state_of(projection: Projection, answer: PaymentState) -> PaymentState:
    """The facts decide; as long as they say nothing, the provider's last answer does."""
    return projection.state or answer


def retry_delay(attempts: int) -> timedelta:
    """The pause before the next attempt: 2, 4, 8 … seconds, at most an hour."""
    return timedelta(seconds=min(LONGEST_PAUSE_SECONDS, 2 ** min(attempts, 12)))


def next_question(pinged_at: datetime, *, now: datetime) -> datetime | None:
    """When to ask about a ping that got no answer yet: ever later; None: no more."""
    waited = now - pinged_at
    if waited > timedelta(seconds=PINGED_SECONDS):
        return None
    return now + min(max(waited, POLL_PAUSE), timedelta(seconds=LONGEST_PAUSE_SECONDS))


def next_poll(
    state: PaymentState, *, since: datetime, longest: int, polls: int, now: datetime
) -> datetime | None:
    """When to poll the provider about a payment next; None: no more."""
    if state not in MAY_STILL_BE_PAID:
        return None
    if now > since + timedelta(seconds=longest + POLL_SECONDS):
        return None
    wait = min(LONGEST_PAUSE_SECONDS, FIRST_POLL_SECONDS * 2 ** min(polls, 8))
    return now + timedelta(seconds=wait)


def stock_hold_until(
    state: PaymentState,
    *,
    pending_since: datetime | None,
    asked_at: datetime | None,
    longest: int,
    authorized_until: datetime | None = None,
) -> datetime | None:
    """Until when the stock of a payment stays held.

    Only one that the provider is working on, or whose fate is unknown; a page that was merely
    opened keeps nothing.
    """
    since = {
        PaymentState.PROCESSING: pending_since or asked_at,
        PaymentState.AUTHORIZED: pending_since or asked_at,
        PaymentState.UNKNOWN: asked_at,
        PaymentState.PENDING: asked_at,
    }.get(state)
    if since is None:
        return None
    if state is PaymentState.AUTHORIZED and authorized_until is not None:
        return max(authorized_until, since + timedelta(seconds=CERTAIN_SECONDS))
    is_on_its_way = state is PaymentState.PENDING
    return since + timedelta(
        seconds=LEASE_SECONDS if is_on_its_way else max(longest, CERTAIN_SECONDS)
    )


def _review_reason(
    every: Sequence[Observation],
    fitting: Iterable[Observation],
    *,
    asked: Money,
    captured: int,
    returned: int,
) -> str | None:
    """The reason for a review of the payment; what was accepted needs no second one.

    More was collected than asked for, or more sent back than the payment ever was.

    What another payment of the provider's says holds nothing up once our own is whole.
    """
    whole = (*COLLECTED, FactKind.PAYMENT_AUTHORIZED)
    is_whole = any(each.kind in whole and each.amount == asked for each in fitting)
    ours = [each for each in every if not (is_whole and each.is_misdirected)]
    if contradictions(ours):
        return "contradiction"
    faults = sorted(each.fault for each in ours if each.fault and not each.is_accepted)
    if faults:
        return faults[0]
    is_too_much = captured > asked.minor and not _are_accepted(ours, COLLECTED)
    is_too_much_back = returned > max(asked.minor, captured) and not _are_accepted(ours, RETURNED)
    return "amount" if is_too_much or is_too_much_back else None


def _are_accepted(facts: Iterable[Observation], kinds: Collection[FactKind]) -> bool:
    """Whether a person has seen all facts of these kinds."""
    return all(each.is_accepted for each in facts if each.kind in kinds)


def _is_refund(obj: ProviderObject, state: RefundState) -> bool:
    return obj.family == "refund" and refund_state(obj.kind) is state


def _costs(obj: ProviderObject, currency: str) -> bool:
    return obj.kind is not FactKind.REFUND_PENDING and obj.amount.currency == currency


def _disputes(found: Sequence[ProviderObject], *, currency: str) -> tuple[str | None, int]:
    """The stage of the worst dispute, and the minor units that disputes took."""
    kinds = {each.kind for each in found if each.family == "dispute"}
    away = sum(
        each.amount.minor
        for each in found
        if each.kind in (FactKind.DISPUTE_OPENED, FactKind.DISPUTE_LOST)
        and each.amount.currency == currency
    )
    for kind, stage in STAGES.items():
        if kind in kinds:
            return stage, away
    return None, away


def _state(kinds: set[FactKind], *, captured: int, refunded: int) -> PaymentState | None:
    if captured > 0:
        if refunded >= captured:
            return PaymentState.REFUNDED
        return PaymentState.PART_REFUNDED if refunded else PaymentState.SUCCEEDED
    for kind, state in (
        (FactKind.PAYMENT_VOIDED, PaymentState.CANCELLED),
        (FactKind.PAYMENT_FAILED, PaymentState.FAILED),
        (FactKind.PAYMENT_AUTHORIZED, PaymentState.AUTHORIZED),
        (FactKind.PAYMENT_PENDING, PaymentState.PROCESSING),
    ):
        if kind in kinds:
            return state
    return None
