"""What the facts of a payment add up to: pure, and the same in whatever order they came."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid5

from turnout.modules.payments.models import Account, PaymentState, RefundState
from turnout_sdk.money import Money
from turnout_sdk.payments import FactKind, OperationState, Update

LEASE_SECONDS: Final = 12
"""Longer than the longest call: a request sent longer ago was interrupted."""
FIRST_POLL_SECONDS: Final = 20
LONGEST_PAUSE_SECONDS: Final = 3600
CERTAIN_SECONDS: Final = 900
"""How long a payment whose fate is open keeps stock at least."""
POLL_SECONDS: Final = 24 * 3600
"""How long a payment page may lie open before we stop asking."""
KEEP_DELIVERIES_DAYS: Final = 90
MOST_ATTEMPTS: Final = 8
"""After so many failures a delivery is set aside."""

COLLECTED: Final = (FactKind.PAYMENT_SUCCEEDED, FactKind.PAYMENT_CAPTURED)
MAY_STILL_BE_PAID: Final = frozenset(
    {
        PaymentState.PENDING,
        PaymentState.UNKNOWN,
        PaymentState.NEEDS_ACTION,
        PaymentState.PROCESSING,
        PaymentState.AUTHORIZED,
    }
)
ANSWERS: Final[Mapping[OperationState, PaymentState]] = {
    OperationState.NEEDS_ACTION: PaymentState.NEEDS_ACTION,
    OperationState.FAILED: PaymentState.FAILED,
    OperationState.CANCELLED: PaymentState.CANCELLED,
}
"""Every other answer means: under way, its facts will say more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What we asked the provider for; facts are held against it."""

    payment_id: UUID
    amount: Money
    provider_ref: str | None = None
    account: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One fact as stored; its identity is (kind, object_id)."""

    kind: FactKind
    object_id: str
    amount: Money
    occurred_at: datetime
    fee_minor: int = 0
    fault: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """Where a payment stands by its facts; `state` None: they do not say."""

    state: PaymentState | None = None
    captured_minor: int = 0
    refunded_minor: int = 0
    returning_minor: int = 0
    """Of refunds under way at the provider."""
    disputed_minor: int = 0
    fee_minor: int = 0
    dispute: str | None = None
    review_reason: str | None = None
    pending_since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """One ledger entry; debits are positive, and the lines sum to zero."""

    kind: str
    object_id: str
    currency: str
    occurred_at: datetime
    lines: tuple[tuple[Account, int], ...]


def fault_of(update: Update, asked: Asked) -> str | None:
    """In what a fact does not fit the payment; None when it does."""
    if update.account and asked.account and update.account != asked.account:
        return "account"
    is_other_payment = asked.provider_ref and update.provider_ref != asked.provider_ref
    if is_other_payment or update.reference not in (None, str(asked.payment_id)):
        return "reference"
    if update.amount.currency != asked.amount.currency:
        return "currency"
    is_other_sum = update.kind is FactKind.PAYMENT_SUCCEEDED and update.amount != asked.amount
    if is_other_sum or (update.kind is FactKind.PAYMENT_CAPTURED and update.amount > asked.amount):
        return "amount"
    return None


def project(facts: Iterable[Told], *, asked: Money) -> Projection:
    """The state of a payment from the set of its facts."""
    every = {(each.kind, each.object_id): each for each in facts}
    faults = sorted(each.fault for each in every.values() if each.fault)
    fitting = {key: each for key, each in every.items() if each.fault is None}
    incomes = _incomes(fitting)
    captured = sum(each.amount.minor for each in incomes.values())
    refunds = _refunds(fitting)
    refunded = sum(amount for state, amount in refunds if state is RefundState.SUCCEEDED)
    dispute, disputed = _disputes(fitting)
    if not faults and captured > asked.minor:
        faults = ["amount"]
    waits = [
        each.occurred_at
        for each in fitting.values()
        if each.kind in (FactKind.PAYMENT_PENDING, FactKind.PAYMENT_AUTHORIZED)
    ]
    return Projection(
        state=_state({kind for kind, _ in fitting}, captured=captured, refunded=refunded),
        captured_minor=captured,
        refunded_minor=refunded,
        returning_minor=sum(amount for state, amount in refunds if state is RefundState.PENDING),
        disputed_minor=disputed,
        fee_minor=sum(each.fee_minor for each in incomes.values()),
        dispute=dispute,
        review_reason=faults[0] if faults else None,
        pending_since=min(waits, default=None),
    )


def state_of(projection: Projection, answer: PaymentState) -> PaymentState:
    """The facts decide; as long as they say nothing, the provider's last answer does."""
    return projection.state or answer


def refund_state(kinds: Collection[FactKind]) -> RefundState | None:
    """Where a refund stands by the kinds of its facts."""
    if FactKind.REFUND_SUCCEEDED in kinds:
        return RefundState.SUCCEEDED
    if FactKind.REFUND_FAILED in kinds:
        return RefundState.FAILED
    return RefundState.PENDING if FactKind.REFUND_PENDING in kinds else None


