"""Statements about members, their invitations, and how a person may act in organizations."""

from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.kernel.values import attributes_of
from turnout.modules.organizations.queries.profile import page_values
from turnout.modules.organizations.types import (
    Invitation,
    Member,
    MyOrganization,
)
from turnout.modules.roles.api import Grant, MembershipAccess
from turnout.modules.roles.sql_fragments import RIGHTS_OF_MEMBER

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
LIST_MEMBERS: Final = f"""
    SELECT {MEMBER_COLUMNS} FROM memberships
    WHERE organization_id = %(organization_id)s AND id > %(after)s ORDER BY id LIMIT %(limit)s
"""
OTHER_OWNERS: Final = """
    SELECT count(*) FROM memberships
    WHERE organization_id = %(organization_id)s AND role = 'owner' AND id <> %(id)s
"""
CHANGE_MEMBER: Final = """
    UPDATE memberships SET role = %(role)s, event_ids = %(event_ids)s, expires_at = %(expires_at)s,
        agency_link_id = CASE WHEN %(role)s <> 'owner' THEN agency_link_id END,
        version = version + 1
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


def count_other_owners(tx: Transaction, member_id: UUID) -> int:
    [(number,)] = tx.query(OTHER_OWNERS, tx.here(id=member_id))
    return int(number)


def change_member(tx: Transaction, member_id: UUID, *, grant: Grant) -> None:
    tx.query(CHANGE_MEMBER, tx.here(id=member_id, **_grant(grant)))


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
    return attributes_of(grant) | {"event_ids": _event_ids(grant.event_ids)}


def _event_ids(event_ids: tuple[UUID, ...] | None) -> str | None:
    return None if event_ids is None else as_json([str(each) for each in event_ids])


# Asked as the person, so row-level security shows their own memberships, the links of their
# agencies and those organizations, and nothing of anybody else.
ACCESS: Final = f"""
    SELECT m.role, m.event_ids, o.state, NULL::uuid AS agency_id, '' AS scope_role,
        NULL::jsonb AS scope_permissions, m.expires_at AS ends_at,
        {RIGHTS_OF_MEMBER} AS role_permissions
    FROM memberships m JOIN organizations o ON o.id = m.organization_id
    WHERE m.organization_id = %(organization_id)s AND m.user_id = %(user_id)s
        AND (m.expires_at IS NULL OR m.expires_at > %(now)s) AND o.state <> 'closed'
    UNION ALL
    SELECT m.role, NULL, o.state, l.agency_id, l.role, l.permissions, m.expires_at,
        {RIGHTS_OF_MEMBER}
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


INVITATION_COLUMNS: Final = (
    "id, email, role, event_ids, member_until, state, invited_by, locale, created_at, expires_at,"
    " serial, key_id, token_hash, mailed_at, agency_link_id"
)
INSERT_INVITATION: Final = """
    INSERT INTO invitations (organization_id, id, email, role, event_ids, member_until, state,
        invited_by, locale, created_at, expires_at, serial, key_id, token_hash, agency_link_id)
    VALUES (%(organization_id)s, %(id)s, %(email)s, %(role)s, %(event_ids)s, %(member_until)s,
        'open', %(invited_by)s, %(locale)s, %(created_at)s, %(expires_at)s, 1, %(key_id)s,
        %(token_hash)s, %(agency_link_id)s)
    ON CONFLICT (organization_id, email) WHERE state = 'open' DO NOTHING RETURNING id
"""
LAPSE_INVITATION: Final = """
    UPDATE invitations SET state = 'revoked', answered_at = %(now)s
    WHERE organization_id = %(organization_id)s AND email = %(email)s AND state = 'open'
        AND expires_at <= %(now)s
"""
FIND_INVITATION: Final = f"""
    SELECT {INVITATION_COLUMNS} FROM invitations
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
LOCK_INVITATION: Final = f"{FIND_INVITATION} FOR UPDATE"
LIST_INVITATIONS: Final = f"""
    SELECT {INVITATION_COLUMNS} FROM invitations
    WHERE organization_id = %(organization_id)s AND state = 'open' AND id > %(after)s
    ORDER BY id LIMIT %(limit)s
