"""Every statement of price rules and demand prices, and of the counters of units sold."""

from collections.abc import Collection, Mapping
from typing import Any, Final
from uuid import UUID

import msgspec

from turnout.kernel import codec
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.events.sql_fragments import SERIES_BY_EVENT
from turnout.modules.price_rules.errors import DemandPriceNotFound, PriceRuleNotFound
from turnout.modules.price_rules.types import (
    DemandPlan,
    DemandPrice,
    DemandTerms,
    NewPriceRule,
    PriceRule,
    PriceTerms,
    ShareBand,
    TimeBand,
    TypePrices,
)

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
    "take_units",
    "pay_units",
    "member_list_id",
    "member_group",
    "bought_event_ids",
    "bought_series_ids",
    "prices",
)
VALUES: Final = ", ".join(f"%({each})s" for each in TERMS if each != "prices")
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
    SELECT t.id, c.sold, d.level_bp, d.floor_minor, d.ceiling_minor, r.id,
        {", ".join(f"r.{each}" for each in TERMS)}
    FROM unnest(%(type_ids)s::uuid[]) AS t(id) LEFT JOIN price_rule_counters c
        ON c.organization_id = %(organization_id)s AND c.ticket_type_id = t.id
    LEFT JOIN (
        SELECT p.ticket_type_id, l.level_bp, p.floor_minor, p.ceiling_minor
        FROM demand_prices p JOIN demand_price_levels l
            ON l.organization_id = p.organization_id AND l.demand_price_id = p.id
        WHERE p.organization_id = %(organization_id)s AND p.state = 'active'
            AND p.ticket_type_id = ANY(%(type_ids)s)
    ) d ON d.ticket_type_id = t.id
    LEFT JOIN price_rules r ON r.organization_id = %(organization_id)s
        AND r.ticket_type_id = t.id AND r.state = 'active'
        AND (r.ends_at IS NULL OR r.ends_at > %(now)s)
    ORDER BY t.id, r.id
"""
"""The rules of ticket types that may count, how many units are sold, and what demand makes."""
HAS_RULES: Final = """
    SELECT EXISTS (
        SELECT FROM price_rules
        WHERE organization_id = %(organization_id)s AND ticket_type_id = %(ticket_type_id)s
        UNION ALL
        SELECT FROM demand_prices
        WHERE organization_id = %(organization_id)s AND ticket_type_id = %(ticket_type_id)s)
"""
INSERT: Final = f"""
    INSERT INTO price_rules (organization_id, id, event_id, ticket_type_id, {", ".join(TERMS)},
        state, version, created_at, created_by)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(ticket_type_id)s,
        {VALUES}, %(prices)s::jsonb, 'active', 1, %(now)s, %(created_by)s)
"""
UPDATE: Final = f"""
    UPDATE price_rules SET ({", ".join(TERMS)}) = ({VALUES}, %(prices)s::jsonb),
        state = %(state)s, version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
DELETE: Final = (
    "DELETE FROM price_rules WHERE organization_id = %(organization_id)s AND id = %(id)s"
)
SERIES_OF_EVENTS: Final = f"""
    SELECT DISTINCT e.series_id FROM {SERIES_BY_EVENT} e
    WHERE e.organization_id = %(organization_id)s AND e.event_id = ANY(%(event_ids)s)
"""
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

