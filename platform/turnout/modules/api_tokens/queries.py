"""Statements about API tokens, their secrets and uses, and service accounts."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from psycopg.errors import UniqueViolation

from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.api_tokens.errors import ServiceAccountNameTaken
from turnout.modules.api_tokens.types import (
    ApiToken,
    KnownSecret,
    NewApiToken,
    NewServiceAccount,
    ServiceAccount,
)

SHOWN: Final = """
    SELECT t.id, t.name, t.user_id, t.service_account_id, t.scopes, t.event_ids, t.created_at,
        t.expires_at, t.revoked_at, t.version, u.used_at AS last_used_at,
        (SELECT max(s.ends_at) FROM api_token_secrets s
            WHERE s.organization_id = t.organization_id AND s.token_id = t.id
                AND s.ends_at > %(now)s AND s.ends_at < t.expires_at) AS replaced_until
    FROM api_tokens t LEFT JOIN api_token_uses u
        ON u.organization_id = t.organization_id AND u.token_id = t.id
    WHERE t.organization_id = %(organization_id)s
"""
FIND: Final = f"{SHOWN} AND t.id = %(id)s"
LOCK: Final = f"{FIND} FOR UPDATE OF t"
LIST: Final = f"""
    {SHOWN} AND t.id > %(after)s AND (%(user_id)s::uuid IS NULL OR t.user_id = %(user_id)s)
    ORDER BY t.id LIMIT %(limit)s
"""
INSERT: Final = """
    INSERT INTO api_tokens (organization_id, id, name, user_id, service_account_id, agency_id,
        scopes, event_ids, created_by, created_at, expires_at, version)
    VALUES (%(organization_id)s, %(id)s, %(name)s, %(user_id)s, %(service_account_id)s,
        %(agency_id)s, %(scopes)s, %(event_ids)s, %(created_by)s, %(now)s, %(expires_at)s, 1)
"""
ISSUE: Final = """
    INSERT INTO api_token_secrets (organization_id, id, token_id, secret_hash, created_at, ends_at)
    VALUES (%(organization_id)s, %(id)s, %(token_id)s, %(secret_hash)s, %(now)s, %(ends_at)s)
"""
REPLACE: Final = """
    UPDATE api_token_secrets SET ends_at = %(ends_at)s
    WHERE organization_id = %(organization_id)s AND token_id = %(token_id)s
        AND ends_at > %(ends_at)s
    RETURNING secret_hash
"""
PROLONG: Final = """
    UPDATE api_tokens SET expires_at = %(expires_at)s, version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
