"""Statements about authenticator apps, recovery codes and sign-ins that wait for a second step.

Only the operator reads any of them.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.second_factors.types import Authenticator, SecondFactors, SignInChallenge

FIND_FACTORS: Final = """
    SELECT
        (SELECT confirmed_at FROM authenticators WHERE user_id = %(user_id)s)
            AS authenticator_since, %(passkeys)s::int AS passkeys,
        (SELECT count(*) FROM recovery_codes WHERE user_id = %(user_id)s AND used_at IS NULL)
            AS recovery_codes_left
"""
LOCK_AUTHENTICATOR: Final = """
    SELECT id, user_id, secret, last_step, created_at, confirmed_at FROM authenticators
    WHERE user_id = %(user_id)s FOR UPDATE
"""
# One that was never confirmed is replaced: the page was opened twice.
SAVE_AUTHENTICATOR: Final = """
    INSERT INTO authenticators (id, user_id, secret, last_step, created_at)
    VALUES (%(id)s, %(user_id)s, %(secret)s, 0, %(now)s)
    ON CONFLICT (user_id) DO UPDATE SET secret = excluded.secret, created_at = excluded.created_at,
        last_step = 0
    WHERE authenticators.confirmed_at IS NULL RETURNING id
"""
USE_STEP: Final = """
    UPDATE authenticators SET last_step = %(step)s, confirmed_at = coalesce(confirmed_at, %(now)s)
    WHERE user_id = %(user_id)s
"""
DELETE_AUTHENTICATOR: Final = """
    DELETE FROM authenticators WHERE user_id = %(user_id)s AND confirmed_at IS NOT NULL
    RETURNING id
"""
DELETE_CODES: Final = "DELETE FROM recovery_codes WHERE user_id = %(user_id)s"
INSERT_CODES: Final = """
    INSERT INTO recovery_codes (id, user_id, code_hash, created_at)
    SELECT id, %(user_id)s, code_hash, %(now)s
    FROM unnest(%(ids)s::uuid[], %(hashes)s::bytea[]) AS new (id, code_hash)
"""
USE_CODE: Final = """
    UPDATE recovery_codes SET used_at = %(now)s
    WHERE user_id = %(user_id)s AND code_hash = %(hash)s AND used_at IS NULL RETURNING id
"""
INSERT_CHALLENGE: Final = """
    INSERT INTO sign_in_challenges (id, user_id, key_id, token_hash, created_at, expires_at)
    VALUES (%(id)s, %(user_id)s, %(key_id)s, %(token_hash)s, %(now)s, %(expires_at)s)
"""
FIND_CHALLENGE: Final = """
    SELECT id, user_id, key_id, token_hash, created_at, expires_at, used_at
    FROM sign_in_challenges WHERE id = %(id)s
"""
USE_CHALLENGE: Final = """
    UPDATE sign_in_challenges SET used_at = %(now)s WHERE id = %(id)s AND used_at IS NULL
    RETURNING id
"""
FORGET_CHALLENGES: Final = (
    "DELETE FROM sign_in_challenges WHERE expires_at < %(before)s RETURNING id"
)


def find_factors(tx: Transaction, user_id: UUID, *, passkeys: int) -> SecondFactors:
    """What a person has set up, with the number of their passkeys, which another module keeps."""
    values = {"user_id": user_id, "passkeys": passkeys}
    return tx.query(FIND_FACTORS, values, into=SecondFactors)[0]


def lock_authenticator(tx: Transaction, user_id: UUID) -> Authenticator | None:
    """A person's app, held until the commit: of two uses of a code, one comes second."""
    found = tx.query(LOCK_AUTHENTICATOR, {"user_id": user_id}, into=Authenticator)
    return next(iter(found), None)


def save_authenticator(tx: Transaction, user_id: UUID, *, secret: bytes) -> bool:
    """Keep the secret of an app that is being set up; False when one is in use."""
    values = {"id": new_id(), "user_id": user_id, "secret": secret, "now": tx.now}
    return bool(tx.query(SAVE_AUTHENTICATOR, values))


def use_step(tx: Transaction, user_id: UUID, *, step: int) -> None:
    """Note that the code of this step was taken; the first one confirms the app."""
    tx.query(USE_STEP, {"user_id": user_id, "step": step, "now": tx.now})


def delete_authenticator(tx: Transaction, user_id: UUID) -> bool:
    return bool(tx.query(DELETE_AUTHENTICATOR, {"user_id": user_id}))


def replace_codes(tx: Transaction, user_id: UUID, *, hashes: Sequence[bytes]) -> None:
    """These recovery codes instead of those before, used or not."""
    tx.query(DELETE_CODES, {"user_id": user_id})
    if hashes:
        ids = [new_id() for _ in hashes]
        values = {"user_id": user_id, "ids": ids, "hashes": list(hashes), "now": tx.now}
        tx.query(INSERT_CODES, values)


def use_code(tx: Transaction, user_id: UUID, *, code_hash: bytes) -> bool:
    """Use a recovery code up; False when it is none of the person's, or was used."""
    return bool(tx.query(USE_CODE, {"user_id": user_id, "hash": code_hash, "now": tx.now}))


def insert_challenge(
    tx: Transaction,
    challenge_id: UUID,
    *,
    user_id: UUID,
    key_id: str,
    token_hash: bytes,
    expires_at: datetime,
) -> None:
    values = {
        "id": challenge_id,
        "user_id": user_id,
        "key_id": key_id,
        "token_hash": token_hash,
        "expires_at": expires_at,
        "now": tx.now,
    }
    tx.query(INSERT_CHALLENGE, values)


def find_challenge(tx: Transaction, challenge_id: UUID) -> SignInChallenge | None:
    return next(iter(tx.query(FIND_CHALLENGE, {"id": challenge_id}, into=SignInChallenge)), None)


def use_challenge(tx: Transaction, challenge_id: UUID) -> bool:
    """Use a sign-in up; False when it was."""
    return bool(tx.query(USE_CHALLENGE, {"id": challenge_id, "now": tx.now}))


def forget_challenges(tx: Transaction, before: datetime) -> int:
    return len(tx.query(FORGET_CHALLENGES, {"before": before}))
