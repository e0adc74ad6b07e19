"""Statements about logins and their refresh tokens."""

from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.identity.types import (
    Client,
    Login,
    LoginProof,
    RefreshToken,
)

INSERT_LOGIN: Final = """
    INSERT INTO logins (id, user_id, agent, address, created_at, last_used_at, expires_at,
        ended_at, end_reason, confirmed_at, second_factor_at, sso_organization_id)
    SELECT %(id)s, u.id, %(agent)s, %(address)s, %(now)s, %(now)s, %(expires_at)s, NULL, '',
        %(now)s, CASE WHEN %(has_second_factor)s THEN %(now)s::timestamptz END,
        %(sso_organization_id)s
    FROM users u
    WHERE u.id = %(user_id)s AND u.disabled_at IS NULL AND NOT EXISTS (
        SELECT FROM user_passwords p WHERE p.id = u.id AND p.changed_at > %(proved_at)s)
    FOR NO KEY UPDATE OF u
    RETURNING id
"""
CONFIRM_LOGIN: Final = """
    UPDATE logins SET confirmed_at = %(now)s, second_factor_at =
        CASE WHEN %(has_second_factor)s THEN %(now)s ELSE second_factor_at END
    WHERE id = %(id)s AND user_id = %(user_id)s AND ended_at IS NULL
"""
WEAKEN_LOGINS: Final = """
    UPDATE logins SET second_factor_at = NULL
    WHERE user_id = %(user_id)s AND second_factor_at IS NOT NULL RETURNING id
"""
FIND_LIVE_LOGIN: Final = """
    SELECT coalesce(l.confirmed_at, l.created_at) AS confirmed_at, l.second_factor_at,
        l.sso_organization_id
    FROM logins l JOIN users u ON u.id = l.user_id
    WHERE l.id = %(id)s AND l.user_id = %(user_id)s AND l.ended_at IS NULL
        AND l.expires_at > %(now)s AND u.disabled_at IS NULL
"""
LIST_LOGINS: Final = """
    SELECT id, agent, address, created_at, last_used_at, expires_at FROM logins
    WHERE user_id = %(user_id)s AND ended_at IS NULL AND expires_at > %(now)s
    ORDER BY last_used_at DESC, id LIMIT 100
"""
TOUCH_LOGIN: Final = """
    UPDATE logins SET last_used_at = %(now)s, agent = %(agent)s, address = %(address)s
    WHERE id = %(id)s
"""
END_LOGIN: Final = """
    UPDATE logins SET ended_at = %(now)s, end_reason = %(reason)s
    WHERE id = %(id)s AND user_id = %(user_id)s AND ended_at IS NULL RETURNING id
"""
END_LOGINS: Final = """
    UPDATE logins SET ended_at = %(now)s, end_reason = %(reason)s
    WHERE user_id = %(user_id)s AND id IS DISTINCT FROM %(kept)s AND ended_at IS NULL RETURNING id
"""
FORGET_LOGINS: Final = """
    DELETE FROM logins WHERE expires_at < %(before)s OR ended_at < %(before)s RETURNING id
"""
INSERT_REFRESH: Final = """
    INSERT INTO refresh_tokens (id, login_id, key_id, token_hash, issued_at, expires_at)
    VALUES (%(id)s, %(login_id)s, %(key_id)s, %(token_hash)s, %(now)s, %(expires_at)s)
"""
FIND_REFRESH: Final = """
    SELECT t.id, t.login_id, l.user_id, t.key_id, t.token_hash, t.expires_at, t.used_at, t.used_by,
        t.successor_id, l.ended_at AS login_ended_at, l.expires_at AS login_expires_at,
        coalesce(l.confirmed_at, l.created_at) AS confirmed_at, l.second_factor_at,
        l.sso_organization_id, u.disabled_at IS NOT NULL AS is_disabled
    FROM refresh_tokens t JOIN logins l ON l.id = t.login_id JOIN users u ON u.id = l.user_id
    WHERE t.id = %(id)s
"""
LOCK_REFRESH: Final = f"{FIND_REFRESH} FOR UPDATE OF t"
USE_REFRESH: Final = """
    UPDATE refresh_tokens SET used_at = %(now)s, used_by = %(used_by)s,
        successor_id = %(successor_id)s
    WHERE id = %(id)s
"""


