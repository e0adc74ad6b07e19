"""Rules of the ledger: the entries that a payment's facts ask for. Pure.

Entries are never changed. What is booked is the difference between this and what was booked
before, so every order of arrival ends in the same balances, and a correction is an entry.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from turnout.modules.payments.models import Account, FeeRoute, PaymentRow, ReceivedBy
from turnout.modules.payments.provider_objects import (
    COLLECTED,
    Observation,
    ProviderObject,
    objects_of,
)
from turnout.modules.payments.types import PlatformFeeRule
from turnout_sdk.money import Money
from turnout_sdk.payments import FactKind

PLATFORM: Final = "platform"
MOST_BASIS_POINTS: Final = 10_000
OWED: Final = Account.PROVIDER_RECEIVABLE
TILLS: Final[Mapping[ReceivedBy, Account]] = {
    ReceivedBy.CASH: Account.CASH,
    ReceivedBy.CARD_TERMINAL: Account.CARD_TERMINAL,
    ReceivedBy.TRANSFER: Account.BANK,
    ReceivedBy.OTHER: Account.OTHER_RECEIPTS,
}
"""Where money lies that a person took."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """Ledger lines about one object; debits are positive, and the lines sum to zero."""

    kind: str
    currency: str
    occurred_at: datetime
    lines: tuple[tuple[Account, int], ...]
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked:
    """What the ledger holds of one provider object in one currency."""

    balances: Mapping[Account, int] = field(default_factory=dict)
    kinds: frozenset[str] = frozenset()
    entries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """The platform's fee of a payment that is collected in full."""

    minor: int = 0
    route: FeeRoute = FeeRoute.NONE

    def of(self, kept: int, *, asked: int) -> int:
        """The fee of what the organization keeps, rounded half up; 0 for nothing kept."""
        if self.route is FeeRoute.NONE or kept <= 0:
            return 0
        return min(self.minor, (2 * self.minor * kept + asked) // (2 * asked))


NO_SHARE: Final = Share()


def platform_fee(rule: PlatformFeeRule, amount: Money) -> int:
    """Compute the platform's fee in minor units: rounded half up, at most the whole amount."""
    part = (amount.minor * rule.basis_points + 5_000) // 10_000
    return min(amount.minor, part + rule.fixed.get(amount.currency, 0))


def require_sensible(rule: PlatformFeeRule) -> None:
    """Raise ValueError for a fee below nothing or above everything."""
    if not 0 <= rule.basis_points <= MOST_BASIS_POINTS:
        raise ValueError("basis points are 0 to 10000")
    for currency, minor in rule.fixed.items():
        Money(minor, currency)
        if minor < 0:
            raise ValueError("a fixed part is not below zero")


def targets(
    facts: Iterable[Observation],
    *,
    asked: Money,
    share: Share = NO_SHARE,
    is_refused: bool = False,
    till: Account = OWED,
) -> list[Posting]:
    """The postings that should be booked for a payment, one for each object.

    Money that does not fit what was asked for lies in `held_for_review` until somebody decides;
    so does all of a payment that was refused, until it went back. `till` is where it comes in.
    """
    found = objects_of(facts)
    postings = [_posting(each, is_refused=is_refused, till=till) for each in found]
    if not is_refused:
        postings.append(_platform(found, asked=asked, share=share))
    return [each for each in postings if each is not None]


def differences(
    wanted: Sequence[Posting], booked: Mapping[tuple[str, str], Booked], *, now: datetime
) -> list[Posting]:
    """The entries that take what was booked, by (subject, currency), to what should be."""
    by_subject = {(each.subject, each.currency): each for each in wanted}
    entries = []
    for subject, currency in sorted(by_subject.keys() | booked.keys()):
        posting, before = by_subject.get((subject, currency)), booked.get((subject, currency))
        entry = _difference(subject, currency, posting, before or Booked(), now=now)
        if entry is not None:
            entries.append(entry)
    return entries


def _difference(
    subject: str, currency: str, wanted: Posting | None, before: Booked, *, now: datetime
) -> Posting | None:
    should = dict(wanted.lines) if wanted else {}
    accounts = [*should, *(each for each in before.balances if each not in should)]
    lines = tuple(
        (each, more)
        for each in accounts
        if (more := should.get(each, 0) - before.balances.get(each, 0))
    )
    if not lines:
        return None
    if wanted is None or wanted.kind in before.kinds:
        kind, at = f"{subject.partition(':')[0]}.corrected", now
    else:
        kind, at = wanted.kind, wanted.occurred_at
    return Posting(kind=kind, currency=currency, occurred_at=at, lines=lines, subject=subject)


def _posting(obj: ProviderObject, *, is_refused: bool, till: Account) -> Posting | None:
    """Refunds that are only pending are not booked."""
    if obj.kind is FactKind.REFUND_PENDING:
        return None
    kind = "payment.collected" if obj.kind in COLLECTED else obj.kind.value
    is_held = is_refused or not obj.fits
    lines = Counter(_lines(obj, is_held=is_held, till=till))
    lines[Account.FEES] += obj.fee_minor
    lines[till] -= obj.fee_minor
    return Posting(
        kind=kind,
        currency=obj.amount.currency,
        occurred_at=obj.occurred_at,
        lines=tuple(line for line in lines.items() if line[1]),
        subject=obj.subject,
    )


def _lines(obj: ProviderObject, *, is_held: bool, till: Account) -> dict[Account, int]:
    amount = obj.amount.minor
    if obj.kind in COLLECTED:
        return {till: amount, Account.HELD_FOR_REVIEW if is_held else Account.SALES: -amount}
    against = {
        FactKind.REFUND_SUCCEEDED: Account.HELD_FOR_REVIEW if is_held else Account.REFUNDS,
        FactKind.DISPUTE_OPENED: Account.DISPUTES,
        FactKind.DISPUTE_LOST: Account.DISPUTE_LOSSES,
    }.get(obj.kind)
    return {against: amount, till: -amount} if against else {}


def _platform(found: Sequence[ProviderObject], *, asked: Money, share: Share) -> Posting | None:
    """The platform's part of what is kept; what goes back takes its part along."""
    collected = sum(each.amount.minor for each in found if each.fits and each.kind in COLLECTED)
    returned = sum(
        each.amount.minor for each in found if each.fits and each.kind is FactKind.REFUND_SUCCEEDED
    )
    due = share.of(collected - returned, asked=asked.minor)
    if not due:
        return None
    against = OWED if share.route is FeeRoute.PROVIDER else Account.PLATFORM_PAYABLE
    return Posting(
        kind="platform.fee",
        currency=asked.currency,
        occurred_at=min(each.occurred_at for each in found),
        lines=((Account.PLATFORM_FEES, due), (against, -due)),
        subject=f"{PLATFORM}:fee",
    )


def till_of(payment: PaymentRow) -> Account:
    """Where a payment comes in: its provider owes it, or a person took it."""
    if payment.connection_id is not None or payment.method is None:
        return OWED
    return TILLS[ReceivedBy(payment.method)]


def share_of(payment: PaymentRow) -> Share:
    return Share(minor=payment.platform_fee_minor, route=FeeRoute(payment.platform_fee_route))
