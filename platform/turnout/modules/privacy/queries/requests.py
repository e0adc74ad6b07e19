"""Statements about erasures: asked for, cancelled, due, and their reports."""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import msgspec

from turnout.kernel import codec
from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.privacy.types import (
    DueErasure,
    Erasure,
    ErasureDetail,
    ErasureReport,
    NewErasure,
)

COLUMNS: Final = "id, asked_at, due_at, cancelled_at, done_at"
DETAILS: Final = f"{COLUMNS}, user_id, reason, asked_by, report"
OPEN: Final = "cancelled_at IS NULL AND done_at IS NULL"
LEASE: Final = timedelta(hours=1)
INSERT: Final = f"""
    INSERT INTO erasures (id, user_id, email, reason, asked_by, asked_at, due_at)
    VALUES (%(id)s, %(user_id)s, %(email)s, %(reason)s, %(asked_by)s, %(now)s, %(due_at)s)
    ON CONFLICT (coalesce(user_id::text, email)) WHERE {OPEN} DO NOTHING RETURNING {COLUMNS}
"""
FIND_OPEN: Final = f"SELECT {COLUMNS} FROM erasures WHERE user_id = %(user_id)s AND {OPEN}"
CANCEL: Final = f"""
    UPDATE erasures SET cancelled_at = %(now)s, email = ''
    WHERE (id = %(id)s OR user_id = %(user_id)s) AND {OPEN} AND leased_until IS NULL
    RETURNING {COLUMNS}
"""
LIST: Final = f"""
    SELECT {DETAILS} FROM erasures WHERE id > %(after)s ORDER BY id LIMIT %(limit)s
"""
FIND: Final = f"SELECT {DETAILS} FROM erasures WHERE id = %(id)s"
LIST_DUE: Final = f"""
    SELECT id FROM erasures
    WHERE {OPEN} AND due_at <= %(now)s AND (leased_until IS NULL OR leased_until <= %(now)s)
    ORDER BY due_at
"""
CLAIM: Final = f"""
    UPDATE erasures SET leased_until = %(until)s
    WHERE id = %(id)s AND {OPEN} AND due_at <= %(now)s
        AND (leased_until IS NULL OR leased_until <= %(now)s)
    RETURNING id, user_id, email, report, pending
"""
KEEP_ADDRESS: Final = "UPDATE erasures SET email = %(email)s WHERE id = %(id)s"
PUT_OFF: Final = "UPDATE erasures SET leased_until = NULL, email = %(email)s WHERE id = %(id)s"
NOTE: Final = """
    UPDATE erasures SET report = %(report)s::jsonb, pending = %(pending)s::jsonb
    WHERE id = %(id)s
"""
FINISH: Final = """
    UPDATE erasures SET done_at = %(now)s, email = '', pending = NULL, leased_until = NULL,
        report = %(report)s::jsonb WHERE id = %(id)s
"""


def insert_erasure(tx: Transaction, new: NewErasure) -> Erasure | None:
    """Write down what was asked; None where the same is under way."""
    values = {
        "id": new_id(),
        "user_id": new.user_id,
        "email": new.email if new.user_id is None else "",
        "reason": new.reason,
        "asked_by": new.asked_by,
        "due_at": new.due_at,
        "now": tx.now,
    }
    return next(iter(tx.query(INSERT, values, into=Erasure)), None)


def find_open(tx: Transaction, user_id: UUID) -> Erasure | None:
    """The erasure of an account that is under way."""
    return next(iter(tx.query(FIND_OPEN, {"user_id": user_id}, into=Erasure)), None)


def cancel(
    tx: Transaction, *, erasure_id: UUID | None = None, user_id: UUID | None = None
) -> Erasure | None:
    """End an erasure before it begins; None where there is none, or a worker is at it."""
    values = {"id": erasure_id, "user_id": user_id, "now": tx.now}
    return next(iter(tx.query(CANCEL, values, into=Erasure)), None)


def list_erasures(tx: Transaction, request: PageRequest) -> list[ErasureDetail]:
    """A page, oldest first."""
    after = request.after[1] if request.after else UUID(int=0)
    return tx.query(LIST, {"after": after, "limit": request.limit + 1}, into=_detail)


def find_erasure(tx: Transaction, erasure_id: UUID) -> ErasureDetail | None:
    return next(iter(tx.query(FIND, {"id": erasure_id}, into=_detail)), None)


def list_due(tx: Transaction) -> list[UUID]:
    return [erasure_id for (erasure_id,) in tx.query(LIST_DUE, {"now": tx.now})]


def claim(tx: Transaction, erasure_id: UUID) -> DueErasure | None:
    """Take a due erasure for this worker."""
    values = {"id": erasure_id, "now": tx.now, "until": tx.now + LEASE}
    return next(iter(tx.query(CLAIM, values, into=DueErasure)), None)


def keep_address(tx: Transaction, erasure_id: UUID, *, email: str) -> None:
    """Keep the address of an account until its erasure is done: a stopped one needs it."""
    tx.query(KEEP_ADDRESS, {"id": erasure_id, "email": email})


def put_off(tx: Transaction, found: DueErasure) -> None:
    """Leave it for a later time; an account's address is not kept meanwhile."""
    tx.query(PUT_OFF, {"id": found.id, "email": "" if found.user_id else found.email})


def note(
    tx: Transaction, erasure_id: UUID, report: ErasureReport, *, pending: dict[str, Any] | None
) -> None:
    """Keep what was done so far, and what is about to change."""
    values = {"id": erasure_id, "report": _json(report), "pending": as_json(pending)}
    tx.query(NOTE, values)


def finish(tx: Transaction, erasure_id: UUID, report: ErasureReport) -> None:
    tx.query(FINISH, {"id": erasure_id, "report": _json(report), "now": tx.now})


def report_of(found: dict[str, Any] | None) -> ErasureReport | None:
    return None if found is None else codec.convert(found, ErasureReport)


def _detail(**row: Any) -> ErasureDetail:
    return ErasureDetail(**row | {"report": report_of(row["report"])})


def _json(report: ErasureReport) -> str:
    return as_json(msgspec.to_builtins(report))