def insert_login(
    tx: Transaction,
    user_id: UUID,
    *,
    client: Client,
    expires_at: datetime,
    proved_at: datetime,
    has_second_factor: bool,
    sso_organization_id: UUID | None = None,
) -> UUID | None:
    """Open a login; None when the person was disabled, or the password changed since."""
    login_id = new_id()
    values = {
        "id": login_id,
        "user_id": user_id,
        "now": tx.now,
        "expires_at": expires_at,
        "proved_at": proved_at,
        "has_second_factor": has_second_factor,
        "sso_organization_id": sso_organization_id,
    }
    return (
        login_id
        if tx.query(INSERT_LOGIN, {**values, "agent": client.agent, "address": client.address})
        else None
    )


def confirm_login(
    tx: Transaction, login_id: UUID, *, user_id: UUID, has_second_factor: bool
) -> None:
    values = {"id": login_id, "user_id": user_id, "has_second_factor": has_second_factor}
    tx.query(CONFIRM_LOGIN, {**values, "now": tx.now})


def weaken_logins(tx: Transaction, user_id: UUID) -> list[UUID]:
    """Have no login of a person count as one with a second factor; those that did."""
    return [login_id for (login_id,) in tx.query(WEAKEN_LOGINS, {"user_id": user_id})]


def find_live_login(tx: Transaction, login_id: UUID, *, user_id: UUID) -> LoginProof | None:
    """How a login proved itself that still counts, and its person as well."""
    values = {"id": login_id, "user_id": user_id, "now": tx.now}
    return next(iter(tx.query(FIND_LIVE_LOGIN, values, into=LoginProof)), None)


def list_logins(tx: Transaction, user_id: UUID) -> list[Login]:
    return tx.query(LIST_LOGINS, {"user_id": user_id, "now": tx.now}, into=Login)


def touch_login(tx: Transaction, login_id: UUID, *, client: Client) -> None:
    values = {"id": login_id, "agent": client.agent, "address": client.address}
    tx.query(TOUCH_LOGIN, {**values, "now": tx.now})


def end_login(tx: Transaction, login_id: UUID, *, user_id: UUID, reason: str) -> bool:
    """End one login of a person; False when it had ended or is not theirs."""
    values = {"id": login_id, "user_id": user_id, "reason": reason, "now": tx.now}
    return bool(tx.query(END_LOGIN, values))


def end_logins(
    tx: Transaction, user_id: UUID, *, reason: str, kept: UUID | None = None
) -> list[UUID]:
    """End every login of a person but the `kept` one; those that had not ended before."""
    values = {"user_id": user_id, "kept": kept, "reason": reason, "now": tx.now}
    return [login_id for (login_id,) in tx.query(END_LOGINS, values)]


def forget_logins(tx: Transaction, before: datetime) -> int:
    return len(tx.query(FORGET_LOGINS, {"before": before}))


def insert_refresh_token(
    tx: Transaction,
    token_id: UUID,
    *,
    login_id: UUID,
    key_id: str,
    token_hash: bytes,
    expires_at: datetime,
) -> None:
    values = {
        "id": token_id,
        "login_id": login_id,
        "key_id": key_id,
        "token_hash": token_hash,
        "expires_at": expires_at,
        "now": tx.now,
    }
    tx.query(INSERT_REFRESH, values)


def find_refresh_token(tx: Transaction, token_id: UUID) -> RefreshToken | None:
    return next(iter(tx.query(FIND_REFRESH, {"id": token_id}, into=RefreshToken)), None)


def lock_refresh_token(tx: Transaction, token_id: UUID) -> RefreshToken | None:
    """A refresh token, held until the commit: of two uses at once, one comes second."""
    return next(iter(tx.query(LOCK_REFRESH, {"id": token_id}, into=RefreshToken)), None)


def use_refresh_token(
    tx: Transaction, token_id: UUID, *, used_by: bytes, successor_id: UUID
) -> None:
    values = {"id": token_id, "used_by": used_by, "successor_id": successor_id, "now": tx.now}
    tx.query(USE_REFRESH, values)
