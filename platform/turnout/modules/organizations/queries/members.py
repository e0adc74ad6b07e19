"""Statements about members, and how a person may act in organizations."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.distributed_rules import MEMBERSHIPS
from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.kernel.values import attributes_of
from turnout.modules.organizations.queries.profile import page_values
from turnout.modules.organizations.sql_fragments import MEMBERSHIPS_OF
from turnout.modules.organizations.types import Member, MyAccess
from turnout.modules.roles.api import Grant, MembershipAccess
from turnout.modules.roles.sql_fragments import RIGHTS_OF_MEMBER
from turnout.modules.second_factor_policies.sql_fragments import (
    DEMANDED_OF_MEMBER,
    SSO_COUNTS_OF_MEMBER,
)

MEMBER_COLUMNS: Final = (
    "id, user_id, role, event_ids, expires_at, created_at, version, agency_link_id"
)
INSERT_MEMBER: Final = """
    INSERT INTO memberships (organization_id, id, user_id, role, event_ids, expires_at, created_at,
        version, agency_link_id)
    VALUES (%(organization_id)s, %(id)s, %(user_id)s, %(role)s, %(event_ids)s, %(expires_at)s,
        %(now)s, 1, %(agency_link_id)s)
    ON CONFLICT (organization_id, user_id) DO NOTHING RETURNING id
"""
FIND_MEMBER: Final = f"""
    SELECT {MEMBER_COLUMNS} FROM memberships
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
LOCK_MEMBER: Final = f"{FIND_MEMBER} FOR UPDATE"
FIND_MEMBER_OF: Final = f"""
    SELECT {MEMBER_COLUMNS} FROM memberships
    WHERE organization_id = %(organization_id)s AND user_id = %(user_id)s
"""
SHARE_MEMBER_OF: Final = f"{FIND_MEMBER_OF} FOR SHARE"
LIST_MEMBERS_OF: Final = f"""
    SELECT {MEMBER_COLUMNS} FROM memberships
    WHERE organization_id = %(organization_id)s AND user_id = ANY(%(user_ids)s)
"""
INSERT_MEMBERS: Final = """
    INSERT INTO memberships (organization_id, id, user_id, role, event_ids, expires_at, created_at,
        version, agency_link_id)
    SELECT %(organization_id)s, new.id, new.user_id, %(role)s, NULL, NULL, %(now)s, 1, NULL
    FROM unnest(%(ids)s::uuid[], %(user_ids)s::uuid[]) AS new (id, user_id)
    ON CONFLICT (organization_id, user_id) DO NOTHING RETURNING id, user_id
"""
CHANGE_ROLES: Final = """
    UPDATE memberships SET role = %(role)s, version = version + 1
    WHERE organization_id = %(organization_id)s AND user_id = ANY(%(user_ids)s)
        AND role NOT IN ('owner', %(role)s)
    RETURNING id, user_id
"""
LIST_MEMBERS: Final = f"""
    SELECT {MEMBER_COLUMNS} FROM memberships
    WHERE organization_id = %(organization_id)s AND id > %(after)s ORDER BY id LIMIT %(limit)s
"""
COUNT_MEMBERS: Final = (
    "SELECT count(*) FROM memberships WHERE organization_id = %(organization_id)s"
)
OTHER_OWNERS: Final = """
    SELECT count(*) FROM memberships
    WHERE organization_id = %(organization_id)s AND role = 'owner' AND id <> %(id)s
"""
OWNERS: Final = """
    SELECT user_id FROM memberships
    WHERE organization_id = %(organization_id)s AND role = 'owner' ORDER BY id
"""
CHANGE_MEMBER: Final = """
    UPDATE memberships SET role = %(role)s, event_ids = %(event_ids)s, expires_at = %(expires_at)s,
        agency_link_id = CASE WHEN %(role)s <> 'owner' THEN agency_link_id END,
        version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
HAND_MEMBER: Final = """
    UPDATE memberships SET user_id = %(user_id)s, version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
