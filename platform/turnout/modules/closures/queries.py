"""Statements about the ends of organizations."""

from typing import Final

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.closures.types import Suspension

SUSPENSION: Final = "id, reason, suspended_at, suspended_by, lifted_at, lifted_by"
LIST_SUSPENSIONS: Final = f"""
    SELECT {SUSPENSION} FROM organization_suspensions
    WHERE organization_id = %(organization_id)s ORDER BY suspended_at DESC, id DESC
"""
SUSPEND: Final = f"""
    INSERT INTO organization_suspensions (organization_id, id, reason, suspended_at, suspended_by,
        lifted_by)
    VALUES (%(organization_id)s, %(id)s, %(reason)s, %(now)s, %(by)s, '')
    ON CONFLICT (organization_id) WHERE lifted_at IS NULL DO NOTHING RETURNING {SUSPENSION}
"""
LIFT: Final = f"""
    UPDATE organization_suspensions SET lifted_at = %(now)s, lifted_by = %(by)s
    WHERE organization_id = %(organization_id)s AND lifted_at IS NULL RETURNING {SUSPENSION}
"""


def list_suspensions(tx: Transaction) -> list[Suspension]:
    """Every suspension that there was, the newest first."""
    return tx.query(LIST_SUSPENSIONS, tx.here(), into=Suspension)


def insert_suspension(tx: Transaction, *, reason: str, by: str) -> Suspension | None:
    """Begin a suspension; None while there is one."""
    values = tx.here(id=new_id(), reason=reason, by=by)
    return next(iter(tx.query(SUSPEND, values, into=Suspension)), None)


def lift_suspension(tx: Transaction, *, by: str) -> Suspension | None:
    """End the suspension that lasts; None where there is none."""
    return next(iter(tx.query(LIFT, tx.here(by=by), into=Suspension)), None)
