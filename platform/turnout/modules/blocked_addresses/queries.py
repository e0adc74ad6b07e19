"""Every statement of blocked addresses."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.pagination import PageRequest, place_in_time
from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.blocked_addresses.errors import BlockedAddressNotFound, BlockedAlready
from turnout.modules.blocked_addresses.types import BlockedAddress, BlockKind, NewBlockedAddress

FOUND: Final = """
    SELECT id, kind, value, outcome, reason, ends_at,
        coalesce(ends_at <= %(now)s, false) AS is_over, version, created_at, created_by
    FROM blocked_addresses WHERE organization_id = %(organization_id)s
"""
LIST: Final = f"""
    {FOUND} AND (%(kind)s::text IS NULL OR kind = %(kind)s)
        AND (%(text)s::text IS NULL OR strpos(value, lower(%(text)s)) > 0
            OR strpos(lower(reason), lower(%(text)s)) > 0)
        AND (%(after_at)s::timestamptz IS NULL
            OR (created_at, id) < (%(after_at)s::timestamptz, %(after_id)s::uuid))
    ORDER BY created_at DESC, id DESC LIMIT %(limit)s
"""
ONE: Final = f"{FOUND} AND id = %(id)s"
COUNT: Final = "SELECT count(*) FROM blocked_addresses WHERE organization_id = %(organization_id)s"
LOCK: Final = """
    SELECT pg_advisory_xact_lock(hashtextextended(
        %(organization_id)s::text || 'blocked addresses', 0))
"""
"""Let one at a time change the list of an organization."""
INSERT: Final = """
    INSERT INTO blocked_addresses (organization_id, id, kind, value, network, outcome, reason,
        ends_at, version, created_at, created_by)
    VALUES (%(organization_id)s, %(id)s, %(kind)s, %(value)s, %(network)s::inet, %(outcome)s,
        %(reason)s, %(ends_at)s, 1, %(now)s, %(created_by)s)
    ON CONFLICT (organization_id, value) DO NOTHING RETURNING id
"""
UPDATE: Final = """
    UPDATE blocked_addresses SET outcome = %(outcome)s, reason = %(reason)s,
        ends_at = %(ends_at)s, version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
DELETE: Final = """
    DELETE FROM blocked_addresses WHERE organization_id = %(organization_id)s AND id = %(id)s
"""


def lock_list(tx: Transaction) -> None:
    tx.query(LOCK, tx.here())


def count_addresses(tx: Transaction) -> int:
    [(number,)] = tx.query(COUNT, tx.here())
    return int(number)


def list_addresses(
    tx: Transaction, request: PageRequest, *, kind: str | None, text: str | None
) -> list[BlockedAddress]:
    """The newest first; one row more than asked for says that a page follows."""
    after = place_in_time(request)
    where = tx.here(
        kind=kind,
        text=text,
        after_at=after and after[0],
        after_id=after and after[1],
        limit=request.limit + 1,
    )
    return tx.query(LIST, where, into=BlockedAddress)


def get_address(tx: Transaction, address_id: UUID) -> BlockedAddress:
    """The entry, or BlockedAddressNotFound."""
    for found in tx.query(ONE, tx.here(id=address_id), into=BlockedAddress):
        return found
    raise BlockedAddressNotFound


def insert_address(tx: Transaction, new: NewBlockedAddress, *, value: str) -> UUID:
    """Write an entry; BlockedAlready where there is one."""
    said = {
        "kind": str(new.kind),
        "value": value,
        "network": value if new.kind == BlockKind.NETWORK else None,
        "outcome": str(new.outcome),
        "reason": new.reason.strip(),
        "ends_at": new.ends_at,
    }
    rows = tx.query(INSERT, tx.here(id=new_id(), created_by=str(tx.ctx.actor), **said))
    if not rows:
        raise BlockedAlready
    return UUID(str(rows[0][0]))


def update_address(tx: Transaction, address_id: UUID, values: Mapping[str, Any]) -> None:
    wanted = {name: values[name] for name in ("outcome", "reason", "ends_at")}
    tx.query(UPDATE, tx.here(id=address_id, **wanted))


def delete_address(tx: Transaction, address_id: UUID) -> None:
    tx.query(DELETE, tx.here(id=address_id))
