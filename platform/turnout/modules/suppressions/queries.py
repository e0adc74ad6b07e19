"""Every statement of the suppression list."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from turnout.kernel.db.pagination import PageRequest, place_in_time
from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.kernel.typed_addresses import address_key
from turnout.modules.suppressions.errors import SuppressionNotFound
from turnout.modules.suppressions.types import Entry, NewSuppression, Suppression

FOUND: Final = """
    SELECT id, email, reason, scope, note, version, created_at, created_by
    FROM suppressions WHERE organization_id = %(organization_id)s
"""
LIST: Final = f"""
    {FOUND} AND (%(reason)s::text IS NULL OR reason = %(reason)s)
        AND (%(text)s::text IS NULL OR strpos(email, lower(%(text)s)) > 0
            OR strpos(lower(note), lower(%(text)s)) > 0)
        AND (%(after_at)s::timestamptz IS NULL
            OR (created_at, id) < (%(after_at)s::timestamptz, %(after_id)s::uuid))
    ORDER BY created_at DESC, id DESC LIMIT %(limit)s
"""
ONE: Final = f"{FOUND} AND id = %(id)s"
INSERT: Final = """
    INSERT INTO suppressions (organization_id, id, email, reason, scope, note, version,
        created_at, created_by)
    VALUES (%(organization_id)s, %(id)s, %(email)s, %(reason)s, %(scope)s, %(note)s, 1,
        %(now)s, %(created_by)s)
    ON CONFLICT (organization_id, email) DO NOTHING RETURNING id
"""
TIGHTEN: Final = """
    UPDATE suppressions SET reason = %(reason)s, scope = 'all', note = %(note)s,
        version = version + 1
    WHERE organization_id = %(organization_id)s AND email = %(email)s AND scope <> 'all'
    RETURNING id
"""
NOTE: Final = """
    UPDATE suppressions SET note = %(note)s, version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
DELETE: Final = """
    DELETE FROM suppressions WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
SUPPRESSED: Final = """
    SELECT email, reason, scope FROM suppressions
    WHERE organization_id = %(organization_id)s AND email = ANY(%(emails)s)
"""


def list_suppressions(
    tx: Transaction, request: PageRequest, *, reason: str | None, text: str | None
) -> list[Suppression]:
    """The newest first; one row more than asked for says that a page follows."""
    after = place_in_time(request)
    where = tx.here(
        reason=reason,
        text=text,
        after_at=after and after[0],
        after_id=after and after[1],
        limit=request.limit + 1,
    )
    return tx.query(LIST, where, into=Suppression)


def list_all(tx: Transaction, *, limit: int) -> list[Suppression]:
    where = tx.here(reason=None, text=None, after_at=None, after_id=None, limit=limit)
    return tx.query(LIST, where, into=Suppression)


def get_suppression(tx: Transaction, suppression_id: UUID) -> Suppression:
    """The entry, or SuppressionNotFound."""
    for found in tx.query(ONE, tx.here(id=suppression_id), into=Suppression):
        return found
    raise SuppressionNotFound


def insert_suppression(tx: Transaction, new: NewSuppression, *, email: str) -> UUID | None:
    """The new entry's id; None where the address is on the list already."""
    said = {"email": email, "reason": new.reason, "scope": new.scope, "note": new.note}
    rows = tx.query(INSERT, tx.here(id=new_id(), created_by=str(tx.ctx.actor), **said))
    return rows[0][0] if rows else None


def tighten(tx: Transaction, email: str, *, reason: str, note: str) -> UUID | None:
    """Let an entry that is about news stop everything; None where it does already."""
    rows = tx.query(TIGHTEN, tx.here(email=email, reason=reason, note=note))
    return rows[0][0] if rows else None


def delete_suppression(tx: Transaction, suppression_id: UUID, *, note: str) -> None:
    """Take an address off; why is written into the entry first, so that the audit log has it."""
    tx.query(NOTE, tx.here(id=suppression_id, note=note))
    tx.query(DELETE, tx.here(id=suppression_id))


def list_entries_of(tx: Transaction, emails: Collection[str]) -> list[Entry]:
    """Those of the addresses that are on the list."""
    wanted = [address_key(each) for each in emails]
    return tx.query(SUPPRESSED, tx.here(emails=wanted), into=Entry)


def find_entry(tx: Transaction, email: str) -> Entry | None:
    return next(iter(list_entries_of(tx, [email])), None)
