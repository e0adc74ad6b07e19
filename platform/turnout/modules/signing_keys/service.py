"""The keys that sign and verify access tokens (RS256).

A key is made ahead, published before it signs, and verifies after it stopped.
"""

import json
import secrets
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)
from jwt.algorithms import RSAAlgorithm

from turnout.kernel import clock, runtime
from turnout.kernel.context import SystemContext
from turnout.kernel.db.tx import transaction
from turnout.modules.signing_keys import queries, rules
from turnout.modules.signing_keys.types import SigningKey

BITS: Final = 2048
SEALED_FIELD: Final = "signing_keys.private_key"
KEYS_FRESH: Final = timedelta(seconds=60)
LOOKUP_PAUSE: Final = timedelta(seconds=5)
"""A flood of unknown key ids costs one look into the database in this time."""


@dataclass(slots=True)
class _Ring:
    """The keys as this process knows them, decoded once."""

    read_at: datetime | None = None
    known: list[SigningKey] = field(default_factory=list)
    public: dict[str, tuple[rsa.RSAPublicKey, datetime]] = field(default_factory=dict)
    private: dict[str, rsa.RSAPrivateKey] = field(default_factory=dict)


_ring = _Ring()
_lock = threading.Lock()


def verifying_key(kid: str) -> rsa.RSAPublicKey | None:
    """The public key of our own table under this id, while it verifies."""
    now = clock.now()
    found = _ring.public.get(kid)
    age = None if _ring.read_at is None else abs(now - _ring.read_at)
    if age is None or age > (LOOKUP_PAUSE if found is None else KEYS_FRESH):
        _read_keys()
        found = _ring.public.get(kid)
    if found is None or found[1] <= now:
        return None
    return found[0]


def signing_key() -> tuple[str, rsa.RSAPrivateKey]:
    """The key that signs now, with its id; the first one is made when there is none."""
    current = _current_key()
    if current is None:
        rotate_keys(SystemContext(job="signing-keys.first"))
        current = _current_key()
    if current is None:
        raise RuntimeError("no signing key although one was just made")
    private = _ring.private.get(current.kid)
    if private is None:
        private = _private_key(current)
        _ring.private[current.kid] = private
    return current.kid, private


def published_keys() -> list[dict[str, Any]]:
    """The JSON Web Key Set's keys: everything that verifies, also what signs only tomorrow."""
    signing_key()
    now = clock.now()
    return [key.public_jwk for key in _ring.known if key.verifies_until > now]


def rotate_keys(ctx: SystemContext) -> bool:
    """Make the next key when the newest nears its end, forget the dead; whether one was made.

    Safe to run anywhere at once: the making of keys is locked in the database.
    """
    with transaction(ctx) as tx:
        is_due = rules.needs_new_key(_last_end(queries.list_keys(tx), tx.now), tx.now)
    if is_due:
        made, jwk, sealed = _new_key()
        with transaction(ctx) as tx:
            queries.lock_keys(tx)
            newest = _last_end(queries.list_keys(tx), tx.now)
            is_due = rules.needs_new_key(newest, tx.now)
            if is_due:
                starts = max(newest, tx.now) if newest else tx.now
                ends = starts + rules.KEY_SIGNS
                key = SigningKey(
                    kid=made,
                    public_jwk=jwk,
                    private_key=sealed,
                    signs_from=starts,
                    signs_until=ends,
                    verifies_until=ends + rules.KEY_OVERLAP,
                )
                queries.insert_key(tx, key)
            queries.forget_keys(tx, tx.now - rules.KEY_SIGNS)
    _read_keys()
    return is_due


def _current_key() -> SigningKey | None:
    now = clock.now()
    if _ring.read_at is None or abs(now - _ring.read_at) > KEYS_FRESH:
        _read_keys()
    signing = [key for key in _ring.known if key.signs_from <= now < key.signs_until]
    return signing[-1] if signing else None


def _read_keys() -> None:
    with _lock:
        with transaction(SystemContext(job="signing-keys.read")) as tx:
            _ring.known = queries.list_keys(tx)
        _ring.public = {
            key.kid: (_public_key(key.public_jwk), key.verifies_until) for key in _ring.known
        }
        alive = set(_ring.public)
        _ring.private = {kid: key for kid, key in _ring.private.items() if kid in alive}
        _ring.read_at = clock.now()


def _new_key() -> tuple[str, dict[str, str], bytes]:
    private = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    kid = secrets.token_urlsafe(12)
    jwk = json.loads(RSAAlgorithm.to_jwk(private.public_key()))
    public = {"kty": "RSA", "n": jwk["n"], "e": jwk["e"], "kid": kid, "alg": "RS256", "use": "sig"}
    raw = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return kid, public, runtime.current().keys.seal(raw, organization_id=None, field=SEALED_FIELD)


def _private_key(key: SigningKey) -> rsa.RSAPrivateKey:
    raw = runtime.current().keys.open(key.private_key, organization_id=None, field=SEALED_FIELD)
    private = load_der_private_key(raw, password=None)
    if not isinstance(private, rsa.RSAPrivateKey):
        raise TypeError("a signing key is RSA")
    return private


def _public_key(jwk: dict[str, str]) -> rsa.RSAPublicKey:
    key = RSAAlgorithm.from_jwk(jwk)
    if not isinstance(key, rsa.RSAPublicKey):
        raise TypeError("a published key is public")
    return key


def _last_end(keys: list[SigningKey], now: datetime) -> datetime | None:
    """Until when there is a key to sign with from now on; None when there is none now.

    A key that begins later, made by a clock that was wrong, closes no gap before it.
    """
    end = now
    for key in sorted(keys, key=lambda each: each.signs_from):
        if key.signs_from <= end:
            end = max(end, key.signs_until)
    return end if end > now else None
