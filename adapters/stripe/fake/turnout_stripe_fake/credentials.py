"""Accounts and their secrets, derived from a name; ids of everything else, drawn."""

import hashlib
import hmac
import secrets


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
    return {
        "api_base": base_url,
        "api_key": api_key,
        "webhook_secret": webhook_secret_of(api_key),
    }


def new_id(prefix: str) -> str:
    return f"{prefix}_{secrets.token_hex(12)}"