PLAN: Final = ("floor_minor", "ceiling_minor", "every_minutes", "most_step_bp", "fall_back_bp")
DEMAND: Final = f"""
    SELECT p.id, p.event_id, p.ticket_type_id, {", ".join(f"p.{each}" for each in PLAN)},
        p.by_share, p.by_time, p.state, p.version, p.created_at, l.level_bp, l.mark_bp,
        l.moved_at, l.next_look_at
    FROM demand_prices p JOIN demand_price_levels l
        ON l.organization_id = p.organization_id AND l.demand_price_id = p.id
    WHERE p.organization_id = %(organization_id)s
"""
DEMAND_OF_EVENT: Final = f"{DEMAND} AND p.event_id = %(event_id)s ORDER BY p.id"
DEMAND_OF_TYPE: Final = f"{DEMAND} AND p.ticket_type_id = %(ticket_type_id)s"
ONE_DEMAND: Final = f"{DEMAND} AND p.event_id = %(event_id)s AND p.id = %(id)s"
LOCKED_DEMAND: Final = f"{ONE_DEMAND} FOR UPDATE"
CLAIM_DEMAND: Final = f"""
    {DEMAND} AND p.id = %(id)s AND p.state = 'active' AND l.next_look_at <= %(now)s
    FOR UPDATE SKIP LOCKED
"""
DUE_DEMAND: Final = """
    SELECT organization_id, demand_price_id FROM demand_price_levels
    WHERE next_look_at <= %(now)s ORDER BY next_look_at LIMIT %(limit)s
"""
INSERT_DEMAND: Final = f"""
    INSERT INTO demand_prices (organization_id, id, event_id, ticket_type_id,
        {", ".join(PLAN)}, by_share, by_time, state, version, created_at, created_by)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(ticket_type_id)s,
        {", ".join(f"%({each})s" for each in PLAN)}, %(by_share)s::jsonb, %(by_time)s::jsonb,
        'active', 1, %(now)s, %(created_by)s)
"""
START_DEMAND: Final = """
    INSERT INTO demand_price_levels (organization_id, demand_price_id, level_bp, mark_bp,
        next_look_at)
    SELECT organization_id, id, 0, 0, CASE WHEN state = 'active' THEN %(now)s::timestamptz END
    FROM demand_prices WHERE organization_id = %(organization_id)s AND id = ANY(%(ids)s)
"""
UPDATE_DEMAND: Final = f"""
    UPDATE demand_prices SET {", ".join(f"{each} = %({each})s" for each in PLAN)},
        by_share = %(by_share)s::jsonb, by_time = %(by_time)s::jsonb, state = %(state)s,
        version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
SET_LEVEL: Final = """
    UPDATE demand_price_levels SET level_bp = %(level_bp)s, mark_bp = %(mark_bp)s,
        next_look_at = %(next_look_at)s,
        moved_at = CASE WHEN level_bp = %(level_bp)s THEN moved_at ELSE %(now)s END
    WHERE organization_id = %(organization_id)s AND demand_price_id = %(id)s