REVOKE: Final = """
    UPDATE api_tokens SET revoked_at = %(now)s, version = version + 1
    WHERE organization_id = %(organization_id)s AND revoked_at IS NULL AND expires_at > %(now)s
"""
REVOKE_ONE: Final = f"{REVOKE} AND id = %(owner)s RETURNING id"
REVOKE_OF_PERSON: Final = f"{REVOKE} AND user_id = %(owner)s RETURNING id"
REVOKE_OF_ACCOUNT: Final = f"{REVOKE} AND service_account_id = %(owner)s RETURNING id"
REVOKE_OF_AGENCY: Final = f"{REVOKE} AND agency_id = %(owner)s RETURNING id"
HASHES: Final = """
    SELECT secret_hash FROM api_token_secrets
    WHERE organization_id = %(organization_id)s AND token_id = ANY(%(token_ids)s)
        AND ends_at > %(now)s
"""
KNOWN: Final = """
    SELECT t.id AS token_id, t.organization_id, t.user_id, t.service_account_id, t.scopes,
        t.event_ids, s.ends_at, t.expires_at, t.revoked_at IS NOT NULL AS is_revoked
    FROM api_token_secrets s
    JOIN api_tokens t ON t.organization_id = s.organization_id AND t.id = s.token_id
    WHERE s.secret_hash = %(secret_hash)s
"""
WRITE_USES: Final = """
    INSERT INTO api_token_uses (organization_id, token_id, used_at)
    SELECT t.organization_id, t.id, used.at
    FROM unnest(%(organization_ids)s::uuid[], %(token_ids)s::uuid[], %(ats)s::timestamptz[])
        AS used (organization_id, id, at)
    JOIN api_tokens t ON t.organization_id = used.organization_id AND t.id = used.id
    ON CONFLICT (organization_id, token_id)
        DO UPDATE SET used_at = greatest(api_token_uses.used_at, excluded.used_at)
"""
ACCOUNT_COLUMNS: Final = "id, name, role, event_ids, created_by, created_at, version"
FIND_ACCOUNT: Final = f"""
    SELECT {ACCOUNT_COLUMNS} FROM service_accounts
    WHERE organization_id = %(organization_id)s AND id = %(id)s AND ended_at IS NULL
"""
LOCK_ACCOUNT: Final = f"{FIND_ACCOUNT} FOR UPDATE"
LIST_ACCOUNTS: Final = f"""
    SELECT {ACCOUNT_COLUMNS} FROM service_accounts
    WHERE organization_id = %(organization_id)s AND ended_at IS NULL AND id > %(after)s
    ORDER BY id LIMIT %(limit)s
"""
INSERT_ACCOUNT: Final = f"""
    INSERT INTO service_accounts (organization_id, id, name, role, event_ids, created_by,
        created_at, version)
    VALUES (%(organization_id)s, %(id)s, %(name)s, %(role)s, %(event_ids)s, %(created_by)s,
        %(now)s, 1)
    ON CONFLICT (organization_id, name) WHERE ended_at IS NULL DO NOTHING
    RETURNING {ACCOUNT_COLUMNS}
"""
UPDATE_ACCOUNT: Final = """
    UPDATE service_accounts SET name = %(name)s, role = %(role)s, event_ids = %(event_ids)s,
        version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
END_ACCOUNT: Final = """
    UPDATE service_accounts SET ended_at = %(now)s, version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
HASHES_OF_PERSON: Final = """
    SELECT s.secret_hash FROM api_tokens t JOIN api_token_secrets s
        ON s.organization_id = t.organization_id AND s.token_id = t.id AND s.ends_at > %(now)s
    WHERE t.user_id = %(user_id)s
"""
NAMES: Final = """
    SELECT t.id, coalesce(a.name, t.name) FROM api_tokens t LEFT JOIN service_accounts a
        ON a.organization_id = t.organization_id AND a.id = t.service_account_id
    WHERE t.organization_id = %(organization_id)s AND t.id = ANY(%(token_ids)s)
"""
FIRST: Final = UUID(int=0)


def names_of(tx: Transaction, token_ids: Collection[UUID]) -> dict[UUID, str]:
    """The name of each token, or of the service account whose it is; ended ones included."""
    return dict(tx.query(NAMES, tx.here(token_ids=list(token_ids))))


def _json(event_ids: tuple[UUID, ...] | None) -> str | None:
    return None if event_ids is None else as_json([str(each) for each in event_ids])


def _after(request: PageRequest) -> dict[str, Any]:
    return {
        "after": request.after[1] if request.after else FIRST,
        "limit": request.limit + 1,
    }


def find_token(tx: Transaction, token_id: UUID) -> ApiToken | None:
    return next(iter(tx.query(FIND, tx.here(id=token_id), into=ApiToken.of)), None)


def lock_token(tx: Transaction, token_id: UUID) -> ApiToken | None:
    return next(iter(tx.query(LOCK, tx.here(id=token_id), into=ApiToken.of)), None)


def list_tokens(tx: Transaction, request: PageRequest, *, user_id: UUID | None) -> list[ApiToken]:
    """Up to `limit + 1` tokens, oldest first; of one person, or of everybody."""
    values = tx.here(user_id=user_id, **_after(request))
    return tx.query(LIST, values, into=ApiToken.of)


def insert_token(
    tx: Transaction, new: NewApiToken, *, created_by: UUID, agency_id: UUID | None
) -> UUID:
    token_id = new_id()
    values = {
        "id": token_id,
        "name": new.name,
        "user_id": None if new.service_account_id else created_by,
        "service_account_id": new.service_account_id,
        "agency_id": agency_id,
        "scopes": as_json(sorted(new.scopes)),
        "event_ids": _json(new.event_ids),
        "created_by": created_by,
        "expires_at": new.expires_at,
    }
    tx.query(INSERT, tx.here(**values))
    return token_id


