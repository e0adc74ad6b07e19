"""The gate at the order: what fraud rules let through, challenge and refuse.

Rules come with the statement that reads the sale, counters from Redis in one trip; an event
without rules costs neither.
"""

import math
from collections.abc import Sequence
from uuid import UUID

import structlog

from turnout.modules.challenges import api as challenges
from turnout.modules.challenges.api import ChallengeAction
from turnout.modules.fraud_rules import counters
from turnout.modules.fraud_rules.errors import ChallengeRequired, TooManyOrders
from turnout.modules.fraud_rules.metrics import DECIDED, STOPPED
from turnout.modules.fraud_rules.types import Attempt, RuleOutcome, RuleTerms

log = structlog.get_logger(__name__)


def require_allowed(
    organization_id: UUID, event_id: UUID, found: Sequence[RuleTerms], attempt: Attempt
) -> None:
    """Count an order, or refuse it: ChallengeRequired, with the challenge, or TooManyOrders."""
    bounds = counters.bounds_of(organization_id, found, attempt)
    if not bounds:
        return
    is_solved = challenges.is_solved(
        organization_id, event_id, ChallengeAction.ORDER, attempt.challenge
    )
    stop = counters.decide(bounds, attempt.id, is_solved=is_solved)
    if stop is None:
        DECIDED.add(decision="allowed")
        return
    terms = bounds[stop.index].terms
    is_refused = terms.outcome == RuleOutcome.REFUSE
    decision = "refused" if is_refused else "challenged"
    DECIDED.add(decision=decision)
    STOPPED.add(subject=terms.subject)
    counters.count_stopped(organization_id, terms.id, decision)
    log.info(
        "a fraud rule stopped an order",
        event_id=str(event_id),
        fraud_rule_id=str(terms.id),
        decision=decision,
        subject=terms.subject,
        measure=terms.measure,
        counted=stop.counted,
        most=terms.most,
    )
    if is_refused:
        wait = max(1, math.ceil(stop.wait_milliseconds / 1000))
        raise TooManyOrders(subject=terms.subject, retry_after_seconds=wait)
    asked = challenges.issue(
        organization_id, event_id, ChallengeAction.ORDER, network=attempt.network
    )
    raise ChallengeRequired(
        challenge=asked.challenge,
        algorithm=asked.algorithm,
        difficulty_bits=asked.difficulty_bits,
        expires_at=asked.expires_at.isoformat(),
    )