"""
DELETE_DEMAND: Final = (
    "DELETE FROM demand_prices WHERE organization_id = %(organization_id)s AND id = %(id)s"
)


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


def list_in_force(tx: Transaction, type_ids: Collection[UUID]) -> dict[UUID, TypePrices]:
    """What may count of ticket types, now or later, by ticket type; one statement."""
    found: dict[UUID, list[PriceTerms]] = {}
    basis: dict[UUID, tuple[int, DemandTerms | None]] = {}
    for row in tx.query(IN_FORCE, tx.here(type_ids=list(type_ids))):
        type_id, sold, level, floor, ceiling, rule_id, *terms = row
        by_demand = (
            None
            if level is None
            else DemandTerms(level_bp=level, floor_minor=floor, ceiling_minor=ceiling)
        )
        basis[type_id] = (sold or 0, by_demand)
        if rule_id is not None:
            rule = PriceTerms(id=rule_id, **dict(zip(TERMS, terms, strict=True)))
            found.setdefault(type_id, []).append(rule)
    return {
        type_id: TypePrices(rules=found.get(type_id, ()), sold=sold, demand=by_demand)
        for type_id, (sold, by_demand) in basis.items()
    }


def list_series_of(tx: Transaction, event_ids: Collection[UUID]) -> frozenset[UUID]:
    """The series that these events belong to."""
    rows = tx.query(SERIES_OF_EVENTS, tx.here(event_ids=list(event_ids)))
    return frozenset(series_id for (series_id,) in rows)


def has_rules(tx: Transaction, ticket_type_id: UUID) -> bool:
    """Whether a ticket type has rules or a demand price, paused ones included."""
    return bool(tx.query(HAS_RULES, tx.here(ticket_type_id=ticket_type_id))[0][0])


def insert_rule(tx: Transaction, event_id: UUID, rule: NewPriceRule) -> UUID:
    rule_id = new_id()
    values = _terms(rule)
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
    tx.query(UPDATE, tx.here(id=rule_id, state=state, **_terms(rule)))


def _terms(rule: NewPriceRule) -> dict[str, Any]:
    return {each: getattr(rule, each) for each in TERMS} | {"prices": as_json(dict(rule.prices))}


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


def list_demand_prices(tx: Transaction, event_id: UUID) -> list[DemandPrice]:
    """The demand prices of an event, the oldest first."""
    return tx.query(DEMAND_OF_EVENT, tx.here(event_id=event_id), into=_demand_price)


def find_demand_price(tx: Transaction, ticket_type_id: UUID) -> DemandPrice | None:
    """That of a ticket type, also while it is paused."""
    where = tx.here(ticket_type_id=ticket_type_id)
    return next(iter(tx.query(DEMAND_OF_TYPE, where, into=_demand_price)), None)


def get_demand_price(tx: Transaction, event_id: UUID, price_id: UUID) -> DemandPrice:
    """The demand price, or DemandPriceNotFound."""
    where = tx.here(event_id=event_id, id=price_id)
    for found in tx.query(ONE_DEMAND, where, into=_demand_price):
        return found
    raise DemandPriceNotFound


def lock_demand_price(tx: Transaction, event_id: UUID, price_id: UUID) -> DemandPrice:
    """The same, and nobody else changes it or looks at it meanwhile."""
    for found in tx.query(
        LOCKED_DEMAND, tx.here(event_id=event_id, id=price_id), into=_demand_price
    ):
        return found
    raise DemandPriceNotFound


def claim_due_demand(tx: Transaction, price_id: UUID) -> DemandPrice | None:
    """One that is to be looked at; None while another transaction has it, or when it is done."""
    return next(iter(tx.query(CLAIM_DEMAND, tx.here(id=price_id), into=_demand_price)), None)


def list_due_demand(tx: Transaction, *, limit: int = 1_000) -> list[tuple[UUID, UUID]]:
    """As operator: organization and demand price of all that are to be looked at, oldest first."""
    return tx.query(DUE_DEMAND, {"now": tx.now, "limit": limit})


def insert_demand_price(tx: Transaction, event_id: UUID, plan: DemandPlan) -> UUID:
    """Store a plan whose price begins at the list price, and is looked at at once."""
    price_id = new_id()
    where = {"id": price_id, "event_id": event_id, "ticket_type_id": plan.ticket_type_id}
    tx.query(INSERT_DEMAND, tx.here(**where, created_by=str(tx.ctx.actor), **_plan_values(plan)))
    start_demand(tx, [price_id])
    return price_id


def start_demand(tx: Transaction, price_ids: Collection[UUID]) -> None:
    """Let demand prices begin at the list price that were just written; paused ones stay paused."""
    if price_ids:
        tx.query(START_DEMAND, tx.here(ids=list(price_ids)))


def update_demand_price(tx: Transaction, price_id: UUID, plan: DemandPlan, *, state: str) -> None:
    tx.query(UPDATE_DEMAND, tx.here(id=price_id, state=state, **_plan_values(plan)))


def set_demand_level(
    tx: Transaction, price_id: UUID, *, level_bp: int, mark_bp: int, next_look_at: Any
) -> None:
    """Say how far the price is from the list price, and when it is looked at next."""
    values = {"level_bp": level_bp, "mark_bp": mark_bp, "next_look_at": next_look_at}
    tx.query(SET_LEVEL, tx.here(id=price_id, **values))


def delete_demand_price(tx: Transaction, price_id: UUID) -> None:
    tx.query(DELETE_DEMAND, tx.here(id=price_id))


def _plan_values(plan: DemandPlan) -> dict[str, Any]:
    bands = {
        "by_share": as_json(msgspec.to_builtins(plan.by_share)),
        "by_time": as_json(msgspec.to_builtins(plan.by_time)),
    }
    return {**{each: getattr(plan, each) for each in PLAN}, **bands}


def _demand_price(*, by_share: Any, by_time: Any, **columns: Any) -> DemandPrice:
    return DemandPrice(
        by_share=codec.convert(by_share, list[ShareBand]),
        by_time=codec.convert(by_time, list[TimeBand]),
        **columns,
    )
