"""The control client: buyers, banks and the owner, for the conformance kit and demos."""

import json
from base64 import b64decode
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from turnout_sdk.testing.provider import control_client
from turnout_stripe_fake import amounts
from turnout_stripe_fake.accounts import api_key_of, settings, webhook_secret_of
from turnout_stripe_fake.webhooks import sign


class ControlClient(control_client.ControlClient):
    """Acts on one account over HTTP: as its buyers, their banks, and its owner."""

    settings_of = staticmethod(settings)

    @property
    def credentials(self) -> Mapping[str, Any]:
        return {"headers": {"Authorization": f"Bearer {api_key_of(self.account)}"}}

    def act(self, provider_ref: str, outcome: str) -> None:
        self.control(f"payments/{provider_ref}", outcome=outcome)

    def pay(self, provider_ref: str) -> None:
        self.act(provider_ref, "arrived" if self._is_delayed(provider_ref) else "pay")

    def decline(self, provider_ref: str) -> None:
        """Refuse for good, as a direct debit bounces: a declined card may be tried again."""
        if not self._is_delayed(provider_ref):
            self.act(provider_ref, "later")
        self.act(provider_ref, "failed")

    def refuse_card(self, provider_ref: str) -> None:
        self.act(provider_ref, "decline")

    def pay_at_risk(self, provider_ref: str, level: str) -> None:
        self.act(provider_ref, f"risk_{level}")

    def charged(self, provider_ref: str) -> str:
        """Say what the payment page asks for."""
        intent = self.call("GET", f"/v1/payment_intents/{provider_ref}")
        return amounts.decimal(intent["amount"], intent["currency"])

    def refund_outside(self, provider_ref: str, minor: int) -> None:
        form = {"payment_intent": provider_ref, "amount": minor}
        key = {"Idempotency-Key": f"outside-{uuid4()}"}
        self.call("POST", "/v1/refunds", data=form, headers=key)

    def hold_refunds(self) -> None:
        self.control("account", refunds="pending")

    def finish_refund(self, refund_ref: str, *, succeeded: bool) -> None:
        outcome = "succeeded" if succeeded else "failed"
        self.control(f"refunds/{refund_ref}", outcome=outcome)
        self.control("account", refunds="succeeded")

    def evidence_texts(self, dispute_ref: str) -> list[str]:
        said = self._dispute(dispute_ref)["evidence"].values()
        return [each for each in said if each and not each.startswith("file_")]

    def evidence_files(self, dispute_ref: str) -> list[bytes]:
        said = self._dispute(dispute_ref)["evidence"].values()
        named = [each for each in said if each and each.startswith("file_")]
        return [b64decode(self.control(f"files/{each}")["content"]) for each in named]

    def times_submitted(self, dispute_ref: str) -> int:
        return int(self._dispute(dispute_ref)["evidence_details"]["submission_count"])

    def pay_out(self, currency: str = "EUR") -> str:
        """Send what is owed to the bank; the payout's id."""
        return str(self.control("payouts", currency=currency)["id"])

    def sign(self, body: bytes, *, at: datetime, secret: str | None = None) -> Mapping[str, str]:
        keys = [secret or webhook_secret_of(api_key_of(self.account))]
        return {"Stripe-Signature": sign(keys, body, at=int(at.timestamp()))}

    def unknown_event(self) -> bytes:
        event = {
            "id": "evt_unheard_of",
            "object": "event",
            "created": 1_700_000_000,
            "data": {"object": {"id": "box_1", "object": "loot_box"}},
            "livemode": False,
            "type": "loot_box.opened",
        }
        return json.dumps(event).encode()

    def rotation(self) -> tuple[Mapping[str, object], str]:
        return self.rotated("whsec_rolled")

    def deliver_to(self, url: str) -> None:
        """Make the endpoint that an organizer makes in the dashboard, once."""
        form = {"url": url, "enabled_events[0]": "*"}
        key = {"Idempotency-Key": url}
        self.call("POST", "/v1/webhook_endpoints", data=form, headers=key)

    def _dispute(self, dispute_ref: str) -> Any:
        return self.call("GET", f"/v1/disputes/{dispute_ref}")

    def _is_delayed(self, provider_ref: str) -> bool:
        intent = self.call("GET", f"/v1/payment_intents/{provider_ref}")
        return bool(intent["status"] == "processing")
