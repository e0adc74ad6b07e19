"""Google's token exchange for service accounts (RFC 7523), for fakes of its APIs.

A token is given for an assertion that the account's key signed, for this address and scope, not yet
over. The id of a key is the public key itself: so a fake, a process of its own, comes by it.
"""

import base64
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from urllib.parse import parse_qs

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from turnout_sdk.google import GRANT
from turnout_sdk.testing.provider.store import Tx
from turnout_sdk.testing.serving import Reply, Request, reply

HOST: Final = "@kit.iam.gserviceaccount.example"
SECONDS: Final = 3599


@cache
def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def public_key() -> str:
    """Show the key by which tokens of every service account of this process are verified."""
    public = _key().public_key()
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def key_file(account: str, *, project_id: str = "a-project") -> str:
    """Write a service account's key file, which the fake knows from its first token on."""
    private = _key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    return json.dumps(
        {
            "type": "service_account",
            "project_id": project_id,
            "client_email": f"{account}{HOST}",
            "private_key_id": base64.urlsafe_b64encode(public_key().encode()).decode(),
            "private_key": private,
            "token_uri": "https://nowhere.example/token",
        }
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """Exchanges tokens for one scope, and knows whose they are."""

    scope: str

    def exchange(self, tx: Tx, request: Request, *, addresses: Sequence[str]) -> Reply:
        """Answer `POST /token`; `addresses` are those for which an assertion may be."""
        form = {name: each[0] for name, each in parse_qs(request.body.decode()).items()}
        if form.get("grant_type") != GRANT:
            return reply(400, {"error": "unsupported_grant_type"})
        try:
            claims = jwt.decode(
                form["assertion"],
                _account(tx, form["assertion"])["public_key"],
                algorithms=["RS256"],
                audience=[f"{each}/token" for each in addresses],
                options={"require": ["exp", "iat", "iss", "aud"]},
            )
        except (jwt.InvalidTokenError, LookupError, ValueError):
            return reply(400, {"error": "invalid_grant", "error_description": "Invalid JWT."})
        if claims.get("scope") != self.scope:
            return reply(400, {"error": "invalid_scope"})
        token = secrets.token_urlsafe(24)
        tx.put(claims["iss"], "token", {"id": token, "account": claims["iss"]})
        return reply(200, {"access_token": token, "expires_in": SECONDS, "token_type": "Bearer"})

    def account_of(self, tx: Tx, request: Request) -> str:
        """Name the account whose token a request bears; empty for a token of nobody."""
        found = tx.find(None, "token", request.bearer)
        return "" if found is None else str(found["account"]).removesuffix(HOST)


def _account(tx: Tx, assertion: str) -> dict[str, Any]:
    """Know an account by its first assertion, whose key id is the key; from then on by that key."""
    email = jwt.decode(assertion, options={"verify_signature": False})["iss"]
    named = jwt.get_unverified_header(assertion)["kid"]
    known = tx.find(None, "account", email)
    if known is not None:
        return known
    key = base64.urlsafe_b64decode(named).decode()
    return tx.put(email, "account", {"id": email, "public_key": key})
