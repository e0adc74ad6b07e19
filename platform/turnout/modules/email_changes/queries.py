"""Statements about changes of email addresses."""

from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.email_changes.types import EmailChange

COLUMNS: Final = (
    "id, user_id, old_email, new_email, login_id, asked_at, approved_at, proved_at, done_at,"
    " ended_at"
)
INSERT: Final = f"""
    INSERT INTO email_changes (id, user_id, old_email, new_email, login_id, asked_at)
    VALUES (%(id)s, %(user_id)s, %(old_email)s, %(new_email)s, %(login_id)s, %(now)s)
    RETURNING {COLUMNS}
"""
LOCK: Final = f"SELECT {COLUMNS} FROM email_changes WHERE id = %(id)s FOR UPDATE"
END_OPEN: Final = """
    UPDATE email_changes SET ended_at = %(now)s
    WHERE user_id = %(user_id)s AND done_at IS NULL AND ended_at IS NULL
"""
NOTE: Final = f"""
    UPDATE email_changes SET approved_at = CASE WHEN %(step)s = 'approved' THEN %(now)s
            ELSE approved_at END,
        proved_at = CASE WHEN %(step)s = 'proved' THEN %(now)s ELSE proved_at END,
        done_at = CASE WHEN %(step)s = 'done' THEN %(now)s ELSE done_at END,
        ended_at = CASE WHEN %(step)s = 'ended' THEN %(now)s ELSE ended_at END
    WHERE id = %(id)s RETURNING {COLUMNS}
"""


def insert_change(
    tx: Transaction, user_id: UUID, *, old_email: str, new_email: str, login_id: UUID | None
) -> EmailChange:
    """Write a change that was asked for; one that was open ends."""
    tx.query(END_OPEN, {"user_id": user_id, "now": tx.now})
    addresses = {"old_email": old_email, "new_email": new_email}
    values = {"id": new_id(), "user_id": user_id, "login_id": login_id, "now": tx.now}
    [change] = tx.query(INSERT, {**values, **addresses}, into=EmailChange)
    return change


def lock_change(tx: Transaction, change_id: UUID) -> EmailChange | None:
    return next(iter(tx.query(LOCK, {"id": change_id}, into=EmailChange)), None)


def note_step(tx: Transaction, change_id: UUID, step: str) -> EmailChange:
    """Note that a change was `approved`, `proved`, `done` or `ended` now."""
    [change] = tx.query(NOTE, {"id": change_id, "step": step, "now": tx.now}, into=EmailChange)
    return change
