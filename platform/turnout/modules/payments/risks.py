"""What providers say of the risk of fraud: verdicts as stored, and what they amount to. Pure.

A payment may be judged several times: by tries that were blocked, by the charge that brought the
money, later by a review or by the card's issuer. The worst word about the money counts, whichever
was heard first.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, ClassVar, Final, Self

import msgspec

from turnout.kernel import codec
from turnout.kernel.http.answers import one_of
from turnout_sdk.payments import FactKind
from turnout_sdk.risk import RiskLevel, RiskReview, RiskVerdict

MOST_REASONS: Final = 10
LONGEST_REASON: Final = 100
LONGEST_MESSAGE: Final = 500
HIGHEST_SCORE: Final = 100
TRIES: Final = (FactKind.PAYMENT_PENDING, FactKind.PAYMENT_FAILED)
"""What is said with these is passed once money is here: the provider let it through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRisk:
    """What the provider says of the risk that a payment is fraudulent."""

    component: ClassVar[str] = "PaymentsRisk"

    level: Annotated[str, one_of(RiskLevel)]
    score: Annotated[int | None, "The provider's own, 0 to 100, where it gives one."]
    reasons: Annotated[list[str], "Its published codes."]
    message: Annotated[str, "Its own sentence for the seller; empty where it has none."]
    review: Annotated[str | None, one_of(RiskReview, allow_none=True)]
    assessed_at: Annotated[datetime, "When it last said something."]

    @classmethod
    def of(cls, stored: Mapping[str, Any] | None) -> Self | None:
        """From the column of a payment."""
        return None if stored is None else codec.convert(stored, cls)

    @property
    def is_of_money(self) -> bool:
        """Whether it is about money that came, or may: a blocked try brings none."""
        return self.level != RiskLevel.BLOCKED


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with the fact that it came with."""

    kind: FactKind
    object_id: str
    told_at: datetime
    verdict: RiskVerdict


def is_valid(verdict: object) -> bool:
    """Whether an adapter's verdict may be stored: of known levels, and no longer than is sane."""
    if verdict is None:
        return True
    return (
        isinstance(verdict, RiskVerdict)
        and isinstance(verdict.level, RiskLevel)
        and (verdict.review is None or isinstance(verdict.review, RiskReview))
        and (verdict.score is None or 0 <= verdict.score <= HIGHEST_SCORE)
        and len(verdict.reasons) <= MOST_REASONS
        and all(0 < len(each) <= LONGEST_REASON for each in verdict.reasons)
    )


def digest(verdict: RiskVerdict) -> str:
    """A short mark of what a verdict says; its sentence may be worded anew."""
    said = (verdict.level, verdict.score, verdict.reasons, verdict.review)
    return hashlib.sha256(msgspec.json.encode(said)).hexdigest()[:16]


def to_stored(verdict: RiskVerdict | None) -> dict[str, Any] | None:
    """As the column of a fact."""
    if verdict is None:
        return None
    stored: dict[str, Any] = msgspec.to_builtins(verdict)
    return stored | {"message": verdict.message[:LONGEST_MESSAGE]}


def from_stored(stored: Mapping[str, Any] | None) -> RiskVerdict | None:
    return None if stored is None else codec.convert(stored, RiskVerdict)


def amount_to(told: Iterable[Judgement], *, has_money: bool) -> PaymentRisk | None:
    """What all verdicts say together, in whatever order they came; None: nothing was said.

    `has_money`: it came, or is authorized. Then tries that brought none no longer count.
    """
    counted = sorted((each for each in told if not (has_money and _is_passed(each))), key=_lateness)
    if not counted:
        return None
    levels = list(RiskLevel)
    worst = max(counted, key=lambda each: levels.index(each.verdict.level)).verdict
    scores = [each.verdict.score for each in counted if each.verdict.score is not None]
    reasons = dict.fromkeys(reason for each in counted for reason in each.verdict.reasons)
    reviews = [each.verdict.review for each in counted if each.verdict.review is not None]
    return PaymentRisk(
        level=worst.level.value,
        score=max(scores, default=None),
        reasons=list(reasons)[:MOST_REASONS],
        message=worst.message,
        review=reviews[-1].value if reviews else None,
        assessed_at=counted[-1].told_at,
    )


def _is_passed(each: Judgement) -> bool:
    return each.kind in TRIES or each.verdict.level is RiskLevel.BLOCKED


def _lateness(each: Judgement) -> tuple[datetime, bool, str, str]:
    """By time; of one second, the end of a review is later than its beginning."""
    is_ended = each.verdict.review not in (None, RiskReview.OPEN)
    return each.told_at, is_ended, each.object_id, digest(each.verdict)
