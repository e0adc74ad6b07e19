"""A fake of Acme Pay for tests and demos: how it is run, connected to and played."""

import hmac
import json
from collections.abc import Mapping
from datetime import datetime

import httpx

from turnout_sdk.fakes import Fake


def webhook_secret_of(account: str) -> str:
    return f"whsec_{account}_of_a_test"


def sign(body: bytes, secret: str, at: datetime) -> dict[str, str]:
    """Sign as Acme Pay does: HMAC-SHA256 over time, a dot and the raw body."""
    time = str(int(at.timestamp()))
    digest = hmac.new(secret.encode(), time.encode() + b"." + body, "sha256").hexdigest()
    return {"Acme-Signature": f"t={time},v1={digest}"}


def settings(base_url: str, account: str) -> dict[str, object]:
    """Return the adapter's settings for an account, which exists from its first request."""
    return {
        "api_base": base_url,
        "api_key": f"key_{account}_of_a_test",
        "webhook_secret": webhook_secret_of(account),
    }


class ControlClient:
    """What buyers do with one account's payments."""

    def __init__(self, base_url: str, account: str) -> None:
        self._base_url, self._account = base_url, account

    def pay(self, provider_ref: str) -> None:
        self._decide(provider_ref, "paid")

    def decline(self, provider_ref: str) -> None:
        self._decide(provider_ref, "declined")

    def charged(self, provider_ref: str) -> str:
        page = httpx.get(f"{self._base_url}/pay/{provider_ref}", trust_env=False).json()
        return str(page["total"])

    def sign(self, body: bytes, *, at: datetime, secret: str | None = None) -> Mapping[str, str]:
        return sign(body, secret or webhook_secret_of(self._account), at)

    def unknown_event(self) -> bytes:
        return json.dumps({"id": "evt_0", "type": "account.renamed"}).encode()

    def rotation(self) -> tuple[Mapping[str, object], str]:
        present, new = webhook_secret_of(self._account), "whsec_the_next_one"
        return {"webhook_secret": new, "previous_webhook_secret": present}, new

    def _decide(self, provider_ref: str, outcome: str) -> None:
        address = f"{self._base_url}/pay/{provider_ref}"
        httpx.post(address, json={"outcome": outcome}, trust_env=False).raise_for_status()


fake = Fake(
    key="acme",
    title="Fake of Acme Pay",
    module="turnout_acme_fake",
    port=8099,
    settings=settings,
    controls=ControlClient,
)
