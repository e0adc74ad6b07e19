"""Signatures and derived secrets of the sandbox."""

import hashlib
import hmac
from collections.abc import Iterable


def webhook_secret_of(api_key: str) -> str:
    """Derive the signing secret that an account has until it sets others.

    Derived rather than drawn, so that a manifest can name both ends without asking anybody; a
    sandbox guards no money.
    """
    digest = hmac.new(api_key.encode(), b"turnout-sandbox-webhooks", hashlib.sha256)
    return f"whsec_{digest.hexdigest()}"


def client_secret_of(key_digest: str, payment_id: str) -> str:
    """Derive what opens the fields of one payment in a browser."""
    digest = hmac.new(key_digest.encode(), payment_id.encode(), hashlib.sha256)
    return f"{payment_id}_secret_{digest.hexdigest()[:32]}"


def signature(secrets: Iterable[str], body: bytes, *, at: int) -> str:
    """Sign `t + "." + body` with every active secret."""
    signed = f"{at}.".encode() + body
    digests = (hmac.new(each.encode(), signed, hashlib.sha256).hexdigest() for each in secrets)
    return ",".join([f"t={at}", *(f"v1={digest}" for digest in digests)])


def settings_of(base_url: str, account: str) -> dict[str, object]:
    """Return the adapter's settings for a test account, which exists from its first request."""
    api_key = f"sk_test_{account}"
    return {"api_base": base_url, "api_key": api_key, "webhook_secret": webhook_secret_of(api_key)}
