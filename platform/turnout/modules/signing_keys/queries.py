"""Statements about the keys that access tokens are signed with."""

from dataclasses import asdict
from datetime import datetime
from typing import Final

from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.signing_keys.types import (
    SigningKey,
)

LIST_KEYS: Final = """
    SELECT kid, public_jwk, private_key, signs_from, signs_until, verifies_until
    FROM signing_keys WHERE verifies_until > %(now)s ORDER BY signs_from
"""
# One key-maker at a time, over all processes; the number means nothing but "signing keys".
LOCK_KEYS: Final = "SELECT pg_advisory_xact_lock(7220011300)"
INSERT_KEY: Final = """
    INSERT INTO signing_keys (id, kid, public_jwk, private_key, created_at, signs_from,
        signs_until, verifies_until)
    VALUES (%(id)s, %(kid)s, %(public_jwk)s, %(private_key)s, %(now)s, %(signs_from)s,
        %(signs_until)s, %(verifies_until)s)
"""
FORGET_KEYS: Final = "DELETE FROM signing_keys WHERE verifies_until < %(before)s RETURNING kid"


def list_keys(tx: Transaction) -> list[SigningKey]:
    """Every key that may still verify, oldest first."""
    return tx.query(LIST_KEYS, {"now": tx.now}, into=SigningKey)


def lock_keys(tx: Transaction) -> None:
    """Hold the making of keys until the commit."""
    tx.query(LOCK_KEYS)


def insert_key(tx: Transaction, key: SigningKey) -> None:
    jwk = as_json(key.public_jwk)
    tx.query(INSERT_KEY, {**asdict(key), "id": new_id(), "public_jwk": jwk, "now": tx.now})


def forget_keys(tx: Transaction, before: datetime) -> int:
    return len(tx.query(FORGET_KEYS, {"before": before}))
