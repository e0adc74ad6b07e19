"""Statements about passkeys and the challenges that they answer; only the operator reads them."""

from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.passkeys.types import Passkey, StoredPasskey, VerifiedPasskey

COLUMNS: Final = "id, name, created_at, last_used_at, is_backed_up"
STORED: Final = f"{COLUMNS}, user_id, credential_id, public_key, sign_count"
LIST_PASSKEYS: Final = f"""
    SELECT {COLUMNS} FROM passkeys WHERE user_id = %(user_id)s ORDER BY created_at, id
"""
FIND_PASSKEY: Final = f"""
    SELECT {COLUMNS} FROM passkeys WHERE id = %(id)s AND user_id = %(user_id)s
"""
LOCK_PASSKEYS: Final = f"""
    SELECT {STORED} FROM passkeys WHERE user_id = %(user_id)s ORDER BY id FOR UPDATE
"""
LOCK_BY_CREDENTIAL: Final = f"""
    SELECT {STORED} FROM passkeys WHERE credential_id = %(credential_id)s FOR UPDATE
"""
COUNT_PASSKEYS: Final = "SELECT count(*) AS number FROM passkeys WHERE user_id = %(user_id)s"
INSERT_PASSKEY: Final = """
    INSERT INTO passkeys (id, user_id, name, credential_id, public_key, sign_count, is_backed_up,
        created_at)
    VALUES (%(id)s, %(user_id)s, %(name)s, %(credential_id)s, %(public_key)s, %(sign_count)s,
        %(is_backed_up)s, %(now)s)
    ON CONFLICT (credential_id) DO NOTHING RETURNING id
"""
USE_PASSKEY: Final = """
    UPDATE passkeys SET sign_count = %(sign_count)s, is_backed_up = %(is_backed_up)s,
        last_used_at = %(now)s
    WHERE id = %(id)s
"""
RENAME_PASSKEY: Final = """
    UPDATE passkeys SET name = %(name)s WHERE id = %(id)s AND user_id = %(user_id)s RETURNING id
"""
DELETE_PASSKEY: Final = """
    DELETE FROM passkeys WHERE id = %(id)s AND user_id = %(user_id)s RETURNING id
"""
INSERT_CHALLENGE: Final = """
    INSERT INTO passkey_challenges (id, challenge_hash, browser_hash, user_id, expires_at)
    VALUES (%(id)s, %(challenge_hash)s, %(browser_hash)s, %(user_id)s, %(expires_at)s)
"""
# Gone with its first use: of two at once, one finds nothing.
TAKE_CHALLENGE: Final = """
    DELETE FROM passkey_challenges
    WHERE challenge_hash = %(challenge_hash)s AND browser_hash = %(browser_hash)s
        AND user_id IS NOT DISTINCT FROM %(user_id)s::uuid AND expires_at > %(now)s
    RETURNING id
"""
FORGET_CHALLENGES: Final = (
    "DELETE FROM passkey_challenges WHERE expires_at < %(before)s RETURNING id"
)


def list_passkeys(tx: Transaction, user_id: UUID) -> list[Passkey]:
    return tx.query(LIST_PASSKEYS, {"user_id": user_id}, into=Passkey)


def find_passkey(tx: Transaction, passkey_id: UUID, *, user_id: UUID) -> Passkey | None:
    values = {"id": passkey_id, "user_id": user_id}
    return next(iter(tx.query(FIND_PASSKEY, values, into=Passkey)), None)


def lock_passkeys(tx: Transaction, user_id: UUID) -> list[StoredPasskey]:
    """A person's passkeys, held until the commit: of two that remove the last, one comes second."""
    return tx.query(LOCK_PASSKEYS, {"user_id": user_id}, into=StoredPasskey)


def lock_by_credential(tx: Transaction, credential_id: bytes) -> StoredPasskey | None:
    """The passkey that an authenticator calls so, held until the commit: its count moves once."""
    values = {"credential_id": credential_id}
    return next(iter(tx.query(LOCK_BY_CREDENTIAL, values, into=StoredPasskey)), None)


def count_passkeys(tx: Transaction, user_id: UUID) -> int:
    [(number,)] = tx.query(COUNT_PASSKEYS, {"user_id": user_id})
    return int(number)


def insert_passkey(
    tx: Transaction, user_id: UUID, *, name: str, verified: VerifiedPasskey
) -> UUID | None:
    """Keep a passkey; None when it is somebody's already."""
    passkey_id = new_id()
    values = {
        "id": passkey_id,
        "user_id": user_id,
        "name": name,
        "credential_id": verified.credential_id,
        "public_key": verified.public_key,
        "sign_count": verified.sign_count,
        "is_backed_up": verified.is_backed_up,
        "now": tx.now,
    }
    return passkey_id if tx.query(INSERT_PASSKEY, values) else None


def use_passkey(tx: Transaction, passkey_id: UUID, *, verified: VerifiedPasskey) -> None:
    values = {
        "id": passkey_id,
        "sign_count": verified.sign_count,
        "is_backed_up": verified.is_backed_up,
        "now": tx.now,
    }
    tx.query(USE_PASSKEY, values)


def rename_passkey(tx: Transaction, passkey_id: UUID, *, user_id: UUID, name: str) -> bool:
    return bool(tx.query(RENAME_PASSKEY, {"id": passkey_id, "user_id": user_id, "name": name}))


def delete_passkey(tx: Transaction, passkey_id: UUID, *, user_id: UUID) -> bool:
    return bool(tx.query(DELETE_PASSKEY, {"id": passkey_id, "user_id": user_id}))


def insert_challenge(
    tx: Transaction,
    *,
    challenge_hash: bytes,
    browser_hash: bytes,
    user_id: UUID | None,
    expires_at: datetime,
) -> None:
    values = {
        "id": new_id(),
        "challenge_hash": challenge_hash,
        "browser_hash": browser_hash,
        "user_id": user_id,
        "expires_at": expires_at,
    }
    tx.query(INSERT_CHALLENGE, values)


def take_challenge(
    tx: Transaction, *, challenge_hash: bytes, browser_hash: bytes, user_id: UUID | None
) -> bool:
    """Use a challenge up; False when it was, is too old, or was given to another browser."""
    values = {
        "challenge_hash": challenge_hash,
        "browser_hash": browser_hash,
        "user_id": user_id,
        "now": tx.now,
    }
    return bool(tx.query(TAKE_CHALLENGE, values))


def forget_challenges(tx: Transaction, before: datetime) -> int:
    return len(tx.query(FORGET_CHALLENGES, {"before": before}))
