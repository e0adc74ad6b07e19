"""Who is asking: an API key opens one account and no other."""

import hashlib
import hmac
import json
from http import HTTPStatus
from typing import Any

from turnout_sandbox.provider.requests import AccountChange
from turnout_sandbox.provider.rules import Refused
from turnout_sandbox.provider.store import Tx
from turnout_sandbox.settings import API_KEY
from turnout_sandbox.signing import webhook_secret_of


def authenticate(tx: Tx, authorization: str) -> str:
    """Return the account of a Bearer key. The first key that names an account opens it for good."""
    scheme, _, key = authorization.partition(" ")
    found = API_KEY.fullmatch(key.strip())
    if scheme.lower() != "bearer" or found is None:
        raise _unauthorized()
    account, digest = found[1], hashlib.sha256(found[0].encode()).hexdigest()
    tx.execute(
        "INSERT INTO account (id, key_digest, webhook_secrets) VALUES (?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        (account, digest, json.dumps([webhook_secret_of(found[0])])),
    )
    row = tx.execute("SELECT key_digest FROM account WHERE id = ?", (account,)).fetchone()
    if not hmac.compare_digest(row["key_digest"], digest):
        raise _unauthorized()
    return account


def change(tx: Tx, account: str, wanted: AccountChange) -> None:
    """Set what is named and leave the rest."""
    if "webhook_url" in wanted.model_fields_set:
        tx.execute("UPDATE account SET webhook_url = ? WHERE id = ?", (wanted.webhook_url, account))
    if wanted.webhook_secrets:
        tx.execute(
            "UPDATE account SET webhook_secrets = ? WHERE id = ?",
            (json.dumps(wanted.webhook_secrets), account),
        )


def shape(tx: Tx, account: str) -> dict[str, Any]:
    """Write the account; its secrets are counted, not shown."""
    row = tx.execute("SELECT * FROM account WHERE id = ?", (account,)).fetchone()
    return {
        "object": "account",
        "id": row["id"],
        "webhook_url": row["webhook_url"],
        "webhook_secrets": len(json.loads(row["webhook_secrets"])),
    }


def _unauthorized() -> Refused:
    return Refused(HTTPStatus.UNAUTHORIZED, "unauthorized", "The API key is not valid.")
