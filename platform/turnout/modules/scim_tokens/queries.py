"""Statements about the tokens of directories and the log of their requests."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.scim_tokens.types import KnownScimToken, NewScimToken, ScimRequest, ScimToken

HERE: Final = "organization_id = %(organization_id)s"
SHOWN: Final = """
    SELECT t.id, t.name, t.created_by, t.created_at, t.expires_at, t.revoked_at, t.version,
        u.used_at AS last_used_at,
        (SELECT max(s.ends_at) FROM scim_token_secrets s
            WHERE s.organization_id = t.organization_id AND s.token_id = t.id
                AND s.ends_at > %(now)s) AS replaced_until
    FROM scim_tokens t LEFT JOIN scim_token_uses u
        ON u.organization_id = t.organization_id AND u.token_id = t.id
    WHERE t.organization_id = %(organization_id)s
"""
FIND_TOKEN: Final = f"{SHOWN} AND t.id = %(id)s"
LOCK_TOKEN: Final = f"{FIND_TOKEN} FOR UPDATE OF t"
LIST_TOKENS: Final = f"{SHOWN} ORDER BY t.id DESC LIMIT 100"
INSERT: Final = """
    INSERT INTO scim_tokens (organization_id, id, name, created_by, created_at, expires_at, version)
    VALUES (%(organization_id)s, %(id)s, %(name)s, %(created_by)s, %(now)s, %(expires_at)s, 1)
"""
ISSUE: Final = """
    INSERT INTO scim_token_secrets (organization_id, id, token_id, secret_hash, created_at, ends_at)
    VALUES (%(organization_id)s, %(id)s, %(token_id)s, %(secret_hash)s, %(now)s, NULL)
"""
END_SECRETS: Final = f"""
    UPDATE scim_token_secrets SET ends_at = %(ends_at)s
    WHERE {HERE} AND token_id = %(token_id)s AND (ends_at IS NULL OR ends_at > %(ends_at)s)
"""
TOUCH: Final = f"UPDATE scim_tokens SET version = version + 1 WHERE {HERE} AND id = %(id)s"
REVOKE: Final = f"""
    UPDATE scim_tokens SET revoked_at = %(now)s, version = version + 1
    WHERE {HERE} AND id = %(id)s AND revoked_at IS NULL
"""
KNOWN: Final = """
    SELECT t.id AS token_id, t.revoked_at IS NOT NULL AS is_revoked, t.expires_at,
        s.ends_at, u.used_at
    FROM scim_token_secrets s
    JOIN scim_tokens t ON t.organization_id = s.organization_id AND t.id = s.token_id
    LEFT JOIN scim_token_uses u ON u.organization_id = t.organization_id AND u.token_id = t.id
    WHERE s.organization_id = %(organization_id)s AND s.secret_hash = %(secret_hash)s
"""
NOTE_USE: Final = """
    INSERT INTO scim_token_uses (organization_id, token_id, used_at)
    VALUES (%(organization_id)s, %(token_id)s, %(now)s)
    ON CONFLICT (organization_id, token_id) DO UPDATE SET used_at = excluded.used_at
"""
INSERT_REQUEST: Final = """
    INSERT INTO scim_requests (organization_id, id, token_id, at, method, path, status, reason,
        detail)
    VALUES (%(organization_id)s, %(id)s, %(token_id)s, %(now)s, %(method)s, %(path)s, %(status)s,
        %(reason)s, %(detail)s)
"""
LIST_REQUESTS: Final = f"""
    SELECT id, at, token_id, method, path, status, reason, detail FROM scim_requests
    WHERE {HERE} AND (%(before)s::uuid IS NULL OR id < %(before)s)
        AND (NOT %(is_refused)s OR reason <> '')
    ORDER BY id DESC LIMIT %(limit)s
"""
FORGET: Final = "DELETE FROM scim_requests WHERE at < %(before)s"


def find_token(tx: Transaction, token_id: UUID) -> ScimToken | None:
    return next(iter(tx.query(FIND_TOKEN, tx.here(id=token_id), into=ScimToken)), None)


def lock_token(tx: Transaction, token_id: UUID) -> ScimToken | None:
    return next(iter(tx.query(LOCK_TOKEN, tx.here(id=token_id), into=ScimToken)), None)


def list_tokens(tx: Transaction) -> list[ScimToken]:
    """The newest hundred."""
    return tx.query(LIST_TOKENS, tx.here(), into=ScimToken)


def insert_token(tx: Transaction, new: NewScimToken, *, created_by: UUID) -> UUID:
    token_id = new_id()
    values = {"name": new.name, "expires_at": new.expires_at, "created_by": created_by}
    tx.query(INSERT, tx.here(id=token_id, **values))
    return token_id


def insert_secret(tx: Transaction, token_id: UUID, *, secret_hash: bytes) -> None:
    tx.query(ISSUE, tx.here(id=new_id(), token_id=token_id, secret_hash=secret_hash))


def end_secrets(tx: Transaction, token_id: UUID, *, ends_at: datetime) -> None:
    """Let the secrets that a token has end no later than this."""
    tx.query(END_SECRETS, tx.here(token_id=token_id, ends_at=ends_at))
    tx.query(TOUCH, tx.here(id=token_id))


def revoke_token(tx: Transaction, token_id: UUID) -> None:
    tx.query(REVOKE, tx.here(id=token_id))


def find_known(tx: Transaction, secret_hash: bytes) -> KnownScimToken | None:
    """What a secret stands for in this organization; another's is nobody's here."""
    rows = tx.query(KNOWN, tx.here(secret_hash=secret_hash), into=KnownScimToken)
    return next(iter(rows), None)


def note_use(tx: Transaction, token_id: UUID) -> None:
    tx.query(NOTE_USE, tx.here(token_id=token_id))


def insert_request(tx: Transaction, token_id: UUID | None, **said: Any) -> None:
    """One line of the log: method, path, status, reason, detail."""
    tx.query(INSERT_REQUEST, tx.here(id=new_id(), token_id=token_id, **said))


def list_requests(tx: Transaction, request: PageRequest, *, is_refused: bool) -> list[ScimRequest]:
    """Up to `limit + 1` lines, the newest first; with `is_refused` those refused only."""
    before = request.after[1] if request.after else None
    values = {"before": before, "limit": request.limit + 1, "is_refused": is_refused}
    return tx.query(LIST_REQUESTS, tx.here(**values), into=ScimRequest)


def forget_requests(tx: Transaction, before: datetime) -> None:
    """Drop old lines, over all organizations: asked as the operator."""
    tx.query(FORGET, {"before": before})
