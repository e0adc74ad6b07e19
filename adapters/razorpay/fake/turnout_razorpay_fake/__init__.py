"""A fake of Razorpay's side for tests and demos. It is not Razorpay, and no money moves.

Built from the published API (razorpay.com/docs: api, webhooks, payments, settlements): the part
of it that the adapter uses, as strictly as the provider would be.
"""

import hashlib
import hmac

from turnout_sdk.fakes import Fake

PORT = 8094


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


def sign(body: bytes, secret: str) -> dict[str, str]:
    """Write the headers of a delivery: the signature, and an id that is the event's for ever."""
    event_id = hashlib.sha256(body).hexdigest()[:14]
    signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return {"X-Razorpay-Signature": signature, "x-razorpay-event-id": event_id}


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


def controls(base_url: str, account: str) -> object:
    from turnout_razorpay_fake.controls import Controls

    return Controls(base_url, account)


def _derived(purpose: str, seed: str, *, length: int = 14) -> str:
    digest = hmac.new(b"turnout-razorpay-fake", f"{purpose}:{seed}".encode(), hashlib.sha256)
    return digest.hexdigest()[:length]


fake = Fake(
    key="razorpay",
    title="Fake of Razorpay",
    module="turnout_razorpay_fake",
    port=PORT,
    settings=settings,
    controls=controls,
)
