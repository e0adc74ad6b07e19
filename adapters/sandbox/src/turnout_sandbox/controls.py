"""What buyers and banks do at a running sandbox, for the conformance kit and demos."""

import json
from collections.abc import Mapping
from datetime import datetime

import httpx

from turnout_sandbox.gateway import SIGNATURE
from turnout_sandbox.signing import signature, webhook_secret_of

_NEW_SECRET = "whsec_the-next-one"  # noqa: S105 - a sandbox guards no money


class Controls:
    """Acts on one account by its API key."""

    def __init__(self, base_url: str, account: str) -> None:
        self._base_url = base_url
        self._account = account
        self._api_key = f"sk_test_{account}"

    def pay(self, provider_ref: str) -> None:
        self._complete(provider_ref, "success")

    def decline(self, provider_ref: str) -> None:
        self._complete(provider_ref, "decline")

    def delay(self, provider_ref: str) -> None:
        self._complete(provider_ref, "pending")

    def dispute(self, provider_ref: str) -> None:
        self._complete(provider_ref, "dispute")

    def sign(self, body: bytes, *, at: datetime, secret: str | None = None) -> Mapping[str, str]:
        secrets = [secret or webhook_secret_of(self._api_key)]
        return {SIGNATURE: signature(secrets, body, at=int(at.timestamp()))}

    def unknown_event(self) -> bytes:
        event = {"id": "evt_0", "type": "account.renamed", "account": self._account, "data": {}}
        return json.dumps(event).encode()

    def rotation(self) -> tuple[Mapping[str, object], str]:
        present = webhook_secret_of(self._api_key)
        accepted = {"webhook_secret": _NEW_SECRET, "previous_webhook_secrets": [present]}
        return accepted, _NEW_SECRET

    def _complete(self, provider_ref: str, outcome: str) -> None:
        # No proxies from the environment: a sandbox is on this machine.
        with httpx.Client(trust_env=False, timeout=10) as http:
            http.post(
                f"{self._base_url}/v1/payments/{provider_ref}/complete",
                json={"outcome": outcome},
                headers={"Authorization": f"Bearer {self._api_key}"},
            ).raise_for_status()
