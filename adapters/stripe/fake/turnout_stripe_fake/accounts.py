"""Accounts: secrets derived from a name, who is asking, on whose behalf, in which version."""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass

from werkzeug.datastructures import Authorization

from turnout_sdk.testing.provider.store import Json, Tx
from turnout_sdk.testing.serving import Request
from turnout_stripe_fake.messages import ApiError


def api_key_of(account: str) -> str:
    return f"sk_test_{account.replace('-', '_')}"


def webhook_secret_of(api_key: str) -> str:
    """Derive what an account's endpoints sign with.

    Stripe draws a secret for each endpoint; here it is derived, so that a manifest can name both
    ends without asking anybody.
    """
    digest = hmac.new(api_key.encode(), b"turnout-stripe-fake-webhooks", hashlib.sha256)
    return f"whsec_{digest.hexdigest()}"


def settings(base_url: str, account: str) -> dict[str, object]:
    """Return the adapter's settings for a test account, which exists from its first request."""
    api_key = api_key_of(account)
    return {"api_base": base_url, "api_key": api_key, "webhook_secret": webhook_secret_of(api_key)}


def new_id(prefix: str) -> str:
    return f"{prefix}_{secrets.token_hex(12)}"


VERSIONS = ("2020-08-27", "2022-08-01", "2022-11-15", "2024-06-20", "2026-10-28.endive")
DEFERRED_SINCE = "2022-08-01"
"""From this version on Checkout makes the PaymentIntent when the buyer pays."""
_KEY = re.compile(r"(?:sk|rk)_test_([a-z0-9_]{1,80})")
"""A key of capital letters is nobody's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """`account` is acted upon; `platform` holds the key. They differ for connected accounts."""

    account: str
    platform: str
    version: str

    @property
    def defers_intents(self) -> bool:
        return self.version >= DEFERRED_SINCE


def authenticate(tx: Tx, request: Request) -> Caller:
    """Open the account that a test key names; it exists from its first request."""
    key = _key_of(request.headers.get("authorization", ""))
    found = _KEY.fullmatch(key)
    if found is None:
        shown = f"{key[:8]}{'*' * 12}{key[-4:]}"
        raise ApiError(401, f"Invalid API Key provided: {shown}")
    account_id = f"acct_{found[1]}"
    account = tx.find(account_id, "account", account_id)
    if account is None:
        account = new_account(account_id, key=key)
        tx.put(account_id, "account", account)
    version = request.headers.get("stripe-version", VERSIONS[-1])
    if version not in VERSIONS:
        raise ApiError(400, f"Invalid Stripe API version: {version}")
    acted_upon = request.headers.get("stripe-account", account_id)
    if acted_upon != account_id:
        _require_connected(tx, acted_upon, account_id)
    return Caller(account=acted_upon, platform=account_id, version=version)


def new_account(account_id: str, *, key: str = "", platform: str | None = None) -> Json:
    """Names that begin with `_` stay inside."""
    return {
        "id": account_id,
        "object": "account",
        "charges_enabled": True,
        "country": "DE",
        "default_currency": "eur",
        "_platform": platform,
        "_secrets": [webhook_secret_of(key)],
    }


def connect(tx: Tx, platform: str) -> Json:
    """`POST /v1/accounts`: an account that this platform may act for."""
    account = new_account(new_id("acct"), platform=platform)
    return tx.put(account["id"], "account", account)


def secrets_of(tx: Tx, account_id: str) -> list[str]:
    return list(tx.get(account_id, "account", account_id)["_secrets"])


def _require_connected(tx: Tx, account_id: str, platform: str) -> None:
    account = tx.find(account_id, "account", account_id)
    if account is None or account["_platform"] != platform:
        raise ApiError(
            403,
            f"The provided key does not have access to account '{account_id}' (or that account "
            "does not exist). Application access may have been revoked.",
            code="account_invalid",
        )


def _key_of(authorization: str) -> str:
    """Read the key: a bearer token, or the user name of basic authentication."""
    given = Authorization.from_header(authorization)
    if given is None:
        raise ApiError(401, "You did not provide an API key.")
    return str(given.token or given.username or "")
