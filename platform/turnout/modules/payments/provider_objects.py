"""The provider's charges, refunds and disputes, as its facts describe them. Pure.

A fact may be told again with another fee or another amount; every telling is kept as a variant.
An object is a collected payment or capture, a refund or a dispute, and what all facts about it
say together.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from turnout.kernel.values import from_attributes
from turnout.modules.payments import risks
from turnout.modules.payments.models import RefundState, Source
from turnout_sdk.money import Money
from turnout_sdk.payments import FactKind, Update
from turnout_sdk.risk import RiskVerdict

MANUAL_PREFIX: Final = "by-hand:"
"""Before the key of a refund that a person sends at the bank: no provider has an id for it."""
COLLECTED: Final = (FactKind.PAYMENT_SUCCEEDED, FactKind.PAYMENT_CAPTURED)
LAST_WORDS: Final = (
    *COLLECTED,
    FactKind.REFUND_FAILED,
    FactKind.REFUND_SUCCEEDED,
    FactKind.REFUND_PENDING,
    FactKind.DISPUTE_WON,
    FactKind.DISPUTE_LOST,
    FactKind.DISPUTE_OPENED,
)
"""Of what is told about one object, the first of these counts: a refund that failed did not
succeed, and a dispute that was won is not lost, whichever was heard last."""


NOT_CHECKED: Final = {"fault": None, "is_accepted": False, "is_misdirected": False}
"""What is said of an observation before it is held against its payment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One observation of a fact; the fact's identity is (kind, object_id)."""

    kind: FactKind
    object_id: str
    amount: Money
    occurred_at: datetime
    fee_minor: int | None = None
    """None: the provider did not say."""
    fault: str | None = None
    """The mismatch with what was asked for, if there is one."""
    provider_ref: str = ""
    reference: str | None = None
    account: str | None = None
    key: str | None = None
    source: Source = Source.WEBHOOK
    expires_at: datetime | None = None
    risk: RiskVerdict | None = None
    """What the provider said with it; another verdict about the object is another observation."""
    is_accepted: bool = False
    """A person reviewed it, so its mismatch no longer keeps the payment under review."""
    is_misdirected: bool = False
    """It names our payment, and belongs to another payment of the provider's."""

    @property
    def variant(self) -> str:
        fee = "" if self.fee_minor is None else f" {self.fee_minor}"
        risk = "" if self.risk is None else f" {risks.digest(self.risk)}"
        return f"{self.amount.minor} {self.amount.currency}{fee}{risk}"

    @property
    def identity(self) -> tuple[FactKind, str]:
        return self.kind, self.object_id

    @property
    def is_wanting(self) -> bool:
        """Whether its fault keeps it from counting; other money never counts."""
        return self.fault is not None and (self.fault == "currency" or not self.is_accepted)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderObject:
    """A charge, refund or dispute at the provider, in its latest state."""

    family: str
    """`payment`, `refund` or `dispute`."""
    object_id: str
    kind: FactKind
    amount: Money
    fee_minor: int
    fits: bool
    occurred_at: datetime
    provider_ref: str = ""
    is_misdirected: bool = False

    @property
    def subject(self) -> str:
        return f"{self.family}:{self.object_id}"


def to_observation(update: Update, source: Source) -> Observation:
    fee = update.fee
    return from_attributes(
        Observation,
        update,
        fee_minor=fee.minor if fee and fee.currency == update.amount.currency else None,
        source=source,
        **NOT_CHECKED,
    )


def merged(facts: Iterable[Observation]) -> dict[tuple[FactKind, str], Observation]:
    """Merge the observations of each fact into one that says the most."""
    variants: dict[tuple[FactKind, str], list[Observation]] = {}
    for each in facts:
        variants.setdefault(each.identity, []).append(each)
    return {identity: _merge(found) for identity, found in variants.items()}


