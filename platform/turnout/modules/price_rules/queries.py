"""Every statement of price rules: the rules themselves, and the counters of units sold."""

from collections.abc import Collection, Mapping
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.price_rules.errors import PriceRuleNotFound
from turnout.modules.price_rules.types import NewPriceRule, PriceRule, PriceTerms

TERMS: Final = (
    "kind",
    "name",
    "price_minor",
    "percent_bp",
    "starts_at",
    "ends_at",
    "sold_from",
    "sold_until",
    "minimum_quantity",
    "maximum_quantity",
)
RULES: Final = f"""
    SELECT r.id, {", ".join(f"r.{each}" for each in TERMS)}, r.event_id, r.ticket_type_id,
        r.state, r.version, r.created_at, coalesce(c.sold, 0) AS sold
    FROM price_rules r LEFT JOIN price_rule_counters c
        ON c.organization_id = r.organization_id AND c.ticket_type_id = r.ticket_type_id
    WHERE r.organization_id = %(organization_id)s
"""
OF_EVENT: Final = f"""
    {RULES} AND r.event_id = %(event_id)s
    ORDER BY r.ticket_type_id, r.kind, r.sold_from, r.starts_at NULLS FIRST, r.minimum_quantity,
        r.id
"""
OF_TYPE: Final = f"{RULES} AND r.ticket_type_id = %(ticket_type_id)s ORDER BY r.id"
ONE: Final = f"{RULES} AND r.event_id = %(event_id)s AND r.id = %(id)s"
IN_FORCE: Final = f"""
    SELECT r.ticket_type_id, r.id, {", ".join(f"r.{each}" for each in TERMS)}, c.sold
    FROM price_rules r LEFT JOIN price_rule_counters c
        ON c.organization_id = r.organization_id AND c.ticket_type_id = r.ticket_type_id
    WHERE r.organization_id = %(organization_id)s AND r.ticket_type_id = ANY(%(type_ids)s)
        AND r.state = 'active' AND (r.ends_at IS NULL OR r.ends_at > %(now)s)
    ORDER BY r.id
"""
"""The rules of ticket types that may count, with how many units are sold."""
INSERT: Final = f"""
    INSERT INTO price_rules (organization_id, id, event_id, ticket_type_id, {", ".join(TERMS)},
        state, version, created_at, created_by)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(ticket_type_id)s,
        {", ".join(f"%({each})s" for each in TERMS)}, 'active', 1, %(now)s, %(created_by)s)
"""
UPDATE: Final = f"""
    UPDATE price_rules SET {", ".join(f"{each} = %({each})s" for each in TERMS)},
        state = %(state)s, version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
DELETE: Final = (
    "DELETE FROM price_rules WHERE organization_id = %(organization_id)s AND id = %(id)s"
)
LOCK_COUNTER: Final = """
    INSERT INTO price_rule_counters (organization_id, ticket_type_id, sold)
    VALUES (%(organization_id)s, %(ticket_type_id)s, 0)
    ON CONFLICT (organization_id, ticket_type_id) DO UPDATE SET sold = price_rule_counters.sold
"""
"""Whoever changes rules of this ticket type, or sells of it, is waited for."""
SET_SOLD: Final = """
    UPDATE price_rule_counters SET sold = %(sold)s
    WHERE organization_id = %(organization_id)s AND ticket_type_id = %(ticket_type_id)s
"""
DELETE_COUNTER: Final = """
    DELETE FROM price_rule_counters
    WHERE organization_id = %(organization_id)s AND ticket_type_id = %(ticket_type_id)s
"""
SOLD: Final = """
    SELECT ticket_type_id, sold FROM price_rule_counters
    WHERE organization_id = %(organization_id)s AND ticket_type_id = ANY(%(type_ids)s)
"""
ADD_SOLD: Final = """
    UPDATE price_rule_counters c SET sold = greatest(c.sold + w.quantity, 0)
    FROM jsonb_to_recordset(%(units)s::jsonb) AS w(ticket_type_id uuid, quantity bigint)
    WHERE c.organization_id = %(organization_id)s AND c.ticket_type_id = w.ticket_type_id
