"""What fraud rules decide, and which rules make no sense beside others; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.fraud_rules.types import (
    FraudRule,
    LeastRisk,
    NewFraudRule,
    PaymentRiskRule,
    RuleOutcome,
    RuleTerms,
)

MOST_RULES: Final = 20
MOST_SUBJECTS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Bound:
    """One rule about one subject, as it is counted."""

    name: str
    """Of the rule and the subject together."""
    cost: int
    terms: RuleTerms


@dataclass(frozen=True, slots=True)
class Stop:
    """Which of the bounds stops an order, with what was counted, and when to come again."""

    index: int
    counted: int
    wait_milliseconds: int


@dataclass(frozen=True, slots=True)
class Over:
    """Which of the bounds holds an order for review, with what was counted before it."""

    index: int
    counted: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What stops an order, or else what holds it for review; neither: it passes."""

    stop: Stop | None = None
    over: tuple[Over, ...] = ()


@dataclass(slots=True)
class Windows:
    """What passed lately, by subject: the plain model of what Redis counts by a script.

    A process decides by it alone while Redis is away. A bound is passed while no more than its
    `most` fell into the `period_seconds` that end now.
    """

    most_subjects: int = MOST_SUBJECTS
    _passed: dict[str, list[tuple[int, UUID]]] = field(default_factory=dict)

    def decide(
        self, bounds: Sequence[Bound], attempt: UUID, *, now: int, is_solved: bool
    ) -> Decision:
        """Let an attempt pass and count it, or say what stops it; `now` in milliseconds.

        A refusal goes before a challenge. What was let through before is let through again, held
        for review as it was, and what is stopped is not counted.
        """
        for bound in bounds:
            kept = self._passed.get(bound.name, [])
            since = now - bound.terms.period_seconds * 1000
            self._passed[bound.name] = [each for each in kept if each[0] > since]
        over = self._over(bounds, attempt)
        if any(who == attempt for bound in bounds for _, who in self._passed[bound.name]):
            return Decision(over=over)
        stop = self._stop(bounds, now=now, is_solved=is_solved)
        if stop is None:
            for bound in bounds:
                self._passed[bound.name] += [(now, attempt)] * bound.cost
        self._forget([bound.name for bound in bounds])
        return Decision(stop) if stop else Decision(over=over)

    def _over(self, bounds: Sequence[Bound], attempt: UUID) -> tuple[Over, ...]:
        found = []
        for index, bound in enumerate(bounds):
            who = [each for _, each in self._passed[bound.name]]
            before = who.index(attempt) if attempt in who else len(who)
            is_over = before + bound.cost > bound.terms.most
            if bound.terms.outcome == RuleOutcome.REVIEW and is_over:
                found.append(Over(index, before))
        return tuple(found)

    def _stop(self, bounds: Sequence[Bound], *, now: int, is_solved: bool) -> Stop | None:
        for outcome in (RuleOutcome.REFUSE, RuleOutcome.CHALLENGE):
            if outcome is RuleOutcome.CHALLENGE and is_solved:
                continue
            for index, bound in enumerate(bounds):
                passed = self._passed[bound.name]
                is_over = len(passed) + bound.cost > bound.terms.most
                if bound.terms.outcome == outcome and is_over:
                    first = passed[0][0] if passed else now
                    return Stop(index, len(passed), first + bound.terms.period_seconds * 1000 - now)
        return None

    def _forget(self, used: Sequence[str]) -> None:
        """Keep no more subjects than there is room for: the longest known go first."""
        for name in used:
            if not self._passed[name]:
                del self._passed[name]
        for name in list(self._passed)[: max(0, len(self._passed) - self.most_subjects)]:
            del self._passed[name]


def is_risky(rule: PaymentRiskRule, level: str) -> bool:
    """Whether the rule holds an order whose payment the provider calls so."""
    held = list(LeastRisk)[list(LeastRisk).index(LeastRisk(rule.level)) :]
    return rule.is_active and level in held


def require_valid(
    new: NewFraudRule | Mapping[str, Any], others: Sequence[FraudRule], *, is_new: bool
) -> None:
    """Invalid for a rule that another one makes useless, or one too many."""
    values = new if isinstance(new, Mapping) else _values(new)
    if is_new and len(others) >= MOST_RULES:
        raise Invalid(FieldError("/name", f"An event has at most {MOST_RULES} fraud rules."))
    for other in others:
        if (other.subject, other.measure) != (values["subject"], values["measure"]):
            continue
        is_longer = other.period_seconds >= values["period_seconds"]
        is_same = other.outcome == values["outcome"]
        if is_same and is_longer and other.most <= values["most"]:
            says = f"“{other.name}” already lets fewer through in as long a time."
            raise Invalid(FieldError("/most", says, "useless"))
        is_refused_first = other.outcome == RuleOutcome.REFUSE and not is_same
        if is_refused_first and is_longer and other.most <= values["most"]:
            says = f"“{other.name}” refuses before anybody is asked to prove an effort."
            if values["outcome"] == RuleOutcome.REVIEW:
                says = f"“{other.name}” refuses before anything is held for review."
            raise Invalid(FieldError("/most", says, "useless"))


def _values(new: NewFraudRule) -> dict[str, Any]:
    return {name: getattr(new, name) for name in NewFraudRule.__dataclass_fields__}