def contradictions(facts: Iterable[Observation]) -> bool:
    """Whether a fact was observed with two amounts and nobody has accepted that.

    A verdict moves nothing, whatever amount it names.
    """
    amounts: dict[tuple[FactKind, str], dict[Money, bool]] = {}
    for each in facts:
        if each.kind is FactKind.RISK_ASSESSED:
            continue
        known = amounts.setdefault(each.identity, {})
        known[each.amount] = known.get(each.amount, True) and each.is_accepted
    return any(len(found) > 1 and not all(found.values()) for found in amounts.values())


def objects_of(facts: Iterable[Observation]) -> list[ProviderObject]:
    """List the provider's objects that move money, by family and id."""
    by_object: dict[tuple[str, str], list[Observation]] = {}
    for fact in merged(facts).values():
        if fact.kind in LAST_WORDS:
            family = fact.kind.value.partition(".")[0]
            by_object.setdefault((family, fact.object_id), []).append(fact)
    return [_object(family, by_object[family, name]) for family, name in sorted(by_object)]


def derived_id(payment_id: UUID, object_id: str) -> UUID:
    """The id of something that was made at the provider, the same whenever it is told."""
    return uuid5(payment_id, object_id)


def refund_state(kind: FactKind) -> RefundState:
    """The state of a refund by its latest observation."""
    return {
        FactKind.REFUND_FAILED: RefundState.FAILED,
        FactKind.REFUND_SUCCEEDED: RefundState.SUCCEEDED,
    }.get(kind, RefundState.PENDING)


def refund_states(facts: Iterable[Observation]) -> Mapping[str, RefundState]:
    """Map the provider's refunds, by its ids, to their states."""
    return {
        each.object_id: refund_state(each.kind)
        for each in objects_of(facts)
        if each.family == "refund"
    }


def misdirected_minor(found: Iterable[ProviderObject]) -> int:
    """Sum the money in another payment of the provider's, in whichever currency."""
    return sum(
        each.amount.minor if each.kind in COLLECTED else -each.amount.minor
        for each in found
        if each.is_misdirected and each.kind in (*COLLECTED, FactKind.REFUND_SUCCEEDED)
    )


def _merge(variants: Sequence[Observation]) -> Observation:
    best = min(
        variants,
        key=lambda each: (
            each.is_wanting, each.amount.currency, -each.amount.minor, each.provider_ref,
            each.fault or "",
        ),
    )  # fmt: skip
    same_money = [each for each in variants if each.amount.currency == best.amount.currency]
    ends = [each.expires_at for each in variants if each.expires_at is not None]
    return replace(
        best,
        fee_minor=_richest(same_money),
        occurred_at=min(each.occurred_at for each in variants),
        expires_at=max(ends, default=None),
    )


def _object(family: str, found: Sequence[Observation]) -> ProviderObject:
    fitting = [each for each in found if not each.is_wanting]
    last = min(fitting or found, key=_lateness)
    is_settled = last.kind is FactKind.DISPUTE_WON and last.fee_minor is not None
    same_money = [each for each in found if each.amount.currency == last.amount.currency]
    fee = last.fee_minor if is_settled else _richest(same_money)
    return from_attributes(
        ProviderObject, last, family=family, fee_minor=fee or 0, fits=bool(fitting)
    )


def _lateness(fact: Observation) -> tuple[int, int, str]:
    """The last word first; of two that collected the same object, the larger sum."""
    more = -fact.amount.minor if fact.kind in COLLECTED else 0
    return more, LAST_WORDS.index(fact.kind), fact.amount.currency


def _richest(tellings: Iterable[Observation]) -> int | None:
    """The fee that says most: a fetch often knows one that the webhook did not."""
    known = [each.fee_minor for each in tellings if each.fee_minor is not None]
    return max(known, key=lambda fee: (abs(fee), fee), default=None)


def is_manual(provider_ref: str | None) -> bool:
    """Whether a refund is one that a person sends at the bank."""
    return provider_ref is not None and provider_ref.startswith(MANUAL_PREFIX)