def posting_of(fact: Told) -> Posting | None:
    """What a fact means for the ledger; every fact by itself, so that order cannot matter.

    Money that does not fit what was asked for lies in `held_for_review` until somebody decides.
    """
    amount, owed = fact.amount.minor, Account.PROVIDER_RECEIVABLE
    suspicious = fact.fault is not None
    income = Account.HELD_FOR_REVIEW if suspicious else Account.SALES
    back = Account.HELD_FOR_REVIEW if suspicious else Account.REFUNDS
    lines: tuple[tuple[Account, int], ...] = ()
    kind = fact.kind.value
    if fact.kind in COLLECTED:
        kind = "payment.collected"
        lines = ((owed, amount - fact.fee_minor), (Account.FEES, fact.fee_minor), (income, -amount))
    elif fact.kind is FactKind.REFUND_SUCCEEDED:
        lines = ((back, amount), (owed, -amount))
    elif fact.kind is FactKind.DISPUTE_OPENED:
        lines = ((Account.DISPUTES, amount), (owed, -amount))
    elif fact.kind is FactKind.DISPUTE_WON:
        lines = ((owed, amount), (Account.DISPUTES, -amount))
    elif fact.kind is FactKind.DISPUTE_LOST:
        lines = ((Account.DISPUTE_LOSSES, amount), (Account.DISPUTES, -amount))
    lines = tuple(line for line in lines if line[1])
    if not lines:
        return None
    return Posting(
        kind=kind,
        object_id=fact.object_id,
        currency=fact.amount.currency,
        occurred_at=fact.occurred_at,
        lines=lines,
    )


def derived_id(payment_id: UUID, object_id: str) -> UUID:
    """The id of something that was made at the provider, the same whenever it is told."""
    return uuid5(payment_id, object_id)


def pause(attempts: int) -> timedelta:
    """How long to wait before asking again: 2, 4, 8 … seconds, at most an hour."""
    return timedelta(seconds=min(LONGEST_PAUSE_SECONDS, 2 ** min(attempts, 12)))


def next_poll(
    state: PaymentState, *, since: datetime, longest: int, polls: int, now: datetime
) -> datetime | None:
    """When to ask after a payment that nobody told us about; None: no more."""
    if state not in MAY_STILL_BE_PAID:
        return None
    if now > since + timedelta(seconds=longest + POLL_SECONDS):
        return None
    wait = min(LONGEST_PAUSE_SECONDS, FIRST_POLL_SECONDS * 2 ** min(polls, 8))
    return now + timedelta(seconds=wait)


def keeps_until(
    state: PaymentState,
    *,
    pending_since: datetime | None,
    asked_at: datetime | None,
    longest: int,
) -> datetime | None:
    """Until when a payment may keep stock that is held for it.

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
    is_on_its_way = state is PaymentState.PENDING
    return since + timedelta(
        seconds=LEASE_SECONDS if is_on_its_way else max(longest, CERTAIN_SECONDS)
    )


def _incomes(fitting: Mapping[tuple[FactKind, str], Told]) -> dict[str, Told]:
    """What was collected, once per object: `succeeded` and `captured` never both count."""
    incomes: dict[str, Told] = {}
    for kind in reversed(COLLECTED):
        incomes |= {each.object_id: each for each in fitting.values() if each.kind is kind}
    return incomes


def _refunds(fitting: Mapping[tuple[FactKind, str], Told]) -> list[tuple[RefundState, int]]:
    refunds: list[tuple[RefundState, int]] = []
    for object_id in {object_id for _, object_id in fitting}:
        kinds = {kind: each for (kind, found), each in fitting.items() if found == object_id}
        state = refund_state(kinds)
        if state is not None:
            told = {
                RefundState.SUCCEEDED: FactKind.REFUND_SUCCEEDED,
                RefundState.FAILED: FactKind.REFUND_FAILED,
            }.get(state, FactKind.REFUND_PENDING)
            refunds.append((state, kinds[told].amount.minor))
    return refunds


def _disputes(fitting: Mapping[tuple[FactKind, str], Told]) -> tuple[str | None, int]:
    """Where disputes stand, and how much of the money is away because of them."""
    ended = {
        object_id: kind
        for kind in (FactKind.DISPUTE_WON, FactKind.DISPUTE_LOST)
        for (found, object_id) in fitting
        if found is kind
    }
    opened = {object_id for kind, object_id in fitting if kind is FactKind.DISPUTE_OPENED}
    lost = {object_id for object_id, kind in ended.items() if kind is FactKind.DISPUTE_LOST}
    away = 0
    for object_id in (opened - ended.keys()) | lost:
        told = (
            fitting.get((FactKind.DISPUTE_LOST, object_id))
            or fitting[FactKind.DISPUTE_OPENED, object_id]
        )
        away += told.amount.minor
    if opened - ended.keys():
        return "open", away
    if lost:
        return "lost", away
    return ("won" if ended else None), away


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
