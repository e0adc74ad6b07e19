"""Accounts and their secrets, derived from a name; ids of everything else, drawn."""

import hashlib
import hmac
import secrets
import string

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
