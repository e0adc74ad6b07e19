"""Accounts: keys derived from a name; one exists from its first request."""

import hashlib
import hmac
import re
import secrets
import string

from werkzeug.datastructures import Authorization

from turnout_razorpay_fake.errors import wrong_key
from turnout_sdk.testing.provider.store import Json, Tx
from turnout_sdk.testing.serving import Request

_ALPHABET = string.ascii_letters + string.digits


def key_id_of(account: str) -> str:
    return f"rzp_test_{_derived('key', account)}"


def key_secret_of(key_id: str) -> str:
    """Derive what Razorpay would draw, so that a manifest can name it without asking anybody."""
    return _derived("secret", key_id, length=24)


def account_id_of(key_id: str) -> str:
    return f"acc_{_derived('account', key_id)}"


def webhook_secret_of(key_id: str) -> str:
    """Derive what organizers would make up when they add a webhook."""
    return f"hook-{_derived('webhook', key_id, length=24)}"


def settings(base_url: str, account: str) -> dict[str, object]:
    """Return the adapter's settings for a test account, which exists from its first request."""
    key_id = key_id_of(account)
    return {
        "api_base": base_url,
        "key_id": key_id,
        "key_secret": key_secret_of(key_id),
        "account_id": account_id_of(key_id),
        "webhook_secret": webhook_secret_of(key_id),
    }


def new_id(prefix: str) -> str:
    return f"{prefix}_{''.join(secrets.choice(_ALPHABET) for _ in range(14))}"


def _derived(purpose: str, seed: str, *, length: int = 14) -> str:
    digest = hmac.new(b"turnout-razorpay-fake", f"{purpose}:{seed}".encode(), hashlib.sha256)
    return digest.hexdigest()[:length]


_KEY_ID = re.compile(r"rzp_test_[A-Za-z0-9]{14}")


def authenticate(tx: Tx, request: Request) -> Json:
    given = Authorization.from_header(request.headers.get("authorization"))
    if given is None or given.type != "basic":
        raise wrong_key()
    key_id, secret = given.username or "", given.password or ""
    is_known = _KEY_ID.fullmatch(key_id) is not None
    if not is_known or not hmac.compare_digest(secret.encode(), key_secret_of(key_id).encode()):
        raise wrong_key()
    account_id = account_id_of(key_id)
    return tx.find(account_id, "account", account_id) or tx.put(
        account_id,
        "account",
        {"id": account_id, "_key_id": key_id, "_webhook_secret": webhook_secret_of(key_id)},
    )