def insert_secret(
    tx: Transaction, token_id: UUID, *, secret_hash: bytes, ends_at: datetime
) -> None:
    values = {"token_id": token_id, "secret_hash": secret_hash, "ends_at": ends_at}
    tx.query(ISSUE, tx.here(id=new_id(), **values))


def end_secrets(tx: Transaction, token_id: UUID, *, ends_at: datetime) -> list[bytes]:
    """Let the secrets of a token end no later than this; the hashes of those that change."""
    rows = tx.query(REPLACE, tx.here(token_id=token_id, ends_at=ends_at))
    return [bytes(each) for (each,) in rows]


def prolong(tx: Transaction, token_id: UUID, *, expires_at: datetime) -> None:
    tx.query(PROLONG, tx.here(id=token_id, expires_at=expires_at))


def revoke(tx: Transaction, statement: str, owner: UUID) -> list[UUID]:
    """Revoke by one of the REVOKE statements; the tokens that were good until now."""
    return [token_id for (token_id,) in tx.query(statement, tx.here(owner=owner))]


def list_hashes(tx: Transaction, token_ids: list[UUID]) -> list[bytes]:
    """The hashes of the secrets that these tokens have."""
    rows = tx.query(HASHES, tx.here(token_ids=token_ids))
    return [bytes(each) for (each,) in rows]


def list_hashes_of_person(tx: Transaction, user_id: UUID) -> list[bytes]:
    """The hashes of a person's secrets in every organization: asked as the operator."""
    rows = tx.query(HASHES_OF_PERSON, {"user_id": user_id, "now": tx.now})
    return [bytes(each) for (each,) in rows]


def find_known(tx: Transaction, secret_hash: bytes) -> KnownSecret | None:
    """What a secret stands for, in whichever organization: asked as the operator."""
    rows = tx.query(KNOWN, {"secret_hash": secret_hash}, into=KnownSecret.of)
    return next(iter(rows), None)


def write_uses(tx: Transaction, uses: Mapping[tuple[UUID, UUID], datetime]) -> None:
    """Write when tokens were last used, by organization and token; never backwards."""
    values = {
        "organization_ids": [organization_id for organization_id, _ in uses],
        "token_ids": [token_id for _, token_id in uses],
        "ats": list(uses.values()),
    }
    tx.query(WRITE_USES, values)


def find_account(tx: Transaction, account_id: UUID) -> ServiceAccount | None:
    where = tx.here(id=account_id)
    return next(iter(tx.query(FIND_ACCOUNT, where, into=ServiceAccount.of)), None)


def lock_account(tx: Transaction, account_id: UUID) -> ServiceAccount | None:
    where = tx.here(id=account_id)
    return next(iter(tx.query(LOCK_ACCOUNT, where, into=ServiceAccount.of)), None)


def list_accounts(tx: Transaction, request: PageRequest) -> list[ServiceAccount]:
    return tx.query(LIST_ACCOUNTS, tx.here(**_after(request)), into=ServiceAccount.of)


def insert_account(
    tx: Transaction, new: NewServiceAccount, *, created_by: UUID
) -> ServiceAccount | None:
    """Write an account; None when another one has the name."""
    values = _account(new) | {"id": new_id(), "created_by": created_by}
    return next(iter(tx.query(INSERT_ACCOUNT, tx.here(**values), into=ServiceAccount.of)), None)


def update_account(tx: Transaction, account_id: UUID, *, changed: NewServiceAccount) -> None:
    """Write what an account is to be; ServiceAccountNameTaken when another one has the name."""
    try:
        tx.query(UPDATE_ACCOUNT, tx.here(id=account_id, **_account(changed)))
    except UniqueViolation:
        raise ServiceAccountNameTaken from None


def end_account(tx: Transaction, account_id: UUID) -> None:
    tx.query(END_ACCOUNT, tx.here(id=account_id))


def _account(new: NewServiceAccount) -> dict[str, Any]:
    return {"name": new.name, "role": new.role, "event_ids": _json(new.event_ids)}
