"""The provider's side as Turnout's development stack finds it."""

import hashlib
import hmac

from turnout_sdk.fakes import Fake


def webhook_secret_of(api_key: str) -> str:
    """Derive the signing secret that an account has until it sets others.

    Derived rather than drawn, so that a manifest can name both ends without asking anybody; a
    sandbox guards no money.
    """
    digest = hmac.new(api_key.encode(), b"turnout-sandbox-webhooks", hashlib.sha256)
    return f"whsec_{digest.hexdigest()}"


def settings(base_url: str, account: str) -> dict[str, object]:
    """Return the adapter's settings for a test account, which exists from its first request."""
    api_key = f"sk_test_{account}"
    return {
        "api_base": base_url,
        "api_key": api_key,
        "webhook_secret": webhook_secret_of(api_key),
    }


fake = Fake(
    key="sandbox",
    title="Sandbox provider",
    module="turnout_sandbox.provider",
    port=8090,
    settings=settings,
)
