"""Statements about invitations to become a member."""

from typing import Final
from uuid import UUID

from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import Transaction
from turnout.kernel.values import attributes_of
from turnout.modules.organizations.queries.members import as_event_ids
from turnout.modules.organizations.queries.profile import page_values
from turnout.modules.organizations.types import Invitation

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
LIST_OPEN_ADDRESSES: Final = """
    SELECT email FROM invitations
    WHERE organization_id = %(organization_id)s AND state = 'open' AND expires_at > %(now)s
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
REVOKE_OPEN: Final = """
    UPDATE invitations SET state = 'revoked', answered_at = %(now)s
    WHERE organization_id = %(organization_id)s AND state = 'open'
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
    stated = attributes_of(invitation) | {"event_ids": as_event_ids(invitation.event_ids)}
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


def list_open_addresses(tx: Transaction) -> set[str]:
    """Who has an invitation that can still be accepted."""
    return {email for (email,) in tx.query(LIST_OPEN_ADDRESSES, tx.here())}


def renew_invitation(tx: Transaction, invitation: Invitation) -> None:
    """Write a fresh link, its end and who sent it; its mail is due again."""
    tx.query(RENEW_INVITATION, tx.here(**attributes_of(invitation)))


def answer_invitation(tx: Transaction, invitation_id: UUID, *, state: str) -> None:
    tx.query(ANSWER_INVITATION, tx.here(id=invitation_id, state=state))


def revoke_invitations_of_sender(tx: Transaction, user_id: UUID) -> None:
    tx.query(REVOKE_OF_SENDER, tx.here(user_id=user_id))


def revoke_open_invitations(tx: Transaction) -> None:
    tx.query(REVOKE_OPEN, tx.here())


def revoke_invitations_of_link(tx: Transaction, agency_link_id: UUID) -> None:
    tx.query(REVOKE_OF_LINK, tx.here(agency_link_id=agency_link_id))


def mark_mailed(tx: Transaction, invitation_id: UUID, *, serial: int) -> None:
    tx.query(MARK_MAILED, tx.here(id=invitation_id, serial=serial))


def list_unmailed(tx: Transaction, *, limit: int) -> list[tuple[UUID, UUID]]:
    """Organization and id of invitations whose mail is still due, over all organizations."""
    return tx.query(LIST_UNMAILED, {"now": tx.now, "limit": limit})
