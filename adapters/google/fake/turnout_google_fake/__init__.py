"""A fake of Google's token exchange and Wallet API: how it is run, connected to and played."""

import hashlib
import json
from typing import Any

from turnout_sdk.fakes import Fake
from turnout_sdk.testing.local_http import local_client
from turnout_sdk.testing.provider.google import key_file, public_key

__all__ = ("ControlClient", "fake", "issuer_of", "public_key", "settings")


def issuer_of(account: str) -> str:
    return str(3388000000000000000 + int(hashlib.sha256(account.encode()).hexdigest()[:12], 16))


def settings(base_url: str, account: str) -> dict[str, object]:
    """Return an issuer with its service account, which the fake knows from its first token on."""
    return {
        "issuer_id": issuer_of(account),
        "service_account": key_file(account),
        "api_base": base_url,
    }


class ControlClient:
    """What Google has of an issuer, and what a phone would show of it."""

    def __init__(self, base_url: str, account: str) -> None:
        self._base_url, self._issuer = base_url, issuer_of(account)

    def kept_passes(self) -> list[str]:
        return [json.dumps(each) for each in self._records("eventTicketObject")]

    def kept_events(self) -> list[dict[str, Any]]:
        return self._records("eventTicketClass")

    def is_usable(self, provider_ref: str) -> bool:
        [found] = [
            each for each in self._records("eventTicketObject") if each["id"] == provider_ref
        ]
        return found["state"] in ("ACTIVE", "COMPLETED") and bool(found.get("barcode"))

    def _records(self, kind: str) -> list[dict[str, Any]]:
        with local_client(timeout=2) as http:
            answer = http.get(f"{self._base_url}/control/{kind}/{self._issuer}")
        found: list[dict[str, Any]] = answer.json()
        return found


fake = Fake(
    key="google-wallet",
    title="Fake of Google Wallet",
    module="turnout_google_fake",
    port=8127,
    settings=settings,
    controls=ControlClient,
)