KEEP_MEMBER: Final = """
    UPDATE memberships SET agency_link_id = NULL, version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
REMOVE_MEMBER: Final = """
    DELETE FROM memberships WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
REMOVE_MEMBERS_OF_LINK: Final = f"""
    DELETE FROM memberships
    WHERE organization_id = %(organization_id)s AND agency_link_id = %(agency_link_id)s
    RETURNING {MEMBER_COLUMNS}
"""


def insert_member(
    tx: Transaction, user_id: UUID, *, grant: Grant, agency_link_id: UUID | None = None
) -> UUID | None:
    """Write a membership; None when the person has one."""
    values = tx.here(id=new_id(), user_id=user_id, agency_link_id=agency_link_id, **_grant(grant))
    return next((member_id for (member_id,) in tx.query(INSERT_MEMBER, values)), None)


def find_member(tx: Transaction, member_id: UUID) -> Member | None:
    return next(iter(tx.query(FIND_MEMBER, tx.here(id=member_id), into=Member.of)), None)


def lock_member(tx: Transaction, member_id: UUID) -> Member | None:
    return next(iter(tx.query(LOCK_MEMBER, tx.here(id=member_id), into=Member.of)), None)


def find_member_of(tx: Transaction, user_id: UUID) -> Member | None:
    """The membership of a person in this transaction's organization."""
    return next(iter(tx.query(FIND_MEMBER_OF, tx.here(user_id=user_id), into=Member.of)), None)


def share_member_of(tx: Transaction, user_id: UUID) -> Member | None:
    """The same, held as it is until the commit."""
    return next(iter(tx.query(SHARE_MEMBER_OF, tx.here(user_id=user_id), into=Member.of)), None)


def list_members(tx: Transaction, request: PageRequest) -> list[Member]:
    """Up to `limit + 1` members, oldest first."""
    return tx.query(LIST_MEMBERS, tx.here(**page_values(request)), into=Member.of)


def list_members_of(tx: Transaction, user_ids: Sequence[UUID]) -> dict[UUID, Member]:
    """The memberships of these people, by person."""
    rows = tx.query(LIST_MEMBERS_OF, tx.here(user_ids=list(user_ids)), into=Member.of)
    return {each.user_id: each for each in rows}


def insert_members(
    tx: Transaction, user_ids: Sequence[UUID], *, role: str
) -> list[tuple[UUID, UUID]]:
    """Write memberships of people who have none; id and person of each that was made."""
    values = {"ids": [new_id() for _ in user_ids], "user_ids": list(user_ids), "role": role}
    return tx.query(INSERT_MEMBERS, tx.here(**values))


def change_roles(
    tx: Transaction, user_ids: Sequence[UUID], *, role: str
) -> list[tuple[UUID, UUID]]:
    """Give members another role; owners stay. Id and person of each that changed."""
    return tx.query(CHANGE_ROLES, tx.here(user_ids=list(user_ids), role=role))


def list_owner_ids(tx: Transaction) -> list[UUID]:
    """The people who own the organization, oldest first."""
    return [user_id for (user_id,) in tx.query(OWNERS, tx.here())]


def count_members(tx: Transaction) -> int:
    return int(tx.query(COUNT_MEMBERS, tx.here())[0][0])


def count_other_owners(tx: Transaction, member_id: UUID) -> int:
    [(number,)] = tx.query(OTHER_OWNERS, tx.here(id=member_id))
    return int(number)


def change_member(tx: Transaction, member_id: UUID, *, grant: Grant) -> None:
    tx.query(CHANGE_MEMBER, tx.here(id=member_id, **_grant(grant)))


def hand_member(tx: Transaction, member_id: UUID, user_id: UUID) -> None:
    tx.query(HAND_MEMBER, tx.here(id=member_id, user_id=user_id))


