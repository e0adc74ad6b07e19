"""The operator's rule for an organization: one row, or none."""

from uuid import UUID

from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.payments.types import PlatformFeeRule

FIND = """
    SELECT basis_points, fixed FROM platform_fees WHERE organization_id = %(organization_id)s
"""
WRITE = """
    INSERT INTO platform_fees (organization_id, id, basis_points, fixed, changed_at)
    VALUES (%(organization_id)s, %(id)s, %(basis_points)s, %(fixed)s, %(now)s)
    ON CONFLICT (organization_id) DO UPDATE
        SET basis_points = excluded.basis_points, fixed = excluded.fixed,
            changed_at = excluded.changed_at
"""


def find_rule(tx: Transaction) -> PlatformFeeRule | None:
    rows = tx.query(FIND, {"organization_id": tx.organization_id})
    return PlatformFeeRule(basis_points=rows[0][0], fixed=rows[0][1]) if rows else None


def write_rule(tx: Transaction, organization_id: UUID, rule: PlatformFeeRule) -> None:
    """In a job's transaction: the organization's own role may not write it."""
    values = {
        "organization_id": organization_id,
        "id": new_id(),
        "basis_points": rule.basis_points,
        "fixed": as_json(dict(rule.fixed)),
        "now": tx.now,
    }
    tx.query(WRITE, values)
