"""Buyer terms by version, payment plans and terms of events, instalments of orders."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.errors import UniqueViolation
from sqlalchemy import delete, select

from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.errors import PreconditionFailed
from turnout.kernel.ids import new_id
from turnout.kernel.values import attributes_of
from turnout.modules.orders.errors import PlanNotFound
from turnout.modules.orders.models import (
    OrderInstalmentRow,
    OrderPlanRow,
    PaymentPlanRow,
    PaymentTermsRow,
    RefundKind,
)
from turnout.modules.orders.queries import of_order
from turnout.modules.orders.terms.rules import DEFAULT, BuyerTerms, TermsVersion, Tier

_COLUMNS = """
    id, refund, tiers, fee_minor, fee_currency, changes_close_hours, transfers_close_hours
"""
IN_FORCE = f"""
    SELECT {_COLUMNS}, is_own, event_id FROM (
        (SELECT * FROM buyer_terms
         WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
            AND set_at <= %(at)s
         ORDER BY version DESC LIMIT 1)
        UNION ALL
        (SELECT * FROM buyer_terms
         WHERE organization_id = %(organization_id)s AND event_id IS NULL AND set_at <= %(at)s
         ORDER BY version DESC LIMIT 1)
    ) AS found
    ORDER BY event_id IS NULL
"""
LATEST = f"""
    SELECT {_COLUMNS}, is_own, version FROM buyer_terms
    WHERE organization_id = %(organization_id)s AND event_id IS NOT DISTINCT FROM %(event_id)s
    ORDER BY version DESC LIMIT 1
"""
ADD = """
    INSERT INTO buyer_terms (organization_id, id, event_id, version, is_own, refund, tiers,
        fee_minor, fee_currency, changes_close_hours, transfers_close_hours, set_at)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(version)s, %(is_own)s, %(refund)s,
        %(tiers)s::jsonb, %(fee_minor)s, %(fee_currency)s, %(changes_close_hours)s,
        %(transfers_close_hours)s, %(now)s)
"""


def terms_at(tx: Transaction, event_id: UUID, at: datetime) -> BuyerTerms:
    """Return the terms of an event at an instant: its own, its organization's, or the default."""
    where = {"organization_id": tx.organization_id, "event_id": event_id, "at": at}
    rows = tx.query(IN_FORCE, where, into=dict[str, Any])
    return next((_terms(row) for row in rows if row["event_id"] is None or row["is_own"]), DEFAULT)


def find_latest(tx: Transaction, event_id: UUID | None) -> TermsVersion | None:
    """Return the newest version of an event's terms or (None) the organization's."""
    where = {"organization_id": tx.organization_id, "event_id": event_id}
    rows = tx.query(LATEST, where, into=dict[str, Any])
    found = (TermsVersion(_terms(row), is_own=row["is_own"], number=row["version"]) for row in rows)
    return next(found, None)


def add_version(
    tx: Transaction, event_id: UUID | None, *, number: int, is_own: bool, values: Mapping[str, Any]
) -> UUID:
    """Write the next version; PreconditionFailed when somebody else wrote it a moment ago."""
    terms_id = new_id()
    parameters = {
        **values,
        "organization_id": tx.organization_id,
        "id": terms_id,
        "event_id": event_id,
        "version": number,
        "is_own": is_own,
        "tiers": as_json(values["tiers"]),
        "now": tx.now,
    }
    try:
        tx.query(ADD, parameters)
    except UniqueViolation as error:
        raise PreconditionFailed from error
    return terms_id


def values_of(terms: BuyerTerms) -> dict[str, Any]:
    """Terms as `add_version` takes them."""
    tiers = [asdict(tier) for tier in terms.tiers]
    return attributes_of(terms) | {"refund": terms.refund.value, "tiers": tiers}


def _terms(row: Mapping[str, Any]) -> BuyerTerms:
    columns = {each.name: row[each.name] for each in fields(BuyerTerms)}
    tiers = tuple(Tier(**tier) for tier in row["tiers"])
    return BuyerTerms(**columns | {"refund": RefundKind(row["refund"]), "tiers": tiers})


DUE = """
    SELECT organization_id, id FROM order_instalments WHERE remind_at <= %(now)s
    ORDER BY remind_at LIMIT %(limit)s
"""


def list_plans(
    tx: Transaction, event_id: UUID, *, active_only: bool = False
) -> list[PaymentPlanRow]:
    """List the plans of an event, the oldest first."""
    statement = select(PaymentPlanRow).where(
        PaymentPlanRow.organization_id == tx.organization_id, PaymentPlanRow.event_id == event_id
    )
    if active_only:
        statement = statement.where(PaymentPlanRow.is_active)
    return list(tx.session.scalars(statement.order_by(PaymentPlanRow.id)))


def lock_plan(tx: Transaction, event_id: UUID, plan_id: UUID) -> PaymentPlanRow:
    """The plan FOR UPDATE, or PlanNotFound."""
    found = tx.session.scalars(
        select(PaymentPlanRow)
        .where(
            PaymentPlanRow.organization_id == tx.organization_id,
            PaymentPlanRow.event_id == event_id,
            PaymentPlanRow.id == plan_id,
        )
        .with_for_update()
    ).one_or_none()
    if found is None:
        raise PlanNotFound
    return found


def is_used(tx: Transaction, plan_id: UUID) -> bool:
    statement = select(OrderPlanRow.id).where(
        OrderPlanRow.organization_id == tx.organization_id, OrderPlanRow.plan_id == plan_id
    )
    return tx.session.scalars(statement.limit(1)).first() is not None


def delete_plan(tx: Transaction, plan: PaymentPlanRow) -> None:
    tx.session.delete(plan)
    tx.flush()


def find_terms(tx: Transaction, event_id: UUID, *, lock: bool = False) -> PaymentTermsRow | None:
    statement = select(PaymentTermsRow).where(
        PaymentTermsRow.organization_id == tx.organization_id, PaymentTermsRow.event_id == event_id
    )
    return tx.session.scalars(statement.with_for_update() if lock else statement).one_or_none()


def find_order_plan(tx: Transaction, order_id: UUID) -> OrderPlanRow | None:
    """Return the plan that an order chose; who changes it has locked the order."""
    return tx.session.scalars(of_order(tx, OrderPlanRow, order_id=order_id)).one_or_none()


def list_instalments(tx: Transaction, order_id: UUID) -> Sequence[OrderInstalmentRow]:
    found = of_order(tx, OrderInstalmentRow, order_id=order_id)
    return tx.session.scalars(found.order_by(OrderInstalmentRow.position)).all()


def find_instalment(tx: Transaction, part_id: UUID) -> OrderInstalmentRow | None:
    return tx.session.scalars(
        select(OrderInstalmentRow).where(
            OrderInstalmentRow.organization_id == tx.organization_id,
            OrderInstalmentRow.id == part_id,
        )
    ).one_or_none()


def delete_choice(tx: Transaction, order_id: UUID) -> None:
    """Drop a choice that is not in force yet."""
    for table in (OrderInstalmentRow, OrderPlanRow):
        tx.execute(
            delete(table).where(
                table.organization_id == tx.organization_id, table.order_id == order_id
            )
        )


def list_due_instalments(tx: Transaction, *, now: datetime, limit: int) -> list[tuple[UUID, UUID]]:
    """(organization, part) whose buyer should be reminded; asked by the reminding job."""
    return tx.query(DUE, {"now": now, "limit": limit})
