"""Statements about the ends of organizations."""

from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from turnout.kernel import codec
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.closures.rules import BOOKKEEPING, KEPT, SHELLS
from turnout.modules.closures.types import Closure, DeletedRows, DeletionReport, Suspension

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
CLOSURE: Final = "id, reason, closed_at, closed_by, deletes_at"
OPEN: Final = "reopened_at IS NULL AND deleted_at IS NULL"
FIND_OPEN: Final = f"""
    SELECT {CLOSURE} FROM organization_closures
    WHERE organization_id = %(organization_id)s AND {OPEN}
"""
LOCK_DUE: Final = f"{FIND_OPEN} AND deletes_at <= %(now)s FOR UPDATE"
INSERT_CLOSURE: Final = f"""
    INSERT INTO organization_closures (organization_id, id, reason, closed_at, closed_by,
        deletes_at)
    VALUES (%(organization_id)s, %(id)s, %(reason)s, %(now)s, %(by)s, %(deletes_at)s)
    ON CONFLICT (organization_id) WHERE {OPEN} DO NOTHING RETURNING {CLOSURE}
"""
REOPEN: Final = f"""
    UPDATE organization_closures SET reopened_at = %(now)s
    WHERE organization_id = %(organization_id)s AND {OPEN} RETURNING {CLOSURE}
"""
LIST_DUE: Final = f"""
    SELECT organization_id FROM organization_closures
    WHERE {OPEN} AND deletes_at <= %(now)s ORDER BY deletes_at
"""
DELETE: Final = """
    SELECT table_name, deleted, kept_rows AS kept
    FROM turnout_delete_organization(%(organization_id)s, %(kept)s, %(shells)s, %(books)s)
"""
LOOSE_FILES: Final = "SELECT turnout_loose_files(%(organization_id)s)"
FINISH: Final = """
    UPDATE organization_closures SET deleted_at = %(now)s, report = %(report)s::jsonb
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
FIND_REPORT: Final = """
    SELECT report FROM organization_closures
    WHERE organization_id = %(organization_id)s AND report IS NOT NULL
        AND (%(closed_by)s::uuid IS NULL OR closed_by = %(closed_by)s)
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


def find_open_closure(tx: Transaction) -> Closure | None:
    """The closing under way."""
    return next(iter(tx.query(FIND_OPEN, tx.here(), into=Closure)), None)


def lock_due_closure(tx: Transaction) -> Closure | None:
    """The closing whose grace is over, held until the commit."""
    return next(iter(tx.query(LOCK_DUE, tx.here(), into=Closure)), None)


def insert_closure(
    tx: Transaction, *, reason: str, by: UUID, deletes_at: datetime
) -> Closure | None:
    """Begin to close; None while the organization is closing already."""
    values = tx.here(id=new_id(), reason=reason, by=by, deletes_at=deletes_at)
    return next(iter(tx.query(INSERT_CLOSURE, values, into=Closure)), None)


def reopen(tx: Transaction) -> Closure | None:
    """End the closing under way; None where there is none."""
    return next(iter(tx.query(REOPEN, tx.here(), into=Closure)), None)


def list_due(tx: Transaction) -> list[UUID]:
    """Organizations to delete now, over all of them: asked as the operator."""
    return [organization_id for (organization_id,) in tx.query(LIST_DUE, {"now": tx.now})]


def delete_everything(tx: Transaction) -> list[DeletedRows]:
    """Delete what is neither kept nor pointed at by what is; the organization is closed."""
    lists = {"kept": list(KEPT), "shells": list(SHELLS), "books": sorted(BOOKKEEPING)}
    return tx.query(DELETE, tx.here(**lists), into=DeletedRows)


def list_loose_files(tx: Transaction) -> list[UUID]:
    """Files that nothing kept points at."""
    return [file_id for (file_id,) in tx.query(LOOSE_FILES, tx.here())]


def finish(tx: Transaction, closure_id: UUID, report: DeletionReport) -> None:
    told = as_json(msgspec.to_builtins(report))
    tx.query(FINISH, tx.here(id=closure_id, report=told))


def find_report(tx: Transaction, *, closed_by: UUID | None = None) -> DeletionReport | None:
    """What the deletion said, of an organization that is deleted; of one closer or any."""
    where = tx.here(closed_by=closed_by)
    found = next((report for (report,) in tx.query(FIND_REPORT, where)), None)
    return None if found is None else codec.convert(found, DeletionReport)
