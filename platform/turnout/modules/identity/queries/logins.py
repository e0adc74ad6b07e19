"""Statements about logins and their refresh tokens."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.identity.types import Client, Login, RefreshToken

COLUMNS: Final = "id, user_id, agent, address, created_at, last_used_at, expires_at, ended_at"
INSERT: Final = """
    INSERT INTO logins (id, user_id, agent, address, created_at, last_used_at, expires_at,
        ended_at, end_reason)
    VALUES (%(id)s, %(user_id)s, %(agent)s, %(address)s, %(now)s, %(now)s, %(expires_at)s, NULL,
        '')
"""
LIVES: Final = """
    SELECT l.id FROM logins l JOIN users u ON u.id = l.user_id
    WHERE l.id = %(id)s AND l.user_id = %(user_id)s AND l.ended_at IS NULL
        AND l.expires_at > %(now)s AND u.disabled_at IS NULL
"""
LIST: Final = f"""
    SELECT {COLUMNS} FROM logins
    WHERE user_id = %(user_id)s AND ended_at IS NULL AND expires_at > %(now)s
    ORDER BY last_used_at DESC, id LIMIT 100
"""
TOUCH: Final = """
    UPDATE logins SET last_used_at = %(now)s, agent = %(agent)s, address = %(address)s
    WHERE id = %(id)s
"""
END: Final = """
    UPDATE logins SET ended_at = %(now)s, end_reason = %(reason)s
    WHERE id = %(id)s AND user_id = %(user_id)s AND ended_at IS NULL RETURNING id
"""
END_ALL: Final = """
    UPDATE logins SET ended_at = %(now)s, end_reason = %(reason)s
    WHERE user_id = %(user_id)s AND ended_at IS NULL RETURNING id
"""
END_OTHERS: Final = """
    UPDATE logins SET ended_at = %(now)s, end_reason = %(reason)s
    WHERE user_id = %(user_id)s AND id IS DISTINCT FROM %(kept)s AND ended_at IS NULL RETURNING id
"""
FORGET: Final = """
    DELETE FROM logins WHERE expires_at < %(before)s OR ended_at < %(before)s RETURNING id
"""
INSERT_REFRESH: Final = """
    INSERT INTO refresh_tokens (id, login_id, key_id, token_hash, issued_at, expires_at)
    VALUES (%(id)s, %(login_id)s, %(key_id)s, %(token_hash)s, %(now)s, %(expires_at)s)
"""
FIND_REFRESH: Final = """
    SELECT t.id, t.login_id, l.user_id, t.key_id, t.token_hash, t.expires_at, t.used_at, t.used_by,
        t.successor_id, l.ended_at, l.expires_at, u.disabled_at IS NOT NULL
    FROM refresh_tokens t JOIN logins l ON l.id = t.login_id JOIN users u ON u.id = l.user_id
    WHERE t.id = %(id)s
"""
LOCK_REFRESH: Final = f"{FIND_REFRESH} FOR UPDATE OF t"
USE_REFRESH: Final = """
    UPDATE refresh_tokens SET used_at = %(now)s, used_by = %(used_by)s,
        successor_id = %(successor_id)s
    WHERE id = %(id)s
"""


def insert_login(tx: Transaction, user_id: UUID, *, client: Client, expires_at: datetime) -> UUID:
    login_id = new_id()
    values = {
        "id": login_id,
        "user_id": user_id,
        "agent": client.agent,
        "address": client.address,
        "now": tx.now,
        "expires_at": expires_at,
    }
    tx.query(INSERT, values)
    return login_id


def is_alive(tx: Transaction, login_id: UUID, *, user_id: UUID) -> bool:
    """Whether a login still counts, and its person as well."""
    return bool(tx.query(LIVES, {"id": login_id, "user_id": user_id, "now": tx.now}))


def list_logins(tx: Transaction, user_id: UUID) -> list[Login]:
    rows = tx.query(LIST, {"user_id": user_id, "now": tx.now})
    return [_login(row) for row in rows]


def touch(tx: Transaction, login_id: UUID, *, client: Client) -> None:
    tx.query(
        TOUCH,
        {"id": login_id, "agent": client.agent, "address": client.address, "now": tx.now},
    )


def end_login(tx: Transaction, login_id: UUID, *, user_id: UUID, reason: str) -> bool:
    """End one login of a person; False when it had ended or is not theirs."""
    values = {"id": login_id, "user_id": user_id, "reason": reason, "now": tx.now}
    return bool(tx.query(END, values))


def end_all_logins(tx: Transaction, user_id: UUID, *, reason: str) -> list[UUID]:
    """End every login of a person; those that had not ended before."""
    rows = tx.query(END_ALL, {"user_id": user_id, "reason": reason, "now": tx.now})
    return [row[0] for row in rows]


def end_other_logins(
    tx: Transaction, user_id: UUID, *, kept: UUID | None, reason: str
) -> list[UUID]:
    """End every login of a person but one; those that had not ended before."""
    values = {"user_id": user_id, "kept": kept, "reason": reason, "now": tx.now}
    return [row[0] for row in tx.query(END_OTHERS, values)]


def forget_logins(tx: Transaction, before: datetime) -> int:
    return len(tx.query(FORGET, {"before": before}))


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
    rows = tx.query(FIND_REFRESH, {"id": token_id})
    return _token(rows[0]) if rows else None


def lock_refresh_token(tx: Transaction, token_id: UUID) -> RefreshToken | None:
    """A refresh token, held until the commit: of two uses at once, one comes second."""
    rows = tx.query(LOCK_REFRESH, {"id": token_id})
    return _token(rows[0]) if rows else None


def use_refresh_token(
    tx: Transaction, token_id: UUID, *, used_by: bytes, successor_id: UUID
) -> None:
    values = {"id": token_id, "used_by": used_by, "successor_id": successor_id, "now": tx.now}
    tx.query(USE_REFRESH, values)


def _login(row: Any) -> Login:
    return Login(
        id=row[0],
        user_id=row[1],
        agent=row[2],
        address=row[3],
        created_at=row[4],
        last_used_at=row[5],
        expires_at=row[6],
        ended_at=row[7],
    )


def _token(row: Any) -> RefreshToken:
    return RefreshToken(
        id=row[0],
        login_id=row[1],
        user_id=row[2],
        key_id=row[3],
        token_hash=row[4],
        expires_at=row[5],
        used_at=row[6],
        used_by=row[7],
        successor_id=row[8],
        login_ended_at=row[9],
        login_expires_at=row[10],
        is_disabled=row[11],
    )
