"""Statements about quiet hours."""

from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.quiet_hours.types import QuietHours

FIND: Final = "SELECT is_on, starts, ends FROM quiet_hours WHERE user_id = %(user_id)s"
PUT: Final = """
    INSERT INTO quiet_hours (id, user_id, is_on, starts, ends, updated_at)
    VALUES (%(id)s, %(user_id)s, %(is_on)s, %(starts)s, %(ends)s, %(now)s)
    ON CONFLICT (user_id) DO UPDATE SET is_on = excluded.is_on, starts = excluded.starts,
        ends = excluded.ends, updated_at = excluded.updated_at
"""


def find_quiet_hours(tx: Transaction, user_id: UUID) -> QuietHours | None:
    """What the person said; None where they never did."""
    return next(iter(tx.query(FIND, {"user_id": user_id}, into=QuietHours)), None)


def write_quiet_hours(tx: Transaction, user_id: UUID, hours: QuietHours) -> None:
    """Keep them; as operator, as no person writes these rows themselves."""
    said = {"is_on": hours.is_on, "starts": hours.starts, "ends": hours.ends}
    tx.query(PUT, {"id": new_id(), "user_id": user_id, "now": tx.now, **said})
