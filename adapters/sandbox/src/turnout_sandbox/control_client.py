"""The control client: buyers and banks at a running sandbox, for the conformance kit and demos."""

import json
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from turnout_sandbox.gateway import SIGNATURE
from turnout_sandbox.signatures import settings_of, signature, webhook_secret_of
from turnout_sdk.money import Money
from turnout_sdk.testing.provider import control_client

_NEW_SECRET = "whsec_the-next-one"  # noqa: S105 - a sandbox guards no money
_OUTCOMES = {"pay": "success", "later": "pending", "challenge": "requires_action"}


class ControlClient(control_client.ControlClient):
    """Acts on one account by its API key."""

    settings_of = staticmethod(settings_of)

    @property
    def _api_key(self) -> str:
        return f"sk_test_{self.account}"

    @property
    def credentials(self) -> Mapping[str, Any]:
        return {
            "headers": {
                "Authorization": f"Bearer {self._api_key}",
                "Idempotency-Key": f"controls-{secrets.token_hex(12)}",
            }
        }

    def act(self, provider_ref: str, outcome: str) -> None:
        completion = {"outcome": _OUTCOMES.get(outcome, outcome)}
        self.call("POST", f"/v1/payments/{provider_ref}/complete", json=completion)

    def decline(self, provider_ref: str) -> None:
        self.act(provider_ref, "decline")

    def pay_at_risk(self, provider_ref: str, level: str) -> None:
        outcome = "decline" if level == "blocked" else "success"
        self.assess(provider_ref, level, outcome=outcome)

    def assess(self, provider_ref: str, level: str, *, outcome: str = "assess") -> None:
        """Say what the sandbox thinks of the buyer: alone and late, or with an outcome."""
        risk = {"level": level, "score": 70, "reasons": [f"{level}_risk_level"]}
        completion = {"outcome": outcome, "risk": risk}
        self.call("POST", f"/v1/payments/{provider_ref}/complete", json=completion)

    def charged(self, provider_ref: str) -> str:
        """Say what the payment page asks for."""
        payment = self.call("GET", f"/v1/payments/{provider_ref}")
        return Money(payment["amount_minor"], payment["currency"]).decimal()

    def refund_outside(self, provider_ref: str, minor: int) -> None:
        path = f"/v1/payments/{provider_ref}"
        amount = {"amount_minor": minor, "currency": self.call("GET", path)["currency"]}
        self.call("POST", f"{path}/refunds", json=amount)

    def hold_refunds(self) -> None:
        self.call("POST", "/v1/scripts", json={"operation": "refund", "behaviour": "pending"})

    def finish_refund(self, refund_ref: str, *, succeeded: bool) -> None:
        outcome = "success" if succeeded else "failure"
        self.call("POST", f"/v1/refunds/{refund_ref}/complete", json={"outcome": outcome})

    def pay_out(self, currency: str = "EUR") -> str:
        """Send what is owed to the bank; the payout's id."""
        return str(self.call("POST", "/v1/payouts", json={"currency": currency})["id"])

    def add_to_balance(self, kind: str, gross_minor: int, **more: object) -> str:
        """Write a line of the report that no payment explains; its id."""
        line = {"kind": kind, "gross_minor": gross_minor, "currency": "EUR"} | more
        return str(self.call("POST", "/v1/balance", json=line)["id"])

    def sign(self, body: bytes, *, at: datetime, secret: str | None = None) -> Mapping[str, str]:
        keys = [secret or webhook_secret_of(self._api_key)]
        return {SIGNATURE: signature(keys, body, at=int(at.timestamp()))}

    def unknown_event(self) -> bytes:
        event = {"id": "evt_0", "type": "account.renamed", "account": self.account, "data": {}}
        return json.dumps(event).encode()

    def rotation(self) -> tuple[Mapping[str, object], str]:
        return self.rotated(_NEW_SECRET)
