"""Every statement of fraud rules."""

from collections.abc import Collection, Sequence
from typing import Any, Final
from uuid import UUID

import msgspec

from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.fraud_rules.errors import FraudRuleNotFound
from turnout.modules.fraud_rules.types import (
    DayFigures,
    FraudRule,
    NewFraudRule,
    NewPaymentRiskRule,
    PaymentRiskRule,
    ReviewReason,
    ReviewSettings,
    ReviewVerdict,
)

TERMS: Final = ("name", "subject", "measure", "most", "period_seconds", "outcome")
RULES: Final = f"""
    SELECT id, event_id, {", ".join(TERMS)}, state, version, created_at
    FROM fraud_rules
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
"""
OF_EVENT: Final = f"{RULES} ORDER BY subject, measure, period_seconds, most, id"
ONE: Final = f"{RULES} AND id = %(id)s"
LOCK: Final = """
    SELECT pg_advisory_xact_lock(hashtextextended(
        %(organization_id)s::text || %(event_id)s::text || 'fraud rules', 0))
"""
"""Let one at a time change the rules of an event."""
CHALLENGES: Final = """
    SELECT EXISTS (SELECT 1 FROM fraud_rules
        WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
            AND state = 'active' AND outcome = 'challenge')
"""
INSERT: Final = f"""
    INSERT INTO fraud_rules (organization_id, id, event_id, {", ".join(TERMS)}, state, version,
        created_at, created_by)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, {", ".join(f"%({each})s" for each in TERMS)},
        'active', 1, %(now)s, %(created_by)s)
"""
UPDATE: Final = f"""
    UPDATE fraud_rules SET {", ".join(f"{each} = %({each})s" for each in TERMS)},
        state = %(state)s, version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
DELETE: Final = (
    "DELETE FROM fraud_rules WHERE organization_id = %(organization_id)s AND id = %(id)s"
)
KEEP_FIGURES: Final = """
    INSERT INTO fraud_rule_figures (organization_id, id, fraud_rule_id, day, decision, counted)
    SELECT r.organization_id, c.id, r.id, %(day)s, c.decision, c.counted
    FROM fraud_rules r,
        jsonb_to_recordset(%(counts)s::jsonb) AS c(id uuid, decision text, counted bigint)
    WHERE r.organization_id = %(organization_id)s AND r.id = %(fraud_rule_id)s
    ON CONFLICT (organization_id, fraud_rule_id, day, decision) DO UPDATE
        SET counted = greatest(fraud_rule_figures.counted, excluded.counted)
"""
"""Redis may have forgotten what it had counted: a figure never goes down."""
FIGURES: Final = """
    SELECT fraud_rule_id, decision, sum(counted)::bigint FROM fraud_rule_figures
    WHERE organization_id = %(organization_id)s AND fraud_rule_id = ANY(%(ids)s::uuid[])
        AND day > (%(now)s::timestamptz AT TIME ZONE 'UTC')::date - 30
    GROUP BY 1, 2
"""
VERDICTS: Final = """
    SELECT (r ->> 'fraud_rule_id')::uuid, v.verdict, count(*)
    FROM order_reviews v CROSS JOIN LATERAL jsonb_array_elements(v.reasons) r
    WHERE v.organization_id = %(organization_id)s AND v.event_id = %(event_id)s
        AND v.verdict IS NOT NULL AND v.opened_at > %(now)s::timestamptz - interval '30 days'
        AND r ->> 'fraud_rule_id' IS NOT NULL
    GROUP BY 1, 2
"""
ADD_REVIEW: Final = """
    INSERT INTO order_reviews (organization_id, id, order_id, event_id, reasons, network, opened_at)
    SELECT %(organization_id)s, %(id)s, %(order_id)s, %(event_id)s, coalesce((
            SELECT v.reasons || (SELECT coalesce(jsonb_agg(r), '[]')
                FROM jsonb_array_elements(%(reasons)s::jsonb) r
                WHERE NOT v.reasons @> jsonb_build_array(r))
            FROM order_reviews v
            WHERE v.organization_id = %(organization_id)s AND v.order_id = %(order_id)s
        ), %(reasons)s::jsonb), %(network)s, %(now)s
    ON CONFLICT (organization_id, order_id) DO UPDATE SET reasons = excluded.reasons,
        network = coalesce(nullif(order_reviews.network, ''), excluded.network)
"""
RISK_RULE: Final = """
    SELECT state, level, version FROM payment_risk_rules
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
"""
SET_RISK_RULE: Final = """
    INSERT INTO payment_risk_rules (organization_id, id, event_id, state, level, version)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(state)s, %(level)s, 1)
    ON CONFLICT (organization_id, event_id) DO UPDATE SET state = excluded.state,
        level = excluded.level, version = payment_risk_rules.version + 1
"""
RISK_FIGURES: Final = """
    SELECT count(*), count(*) FILTER (WHERE verdict = 'approved'),
        count(*) FILTER (WHERE verdict = 'refused')
    FROM order_reviews
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
        AND opened_at > %(now)s::timestamptz - interval '30 days'
        AND reasons @> '[{"kind": "payment_risk"}]'
"""
DECIDE_REVIEW: Final = """
    UPDATE order_reviews SET verdict = %(verdict)s, reason = %(reason)s, message = %(message)s,
        decided_by = %(decided_by)s, decided_at = %(now)s
    WHERE organization_id = %(organization_id)s AND order_id = %(order_id)s AND verdict IS NULL