def keep_member(tx: Transaction, member_id: UUID) -> None:
    """Make a membership the organization's own, whoever granted it."""
    tx.query(KEEP_MEMBER, tx.here(id=member_id))


def remove_member(tx: Transaction, member_id: UUID) -> None:
    tx.query(REMOVE_MEMBER, tx.here(id=member_id))


def remove_members_of_link(tx: Transaction, agency_link_id: UUID) -> list[Member]:
    """End what was granted by an agency's link; the memberships that ended."""
    where = tx.here(agency_link_id=agency_link_id)
    return tx.query(REMOVE_MEMBERS_OF_LINK, where, into=Member.of)


def _grant(grant: Grant) -> dict[str, Any]:
    return attributes_of(grant) | {"event_ids": as_event_ids(grant.event_ids)}


def as_event_ids(event_ids: tuple[UUID, ...] | None) -> str | None:
    return None if event_ids is None else as_json([str(each) for each in event_ids])


# Asked as the person, so row-level security shows their own memberships and nobody else's.
ACCESS: Final = f"""
    SELECT m.role, m.event_ids, o.state, NULL::uuid AS agency_id, '' AS scope_role,
        NULL::jsonb AS scope_permissions, m.expires_at AS ends_at,
        {RIGHTS_OF_MEMBER} AS role_permissions, {DEMANDED_OF_MEMBER} AS second_factor_from,
        {SSO_COUNTS_OF_MEMBER} AS counts_sso
    FROM memberships m JOIN organizations o ON o.id = m.organization_id
    WHERE m.organization_id = %(organization_id)s AND m.user_id = %(user_id)s
        AND (m.expires_at IS NULL OR m.expires_at > %(now)s) AND o.state <> 'closed'
"""
MINE: Final = f"""
    SELECT o.id, o.slug, o.name, o.kind, m.role AS shown_role, m.role, m.event_ids, o.state,
        NULL::uuid AS agency_id, '' AS scope_role, NULL::jsonb AS scope_permissions,
        m.expires_at AS ends_at, {RIGHTS_OF_MEMBER} AS role_permissions,
        NULL::integer AS second_factor_minutes, {DEMANDED_OF_MEMBER} AS second_factor_from,
        {SSO_COUNTS_OF_MEMBER} AS counts_sso
    FROM memberships m JOIN organizations o ON o.id = m.organization_id
    WHERE m.user_id = %(user_id)s AND (m.expires_at IS NULL OR m.expires_at > %(now)s)
        AND o.state <> 'closed'
"""

ASKED: Final = f"""
    SELECT EXISTS (SELECT FROM memberships m JOIN organizations o ON o.id = m.organization_id
        WHERE m.user_id = %(user_id)s AND (m.expires_at IS NULL OR m.expires_at > %(now)s)
            AND o.state <> 'closed' AND {DEMANDED_OF_MEMBER} IS NOT NULL)
"""


def is_asked_for_factor(tx: Transaction, user_id: UUID) -> bool:
    """Whether a role of a person asks for a second factor, in days of grace too; as operator."""
    [(asked,)] = tx.query(ASKED, {"user_id": user_id, "now": tx.now})
    return bool(asked)


def find_access(
    tx: Transaction, organization_id: UUID, *, user_id: UUID
) -> MembershipAccess | None:
    """How a person may act in an organization as its member, asked as that person."""
    values = {"organization_id": organization_id, "user_id": user_id, "now": tx.now}
    tx.tell(MEMBERSHIPS, f"{MEMBERSHIPS_OF} AND organization_id = %(organization_id)s", values)
    return next(iter(tx.query(ACCESS, values, into=MembershipAccess.of)), None)


def list_my_access(tx: Transaction, user_id: UUID) -> list[MyAccess]:
    """The organizations of which a person is a member, and what they may there."""
    tx.tell(MEMBERSHIPS, MEMBERSHIPS_OF, {"user_id": user_id})
    return tx.query(MINE, {"user_id": user_id, "now": tx.now}, into=MyAccess.of)
