"""Statements about invitations."""

from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import Transaction
from turnout.modules.organizations.queries.members import event_ids_as_json
from turnout.modules.organizations.types import Invitation

COLUMNS: Final = (
    "id, email, role, event_ids, member_until, state, invited_by, locale, created_at, expires_at,"
    " serial, key_id, token_hash, mailed_at"
)
NAMES: Final = tuple(COLUMNS.replace(" ", "").split(","))
INSERT: Final = """
    INSERT INTO invitations (organization_id, id, email, role, event_ids, member_until, state,
        invited_by, locale, created_at, expires_at, serial, key_id, token_hash)
    VALUES (%(organization_id)s, %(id)s, %(email)s, %(role)s, %(event_ids)s, %(member_until)s,
        'open', %(invited_by)s, %(locale)s, %(created_at)s, %(expires_at)s, 1, %(key_id)s,
        %(token_hash)s)
    ON CONFLICT (organization_id, email) WHERE state = 'open' DO NOTHING RETURNING id
"""
LAPSE: Final = """
    UPDATE invitations SET state = 'revoked', answered_at = %(now)s
    WHERE organization_id = %(organization_id)s AND email = %(email)s AND state = 'open'
        AND expires_at <= %(now)s
"""
FIND: Final = f"""
    SELECT {COLUMNS} FROM invitations
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
LOCK: Final = f"{FIND} FOR UPDATE"
LIST: Final = f"""
    SELECT {COLUMNS} FROM invitations
    WHERE organization_id = %(organization_id)s AND state = 'open' AND id > %(after)s
    ORDER BY id LIMIT %(limit)s
"""
RENEW: Final = """
    UPDATE invitations SET serial = %(serial)s, key_id = %(key_id)s, token_hash = %(token_hash)s,
        expires_at = %(expires_at)s, mailed_at = NULL
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
ANSWER: Final = """
    UPDATE invitations SET state = %(state)s, answered_at = %(now)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
MARK_MAILED: Final = """
    UPDATE invitations SET mailed_at = %(now)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s AND serial = %(serial)s
        AND mailed_at IS NULL
"""
UNMAILED: Final = """
    SELECT organization_id, id FROM invitations
    WHERE mailed_at IS NULL AND state = 'open' AND expires_at > %(now)s
    ORDER BY created_at LIMIT %(limit)s
"""
BEFORE_ALL: Final = UUID(int=0)


def insert_invitation(tx: Transaction, invitation: Invitation) -> bool:
    """Write an invitation; False when the address has an open one that has not expired."""
    values = {name: getattr(invitation, name) for name in NAMES}
    values |= {
        "organization_id": tx.organization_id,
        "event_ids": event_ids_as_json(invitation.event_ids),
        "now": tx.now,
    }
    tx.query(LAPSE, values)
    return bool(tx.query(INSERT, values))


def find_invitation(tx: Transaction, invitation_id: UUID) -> Invitation | None:
    values = {"organization_id": tx.organization_id, "id": invitation_id}
    rows = tx.query(FIND, values, into=Invitation.of)
    return rows[0] if rows else None


def lock_invitation(tx: Transaction, invitation_id: UUID) -> Invitation | None:
    values = {"organization_id": tx.organization_id, "id": invitation_id}
    rows = tx.query(LOCK, values, into=Invitation.of)
    return rows[0] if rows else None


def list_invitations(tx: Transaction, request: PageRequest) -> list[Invitation]:
    """Up to `limit + 1` open invitations, oldest first; expired ones can still be renewed."""
    after = request.after[1] if request.after else BEFORE_ALL
    values = {
        "organization_id": tx.organization_id,
        "after": after,
        "limit": request.limit + 1,
    }
    return tx.query(LIST, values, into=Invitation.of)


def renew_invitation(
    tx: Transaction,
    invitation_id: UUID,
    *,
    serial: int,
    key_id: str,
    token_hash: bytes,
    expires_at: datetime,
) -> None:
    values = {
        "organization_id": tx.organization_id,
        "id": invitation_id,
        "serial": serial,
        "key_id": key_id,
        "token_hash": token_hash,
        "expires_at": expires_at,
    }
    tx.query(RENEW, values)


def answer_invitation(tx: Transaction, invitation_id: UUID, *, state: str) -> None:
    values = {
        "organization_id": tx.organization_id,
        "id": invitation_id,
        "state": state,
        "now": tx.now,
    }
    tx.query(ANSWER, values)


def mark_mailed(tx: Transaction, invitation_id: UUID, *, serial: int) -> None:
    values = {
        "organization_id": tx.organization_id,
        "id": invitation_id,
        "serial": serial,
        "now": tx.now,
    }
    tx.query(MARK_MAILED, values)


def list_unmailed(tx: Transaction, *, limit: int) -> list[tuple[UUID, UUID]]:
    """Organization and id of invitations whose mail is still due, over all organizations."""
    return tx.query(UNMAILED, {"now": tx.now, "limit": limit})
