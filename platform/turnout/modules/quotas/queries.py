"""Statements about quotas."""

from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.quotas.types import QuotaKind, Quotas

FIND: Final = """
    SELECT plan, limits FROM organization_quotas WHERE organization_id = %(organization_id)s
"""
SAVE: Final = """
    INSERT INTO organization_quotas (organization_id, id, plan, limits, changed_at)
    VALUES (%(organization_id)s, %(id)s, %(plan)s, %(limits)s::jsonb, %(now)s)
    ON CONFLICT (organization_id) DO UPDATE
        SET plan = excluded.plan, limits = excluded.limits, changed_at = excluded.changed_at
"""
HOLD: Final = """
    SELECT pg_advisory_xact_lock(hashtextextended(%(organization_id)s::text || %(kind)s, 0))
"""
LIST: Final = "SELECT organization_id FROM organization_quotas ORDER BY organization_id"


def find_quotas(tx: Transaction) -> Quotas:
    """What was set for the organization; nothing where nothing was."""
    return next(iter(tx.query(FIND, tx.here(), into=Quotas)), Quotas())


def save_quotas(tx: Transaction, quotas: Quotas) -> None:
    values = {"id": new_id(), "plan": quotas.plan, "limits": as_json(quotas.limits)}
    tx.query(SAVE, tx.here(**values))


def hold(tx: Transaction, kind: QuotaKind) -> None:
    """Until the commit nobody else of this organization takes any of this kind."""
    tx.query(HOLD, tx.here(kind=kind.value))


def list_organizations(tx: Transaction) -> list[UUID]:
    """Organizations with a plan or limits of their own: asked as the operator."""
    return [organization_id for (organization_id,) in tx.query(LIST)]