"""
SETTINGS: Final = """
    SELECT decide_within_seconds, at_deadline, version FROM review_settings
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
"""
SET_SETTINGS: Final = """
    INSERT INTO review_settings (organization_id, id, event_id, decide_within_seconds, at_deadline,
        version)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(decide_within_seconds)s, %(at_deadline)s,
        1)
    ON CONFLICT (organization_id, event_id) DO UPDATE SET
        decide_within_seconds = excluded.decide_within_seconds,
        at_deadline = excluded.at_deadline, version = review_settings.version + 1
"""


def lock_rules(tx: Transaction, event_id: UUID) -> None:
    tx.query(LOCK, tx.here(event_id=event_id))


def list_rules(tx: Transaction, event_id: UUID) -> list[FraudRule]:
    """By what they count, the shortest period first."""
    return tx.query(OF_EVENT, tx.here(event_id=event_id), into=FraudRule)


def get_rule(tx: Transaction, event_id: UUID, rule_id: UUID) -> FraudRule:
    """The rule, or FraudRuleNotFound."""
    for found in tx.query(ONE, tx.here(event_id=event_id, id=rule_id), into=FraudRule):
        return found
    raise FraudRuleNotFound


def may_challenge(tx: Transaction, event_id: UUID) -> bool:
    """Whether an active rule of an event asks for a challenge."""
    return bool(tx.query(CHALLENGES, tx.here(event_id=event_id))[0][0])


def insert_rule(tx: Transaction, event_id: UUID, rule: NewFraudRule) -> UUID:
    rule_id = new_id()
    values: dict[str, Any] = {each: getattr(rule, each) for each in TERMS}
    by = str(tx.ctx.actor)
    tx.query(INSERT, tx.here(id=rule_id, event_id=event_id, created_by=by, **values))
    return rule_id


def update_rule(tx: Transaction, rule_id: UUID, values: dict[str, Any]) -> None:
    wanted = {each: values[each] for each in (*TERMS, "state")}
    tx.query(UPDATE, tx.here(id=rule_id, **wanted))


def delete_rule(tx: Transaction, rule_id: UUID) -> None:
    tx.query(DELETE, tx.here(id=rule_id))


def keep_figures(tx: Transaction, figures: DayFigures) -> None:
    """Keep what a rule decided on a day; of a rule that is deleted nothing is kept."""
    counts = [
        {"id": new_id(), "decision": each, "counted": number}
        for each, number in figures.counts.items()
    ]
    where = {"fraud_rule_id": figures.fraud_rule_id, "day": figures.day, "counts": as_json(counts)}
    tx.query(KEEP_FIGURES, tx.here(**where))


def figures_of(
    tx: Transaction, event_id: UUID, rule_ids: Collection[UUID]
) -> dict[UUID, dict[str, int]]:
    """What each rule decided in thirty days, and what the team said to what it held."""
    found: dict[UUID, dict[str, int]] = {each: {} for each in rule_ids}
    for rule_id, decision, number in tx.query(FIGURES, tx.here(ids=list(rule_ids))):
        found[UUID(str(rule_id))][decision] = int(number)
    for rule_id, verdict, number in tx.query(VERDICTS, tx.here(event_id=event_id)):
        name = "approved" if verdict == ReviewVerdict.APPROVED else "declined"
        found.get(UUID(str(rule_id)), {})[name] = int(number)
    return found


def add_review(
    tx: Transaction,
    order_id: UUID,
    event_id: UUID,
    reasons: Sequence[ReviewReason],
    *,
    network: str,
) -> None:
    """Open the review of an order, or add the reasons that are new; the caller locks the order."""
    stated = as_json(msgspec.to_builtins(list(reasons)))
    where = tx.here(id=order_id, order_id=order_id, event_id=event_id)
    tx.query(ADD_REVIEW, where | {"reasons": stated, "network": network})


def get_risk_rule(tx: Transaction, event_id: UUID) -> PaymentRiskRule:
    """That of the event, or the usual one, which is paused; without figures."""
    found = tx.query(RISK_RULE, tx.here(event_id=event_id), into=PaymentRiskRule)
    return found[0] if found else PaymentRiskRule()


def count_risk_reviews(tx: Transaction, event_id: UUID) -> tuple[int, int, int]:
    """Orders that the rule held in thirty days, those approved, and those refused."""
    [(reviewed, approved, declined)] = tx.query(RISK_FIGURES, tx.here(event_id=event_id))
    return int(reviewed), int(approved), int(declined)


def set_risk_rule(tx: Transaction, event_id: UUID, new: NewPaymentRiskRule) -> None:
    said = {"state": str(new.state), "level": str(new.level)}
    tx.query(SET_RISK_RULE, tx.here(id=new_id(), event_id=event_id, **said))


def decide_review(
    tx: Transaction, order_id: UUID, verdict: ReviewVerdict, *, reason: str, message: str
) -> None:
    """Write what was decided, once; the order is locked by the caller."""
    said = {"verdict": verdict.value, "reason": reason, "message": message}
    tx.query(DECIDE_REVIEW, tx.here(order_id=order_id, decided_by=str(tx.ctx.actor), **said))


def get_review_settings(tx: Transaction, event_id: UUID) -> ReviewSettings:
    """Those of the event, or the usual ones."""
    found = tx.query(SETTINGS, tx.here(event_id=event_id), into=ReviewSettings)
    return found[0] if found else ReviewSettings()


def set_review_settings(tx: Transaction, event_id: UUID, new: ReviewSettings) -> None:
    said = {
        "decide_within_seconds": new.decide_within_seconds,
        "at_deadline": str(new.at_deadline),
    }
    tx.query(SET_SETTINGS, tx.here(id=new_id(), event_id=event_id, **said))
