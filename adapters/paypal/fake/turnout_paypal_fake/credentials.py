"""Accounts and their secrets, derived from a name; ids of everything else, drawn."""

import hashlib
import hmac
import secrets

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_DRAWN = "0123456789ABCDEFGHJKLMNPRSTUVWXY"


def client_id_of(account: str) -> str:
    return f"FAKE_{account}"


def client_secret_of(client_id: str) -> str:
    return f"secret-{_digest(client_id, 'secret').hex()}"


def merchant_id_of(client_id: str) -> str:
    return _name(client_id, "merchant", 13)


def webhook_id_of(client_id: str) -> str:
    """Derive the ID of an account's first webhook.

    PayPal draws one for each; here it is derived, so that a manifest can name both ends without
    asking anybody.
    """
    return _name(client_id, "webhook", 17)


def settings(base_url: str, account: str) -> dict[str, object]:
    """Return the adapter's settings for a test account, which exists from its first request."""
    from turnout_paypal_fake.certificates import authority

    client_id = client_id_of(account)
    return {
        "environment": "sandbox",
        "api_base": base_url,
        "client_id": client_id,
        "client_secret": client_secret_of(client_id),
        "merchant_id": merchant_id_of(client_id),
        "webhook_id": webhook_id_of(client_id),
        "webhook_authority": authority(),
    }


def new_id(length: int = 17) -> str:
    """Draw an id such as `5O190127TN364715T`."""
    return "".join(secrets.choice(_DRAWN) for _ in range(length))


def _name(client_id: str, purpose: str, length: int) -> str:
    drawn = _digest(client_id, purpose)[:length]
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in drawn)


def _digest(client_id: str, purpose: str) -> bytes:
    return hmac.new(client_id.encode(), f"fake-{purpose}".encode(), hashlib.sha256).digest()
