"""What buyers and banks do at a running sandbox, for the conformance kit and demos."""

import json
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import httpx

from turnout_sandbox.gateway import SIGNATURE
from turnout_sandbox.signing import signature, webhook_secret_of

_NEW_SECRET = "whsec_the-next-one"  # noqa: S105 - a sandbox guards no money


class ControlClient:
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

    def challenge(self, provider_ref: str) -> None:
        self._complete(provider_ref, "requires_action")

    def close_dispute(self, provider_ref: str, *, won: bool) -> None:
        self._complete(provider_ref, "dispute_won" if won else "dispute_lost")

    def refund_outside(self, provider_ref: str, minor: int) -> None:
        path = f"v1/payments/{provider_ref}"
        currency = self._call("GET", path)["currency"]
        self._call("POST", f"{path}/refunds", {"amount_minor": minor, "currency": currency})

    def hold_refunds(self) -> None:
        self._call("POST", "v1/scripts", {"operation": "refund", "behaviour": "pending"})

    def finish_refund(self, refund_ref: str, *, succeeded: bool) -> None:
        outcome = "success" if succeeded else "failure"
        self._call("POST", f"v1/refunds/{refund_ref}/complete", {"outcome": outcome})

    def pay_out(self, currency: str = "EUR") -> str:
        """Send what is owed to the bank; the payout's id."""
        return str(self._call("POST", "v1/payouts", {"currency": currency})["id"])

    def add_to_balance(self, kind: str, gross_minor: int, **more: object) -> str:
        """Write a line of the report that no payment explains; its id."""
        line = {"kind": kind, "gross_minor": gross_minor, "currency": "EUR"} | more
        return str(self._call("POST", "v1/balance", line)["id"])

    def sign(self, body: bytes, *, at: datetime, secret: str | None = None) -> Mapping[str, str]:
        keys = [secret or webhook_secret_of(self._api_key)]
        return {SIGNATURE: signature(keys, body, at=int(at.timestamp()))}

    def unknown_event(self) -> bytes:
        event = {"id": "evt_0", "type": "account.renamed", "account": self._account, "data": {}}
        return json.dumps(event).encode()

    def rotation(self) -> tuple[Mapping[str, object], str]:
        present = webhook_secret_of(self._api_key)
        accepted = {"webhook_secret": _NEW_SECRET, "previous_webhook_secrets": [present]}
        return accepted, _NEW_SECRET

    def _complete(self, provider_ref: str, outcome: str) -> None:
        self._call("POST", f"v1/payments/{provider_ref}/complete", {"outcome": outcome})

    def _call(self, method: str, path: str, body: object = None) -> Any:
        # No proxies from the environment: a sandbox is on this machine.
        with httpx.Client(trust_env=False, timeout=10) as http:
            answer = http.request(
                method,
                f"{self._base_url}/{path}",
                json=body,
                headers={
                    "Authorization": f"Bearer {self._api_key}",
                    "Idempotency-Key": f"controls-{secrets.token_hex(12)}",
                },
            ).raise_for_status()
        return answer.json() if answer.content else None
