"""Statements about members, and about how a person may act in organizations."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.organizations.types import Grant, Member, MembershipAccess, MyOrganization

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
    values = {"organization_id": tx.organization_id, "id": member_id}
    rows = tx.query(FIND, values, into=Member.of)
    return rows[0] if rows else None


def lock_member(tx: Transaction, member_id: UUID) -> Member | None:
    values = {"organization_id": tx.organization_id, "id": member_id}
    rows = tx.query(LOCK, values, into=Member.of)
    return rows[0] if rows else None


def find_member_of(tx: Transaction, user_id: UUID) -> Member | None:
    """The membership of a person in this transaction's organization."""
    values = {"organization_id": tx.organization_id, "user_id": user_id}
    rows = tx.query(FIND_BY_USER, values, into=Member.of)
    return rows[0] if rows else None


def list_members(tx: Transaction, request: PageRequest) -> list[Member]:
    """Up to `limit + 1` members, oldest first."""
    after = request.after[1] if request.after else BEFORE_ALL
    values = {"organization_id": tx.organization_id, "after": after, "limit": request.limit + 1}
    return tx.query(LIST, values, into=Member.of)


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


# Asked as the person, so row-level security shows their own memberships, the links of their
# agencies and those organizations, and nothing of anybody else.
ACCESS: Final = """
    SELECT m.role, m.event_ids, o.state, NULL::uuid AS agency_id, '' AS scope_role,
        NULL::jsonb AS scope_permissions, m.expires_at AS ends_at
    FROM memberships m JOIN organizations o ON o.id = m.organization_id
    WHERE m.organization_id = %(organization_id)s AND m.user_id = %(user_id)s
        AND (m.expires_at IS NULL OR m.expires_at > %(now)s) AND o.state <> 'closed'
    UNION ALL
    SELECT m.role, NULL, o.state, l.agency_id, l.role, l.permissions, m.expires_at
    FROM agency_links l
    JOIN memberships m ON m.organization_id = l.agency_id AND m.user_id = %(user_id)s
    JOIN organizations o ON o.id = l.organization_id
    JOIN organizations a ON a.id = l.agency_id
    WHERE l.organization_id = %(organization_id)s AND l.state = 'active'
        AND m.event_ids IS NULL AND (m.expires_at IS NULL OR m.expires_at > %(now)s)
        AND o.state <> 'closed' AND a.state = 'active'
"""
MINE: Final = """
    SELECT o.id, o.slug, o.name, o.kind, o.state, m.role, NULL::uuid AS agency_id
    FROM memberships m JOIN organizations o ON o.id = m.organization_id
    WHERE m.user_id = %(user_id)s AND (m.expires_at IS NULL OR m.expires_at > %(now)s)
        AND o.state <> 'closed'
    UNION ALL
    SELECT o.id, o.slug, o.name, o.kind, o.state, l.role, l.agency_id
    FROM agency_links l
    JOIN memberships m ON m.organization_id = l.agency_id AND m.user_id = %(user_id)s
    JOIN organizations o ON o.id = l.organization_id
    JOIN organizations a ON a.id = l.agency_id
    WHERE l.state = 'active' AND m.event_ids IS NULL AND o.state <> 'closed' AND a.state = 'active'
        AND (m.expires_at IS NULL OR m.expires_at > %(now)s)
    ORDER BY 3, 1
"""


def list_access(tx: Transaction, organization_id: UUID, *, user_id: UUID) -> list[MembershipAccess]:
    """How a person may act in an organization; one statement, asked as that person."""
    values = {"organization_id": organization_id, "user_id": user_id, "now": tx.now}
    return tx.query(ACCESS, values, into=MembershipAccess.of)


def list_my_organizations(tx: Transaction, user_id: UUID) -> list[MyOrganization]:
    return tx.query(MINE, {"user_id": user_id, "now": tx.now}, into=MyOrganization)
