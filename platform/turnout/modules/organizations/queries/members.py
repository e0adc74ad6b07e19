"""Statements about members."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.organizations.rules import as_event_ids
from turnout.modules.organizations.types import Grant, Member

COLUMNS: Final = "id, user_id, role, event_ids, expires_at, created_at, version"
INSERT: Final = """
    INSERT INTO memberships (organization_id, id, user_id, role, event_ids, expires_at, created_at,
        version)
    VALUES (%(organization_id)s, %(id)s, %(user_id)s, %(role)s, %(event_ids)s, %(expires_at)s,
        %(now)s, 1)
    ON CONFLICT (organization_id, user_id) DO NOTHING RETURNING id
"""
FIND: Final = f"""
    SELECT {COLUMNS} FROM memberships
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
LOCK: Final = f"{FIND} FOR UPDATE"
FIND_BY_USER: Final = f"""
    SELECT {COLUMNS} FROM memberships
    WHERE organization_id = %(organization_id)s AND user_id = %(user_id)s
"""
LIST: Final = f"""
    SELECT {COLUMNS} FROM memberships
    WHERE organization_id = %(organization_id)s AND id > %(after)s ORDER BY id LIMIT %(limit)s
"""
OTHER_OWNERS: Final = """
    SELECT count(*) FROM memberships
    WHERE organization_id = %(organization_id)s AND role = 'owner' AND id <> %(id)s
"""
CHANGE: Final = """
    UPDATE memberships SET role = %(role)s, event_ids = %(event_ids)s, expires_at = %(expires_at)s,
        version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
REMOVE: Final = """
    DELETE FROM memberships WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
BEFORE_ALL: Final = UUID(int=0)


def insert_member(tx: Transaction, user_id: UUID, *, grant: Grant) -> UUID | None:
    """Write a membership; None when the person has one."""
    rows = tx.query(INSERT, {**_values(tx, new_id(), grant=grant), "user_id": user_id})
    return rows[0][0] if rows else None


def find_member(tx: Transaction, member_id: UUID) -> Member | None:
    rows = tx.query(FIND, {"organization_id": tx.organization_id, "id": member_id})
    return _member(rows[0]) if rows else None


def lock_member(tx: Transaction, member_id: UUID) -> Member | None:
    rows = tx.query(LOCK, {"organization_id": tx.organization_id, "id": member_id})
    return _member(rows[0]) if rows else None


def find_member_of(tx: Transaction, user_id: UUID) -> Member | None:
    """The membership of a person in this transaction's organization."""
    rows = tx.query(FIND_BY_USER, {"organization_id": tx.organization_id, "user_id": user_id})
    return _member(rows[0]) if rows else None


def list_members(tx: Transaction, request: PageRequest) -> list[Member]:
    """Up to `limit + 1` members, oldest first."""
    after = request.after[1] if request.after else BEFORE_ALL
    rows = tx.query(
        LIST,
        {"organization_id": tx.organization_id, "after": after, "limit": request.limit + 1},
    )
    return [_member(row) for row in rows]


def count_other_owners(tx: Transaction, member_id: UUID) -> int:
    rows = tx.query(OTHER_OWNERS, {"organization_id": tx.organization_id, "id": member_id})
    return int(rows[0][0])


def change_member(tx: Transaction, member_id: UUID, *, grant: Grant) -> None:
    tx.query(CHANGE, _values(tx, member_id, grant=grant))


def remove_member(tx: Transaction, member_id: UUID) -> None:
    tx.query(REMOVE, {"organization_id": tx.organization_id, "id": member_id})


def _values(tx: Transaction, member_id: UUID, *, grant: Grant) -> dict[str, Any]:
    ends: datetime | None = grant.expires_at
    return {
        "organization_id": tx.organization_id,
        "id": member_id,
        "role": grant.role,
        "event_ids": event_ids_as_json(grant.event_ids),
        "expires_at": ends,
        "now": tx.now,
    }


def event_ids_as_json(event_ids: tuple[UUID, ...] | None) -> str | None:
    return None if event_ids is None else as_json([str(each) for each in event_ids])


def _member(row: Any) -> Member:
    return Member(
        id=row[0],
        user_id=row[1],
        role=row[2],
        event_ids=as_event_ids(row[3]),
        expires_at=row[4],
        created_at=row[5],
        version=row[6],
    )
