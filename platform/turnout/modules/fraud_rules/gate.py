"""The gate at the order: what fraud rules let through, challenge, hold for review and refuse.

Rules come with the statement that reads the sale, counters from Redis in one trip; an event
without rules costs neither.
"""

import math
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import structlog

from turnout.modules.challenges import api as challenges
from turnout.modules.challenges.api import ChallengeAction
from turnout.modules.fraud_rules import counters
from turnout.modules.fraud_rules.errors import ChallengeRequired, TooManyOrders
from turnout.modules.fraud_rules.metrics import DECIDED, STOPPED
from turnout.modules.fraud_rules.types import (
    Attempt,
    ReasonKind,
    ReviewReason,
    RuleOutcome,
    RuleTerms,
)

log = structlog.get_logger(__name__)


def to_terms(rows: Sequence[Sequence[Any]] | None) -> tuple[RuleTerms, ...]:
    """The rules as `FRAUD_RULES` lists them."""
    return tuple(
        RuleTerms(
            id=UUID(rule_id),
            subject=subject,
            measure=measure,
            most=most,
            period_seconds=seconds,
            outcome=outcome,
            name=name,
            has_service=has_service,
        )
        for rule_id, subject, measure, most, seconds, outcome, name, has_service in rows or ()
    )


def require_allowed(
    organization_id: UUID, event_id: UUID, found: Sequence[RuleTerms], attempt: Attempt
) -> tuple[ReviewReason, ...]:
    """Count an order, or refuse it: ChallengeRequired, with the challenge, or TooManyOrders.

    Answers why it is held for review; nothing where it is not.
    """
    bounds = counters.bounds_of(organization_id, found, attempt)
    if not bounds:
        return ()
    is_solved = challenges.is_solved(
        organization_id, event_id, ChallengeAction.ORDER, attempt.challenge
    )
    decision = counters.decide(bounds, attempt.id, is_solved=is_solved)
    stop = decision.stop
    if stop is None:
        DECIDED.add(decision="reviewed" if decision.over else "allowed")
        for over in decision.over:
            _note(organization_id, event_id, bounds[over.index].terms, "reviewed", over.counted)
        return tuple(_reason(bounds[over.index].terms, over.counted) for over in decision.over)
    terms = bounds[stop.index].terms
    is_refused = terms.outcome == RuleOutcome.REFUSE
    said = "refused" if is_refused else "challenged"
    DECIDED.add(decision=said)
    _note(organization_id, event_id, terms, said, stop.counted)
    if is_refused:
        wait = max(1, math.ceil(stop.wait_milliseconds / 1000))
        raise TooManyOrders(subject=terms.subject, retry_after_seconds=wait)
    asked = challenges.issue(
        organization_id,
        event_id,
        ChallengeAction.ORDER,
        network=attempt.network,
        by_service=terms.has_service,
    )
    raise ChallengeRequired(
        challenge=asked.challenge,
        algorithm=asked.algorithm,
        difficulty_bits=asked.difficulty_bits,
        binding=asked.binding,
        expires_at=asked.expires_at.isoformat(),
    )


def _note(
    organization_id: UUID, event_id: UUID, terms: RuleTerms, decision: str, counted: int
) -> None:
    """Count what a rule decided about an order, and write it to the log."""
    STOPPED.add(subject=terms.subject)
    counters.count_decided(organization_id, event_id, terms.id, decision)
    log.info(
        "a fraud rule stopped an order",
        event_id=str(event_id),
        fraud_rule_id=str(terms.id),
        decision=decision,
        subject=terms.subject,
        measure=terms.measure,
        counted=counted,
        most=terms.most,
    )


def _reason(terms: RuleTerms, counted: int) -> ReviewReason:
    return ReviewReason(
        kind=ReasonKind.RULE,
        name=terms.name,
        fraud_rule_id=terms.id,
        subject=terms.subject,
        measure=terms.measure,
        most=terms.most,
        counted=counted,
        period_seconds=terms.period_seconds,
    )