"""
LOCK_COUNTERS: Final = """
    SELECT FROM price_rule_counters
    WHERE organization_id = %(organization_id)s AND ticket_type_id = ANY(%(type_ids)s)
    ORDER BY ticket_type_id FOR NO KEY UPDATE
"""


def list_rules(tx: Transaction, event_id: UUID) -> list[PriceRule]:
    """The rules of an event by ticket type, kind and what they begin with."""
    return tx.query(OF_EVENT, tx.here(event_id=event_id), into=PriceRule)


def list_rules_of_type(tx: Transaction, ticket_type_id: UUID) -> list[PriceRule]:
    """The rules of a ticket type, the oldest first."""
    return tx.query(OF_TYPE, tx.here(ticket_type_id=ticket_type_id), into=PriceRule)


def get_rule(tx: Transaction, event_id: UUID, rule_id: UUID) -> PriceRule:
    """The rule, or PriceRuleNotFound."""
    for found in tx.query(ONE, tx.here(event_id=event_id, id=rule_id), into=PriceRule):
        return found
    raise PriceRuleNotFound


def list_in_force(
    tx: Transaction, type_ids: Collection[UUID]
) -> list[tuple[UUID, PriceTerms, int | None]]:
    """(ticket type, rule, units sold) of the rules that may count; one statement."""
    rows = tx.query(IN_FORCE, tx.here(type_ids=list(type_ids)))
    return [
        (
            type_id,
            PriceTerms(id=rule_id, **dict(zip(TERMS, terms, strict=True))),
            sold,
        )
        for type_id, rule_id, *terms, sold in rows
    ]


def insert_rule(tx: Transaction, event_id: UUID, rule: NewPriceRule) -> UUID:
    rule_id = new_id()
    values = {each: getattr(rule, each) for each in TERMS}
    tx.query(
        INSERT,
        tx.here(
            id=rule_id,
            event_id=event_id,
            ticket_type_id=rule.ticket_type_id,
            created_by=str(tx.ctx.actor),
            **values,
        ),
    )
    return rule_id


def update_rule(tx: Transaction, rule_id: UUID, rule: NewPriceRule, *, state: str) -> None:
    values: dict[str, Any] = {each: getattr(rule, each) for each in TERMS}
    tx.query(UPDATE, tx.here(id=rule_id, state=state, **values))


def delete_rule(tx: Transaction, rule_id: UUID) -> None:
    tx.query(DELETE, tx.here(id=rule_id))


def lock_ticket_type(tx: Transaction, ticket_type_id: UUID) -> None:
    """Let one at a time change the rules of a ticket type."""
    tx.query(LOCK_COUNTER, tx.here(ticket_type_id=ticket_type_id))


def set_sold(tx: Transaction, ticket_type_id: UUID, sold: int) -> None:
    tx.query(SET_SOLD, tx.here(ticket_type_id=ticket_type_id, sold=sold))


def delete_counter(tx: Transaction, ticket_type_id: UUID) -> None:
    tx.query(DELETE_COUNTER, tx.here(ticket_type_id=ticket_type_id))


def units_sold(tx: Transaction, type_ids: Collection[UUID]) -> dict[UUID, int]:
    """Units that are held or sold of ticket types with rules; one statement."""
    rows = tx.query(SOLD, tx.here(type_ids=list(type_ids)))
    return {type_id: int(sold) for type_id, sold in rows}


def add_sold(tx: Transaction, units: Mapping[UUID, int]) -> None:
    """Count units more, or fewer (negative); what is counted no more is left out."""
    if len(units) > 1:
        tx.query(LOCK_COUNTERS, tx.here(type_ids=list(units)))
    rows = [
        {"ticket_type_id": str(type_id), "quantity": quantity}
        for type_id, quantity in units.items()
    ]
    tx.query(ADD_SOLD, tx.here(units=as_json(rows)))
