"""Statements about signing keys; only the operator reads them."""

from datetime import datetime
from typing import Any, Final

from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.identity.types import SigningKey

LIST: Final = """
    SELECT kid, public_jwk, private_key, signs_from, signs_until, verifies_until
    FROM signing_keys WHERE verifies_until > %(now)s ORDER BY signs_from
"""
# One key-maker at a time, over all processes; the number means nothing but "signing keys".
LOCK: Final = "SELECT pg_advisory_xact_lock(7220011300)"
INSERT: Final = """
    INSERT INTO signing_keys (id, kid, public_jwk, private_key, created_at, signs_from,
        signs_until, verifies_until)
    VALUES (%(id)s, %(kid)s, %(public_jwk)s, %(private_key)s, %(now)s, %(signs_from)s,
        %(signs_until)s, %(verifies_until)s)
"""
FORGET: Final = "DELETE FROM signing_keys WHERE verifies_until < %(before)s RETURNING kid"


def list_keys(tx: Transaction) -> list[SigningKey]:
    """Every key that may still verify, oldest first."""
    return [_key(row) for row in tx.query(LIST, {"now": tx.now})]


def lock_keys(tx: Transaction) -> None:
    """Hold the making of keys until the commit."""
    tx.query(LOCK)


def insert_key(tx: Transaction, key: SigningKey) -> None:
    values = {
        "id": new_id(),
        "kid": key.kid,
        "public_jwk": as_json(key.public_jwk),
        "private_key": key.private_key,
        "signs_from": key.signs_from,
        "signs_until": key.signs_until,
        "verifies_until": key.verifies_until,
        "now": tx.now,
    }
    tx.query(INSERT, values)


def forget_keys(tx: Transaction, before: datetime) -> int:
    return len(tx.query(FORGET, {"before": before}))


def _key(row: Any) -> SigningKey:
    return SigningKey(
        kid=row[0],
        public_jwk=row[1],
        private_key=row[2],
        signs_from=row[3],
        signs_until=row[4],
        verifies_until=row[5],
    )
