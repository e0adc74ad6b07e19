"""Every statement of fraud rules."""

from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.fraud_rules.errors import FraudRuleNotFound
from turnout.modules.fraud_rules.types import FraudRule, NewFraudRule

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