"""
RENEW_INVITATION: Final = """
    UPDATE invitations SET serial = %(serial)s, key_id = %(key_id)s, token_hash = %(token_hash)s,
        expires_at = %(expires_at)s, mailed_at = NULL, invited_by = %(invited_by)s,
        agency_link_id = %(agency_link_id)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
ANSWER_INVITATION: Final = """
    UPDATE invitations SET state = %(state)s, answered_at = %(now)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
REVOKE_OF_SENDER: Final = """
    UPDATE invitations SET state = 'revoked', answered_at = %(now)s
    WHERE organization_id = %(organization_id)s AND state = 'open' AND invited_by = %(user_id)s
"""
REVOKE_OF_LINK: Final = """
    UPDATE invitations SET state = 'revoked', answered_at = %(now)s
    WHERE organization_id = %(organization_id)s AND state = 'open'
        AND agency_link_id = %(agency_link_id)s
"""
MARK_MAILED: Final = """
    UPDATE invitations SET mailed_at = %(now)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s AND serial = %(serial)s
        AND mailed_at IS NULL
"""
LIST_UNMAILED: Final = """
    SELECT organization_id, id FROM invitations
    WHERE mailed_at IS NULL AND state = 'open' AND expires_at > %(now)s
    ORDER BY created_at LIMIT %(limit)s
"""


def insert_invitation(tx: Transaction, invitation: Invitation) -> bool:
    """Write an invitation; False when the address has an open one that has not expired."""
    stated = attributes_of(invitation) | {"event_ids": _event_ids(invitation.event_ids)}
    values = tx.here(**stated)
    tx.query(LAPSE_INVITATION, values)
    return bool(tx.query(INSERT_INVITATION, values))


def find_invitation(tx: Transaction, invitation_id: UUID) -> Invitation | None:
    where = tx.here(id=invitation_id)
    return next(iter(tx.query(FIND_INVITATION, where, into=Invitation.of)), None)


def lock_invitation(tx: Transaction, invitation_id: UUID) -> Invitation | None:
    where = tx.here(id=invitation_id)
    return next(iter(tx.query(LOCK_INVITATION, where, into=Invitation.of)), None)


def list_invitations(tx: Transaction, request: PageRequest) -> list[Invitation]:
    """Up to `limit + 1` open invitations, oldest first; expired ones can still be renewed."""
    return tx.query(LIST_INVITATIONS, tx.here(**page_values(request)), into=Invitation.of)


def renew_invitation(tx: Transaction, invitation: Invitation) -> None:
    """Write a fresh link, its end and who sent it; its mail is due again."""
    tx.query(RENEW_INVITATION, tx.here(**attributes_of(invitation)))


def answer_invitation(tx: Transaction, invitation_id: UUID, *, state: str) -> None:
    tx.query(ANSWER_INVITATION, tx.here(id=invitation_id, state=state))


def revoke_invitations_of_sender(tx: Transaction, user_id: UUID) -> None:
    tx.query(REVOKE_OF_SENDER, tx.here(user_id=user_id))


def revoke_invitations_of_link(tx: Transaction, agency_link_id: UUID) -> None:
    tx.query(REVOKE_OF_LINK, tx.here(agency_link_id=agency_link_id))


def mark_mailed(tx: Transaction, invitation_id: UUID, *, serial: int) -> None:
    tx.query(MARK_MAILED, tx.here(id=invitation_id, serial=serial))


def list_unmailed(tx: Transaction, *, limit: int) -> list[tuple[UUID, UUID]]:
    """Organization and id of invitations whose mail is still due, over all organizations."""
    return tx.query(LIST_UNMAILED, {"now": tx.now, "limit": limit})
