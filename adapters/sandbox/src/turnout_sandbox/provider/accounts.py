"""Accounts: an API key opens one account and no other."""

import hashlib
import hmac
from http import HTTPStatus

from turnout_sandbox.provider.requests import AccountChange
from turnout_sandbox.provider.rules import Refused
from turnout_sandbox.settings import API_KEY
from turnout_sandbox.signatures import webhook_secret_of
from turnout_sdk.testing.provider.store import Json, Tx


def authenticate(tx: Tx, key: str) -> str:
    """Return the account of an API key. The first key that names an account opens it for good."""
    found = API_KEY.fullmatch(key)
    if found is None:
        raise _unauthorized()
    name, digest = found[1], hashlib.sha256(key.encode()).hexdigest()
    account = tx.find(name, "account", name) or tx.put(
        name,
        "account",
        {
            "id": name,
            "key_digest": digest,
            "webhook_url": None,
            "webhook_secrets": [webhook_secret_of(key)],
        },
    )
    if not hmac.compare_digest(account["key_digest"], digest):
        raise _unauthorized()
    return name


def get(tx: Tx, name: str) -> Json:
    return tx.find(name, "account", name) or {}


def change(tx: Tx, name: str, wanted: AccountChange) -> None:
    """Set what is named and leave the rest."""
    account = get(tx, name)
    if "webhook_url" in wanted.model_fields_set:
        account["webhook_url"] = wanted.webhook_url
    if wanted.webhook_secrets:
        account["webhook_secrets"] = wanted.webhook_secrets
    tx.put(name, "account", account)


def shape(account: Json) -> Json:
    """Write the account; its secrets are counted, not shown."""
    return {
        "object": "account",
        "id": account["id"],
        "webhook_url": account["webhook_url"],
        "webhook_secrets": len(account["webhook_secrets"]),
    }


def _unauthorized() -> Refused:
    return Refused(HTTPStatus.UNAUTHORIZED, "unauthorized", "The API key is not valid.")
