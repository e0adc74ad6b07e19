"""The fake's other customers, for the conformance kit and for demos."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

import httpx

from turnout_stripe_fake.credentials import api_key_of, settings, webhook_secret_of
from turnout_stripe_fake.webhooks import sign


class ControlClient:
    """Acts on one account over HTTP: as its buyers, their banks, and its owner."""

    def __init__(self, base_url: str, account: str) -> None:
        self._base_url, self._account = base_url, account
        self._key = api_key_of(account)

    def pay(self, provider_ref: str) -> None:
        self._complete(provider_ref, "arrived" if self._is_delayed(provider_ref) else "pay")

    def decline(self, provider_ref: str) -> None:
        """Refuse for good, as a direct debit bounces: a declined card may be tried again."""
        if not self._is_delayed(provider_ref):
            self._complete(provider_ref, "later")
        self._complete(provider_ref, "failed")

    def delay(self, provider_ref: str) -> None:
        self._complete(provider_ref, "later")

    def dispute(self, provider_ref: str) -> None:
        self._complete(provider_ref, "dispute")

    def challenge(self, provider_ref: str) -> None:
        self._complete(provider_ref, "challenge")

    def refuse_card(self, provider_ref: str) -> None:
        self._complete(provider_ref, "decline")

    def close_dispute(self, provider_ref: str, *, won: bool) -> None:
        self._complete(provider_ref, "dispute_won" if won else "dispute_lost")

    def refund_outside(self, provider_ref: str, minor: int) -> None:
        form = {"payment_intent": provider_ref, "amount": minor}
        self._call("/v1/refunds", data=form, headers={"Idempotency-Key": f"outside-{uuid4()}"})

    def hold_refunds(self) -> None:
        self._call("/_fake/account", json={"refunds": "pending"})

    def finish_refund(self, refund_ref: str, *, succeeded: bool) -> None:
        outcome = "succeeded" if succeeded else "failed"
        self._call(f"/_fake/refunds/{refund_ref}", json={"outcome": outcome})
        self._call("/_fake/account", json={"refunds": "succeeded"})

    def pay_out(self, currency: str = "EUR") -> str:
        """Send what is owed to the bank; the payout's id."""
        return str(self._call("/_fake/payouts", json={"currency": currency})["id"])

    def sign(self, body: bytes, *, at: datetime, secret: str | None = None) -> Mapping[str, str]:
        keys = [secret or webhook_secret_of(self._key)]
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
        values = settings(self._base_url, self._account)
        rolled = "whsec_rolled"
        return values | {
            "webhook_secret": rolled,
            "previous_webhook_secrets": [values["webhook_secret"]],
        }, rolled

    def deliver_to(self, url: str) -> None:
        """Make the endpoint that an organizer makes in the dashboard, once."""
        form = {"url": url, "enabled_events[0]": "*"}
        self._call("/v1/webhook_endpoints", data=form, headers={"Idempotency-Key": url})

    def _complete(self, payment: str, outcome: str) -> None:
        self._call(f"/_fake/payments/{payment}", json={"outcome": outcome})

    def _is_delayed(self, payment: str) -> bool:
        answer = httpx.get(
            f"{self._base_url}/v1/payment_intents/{payment}",
            headers={"Authorization": f"Bearer {self._key}"},
            trust_env=False,
            timeout=10,
        )
        return bool(answer.json()["status"] == "processing")

    def _call(self, path: str, headers: Mapping[str, str] | None = None, **content: object) -> Any:
        answer = httpx.post(
            f"{self._base_url}{path}",
            headers={"Authorization": f"Bearer {self._key}"} | dict(headers or {}),
            trust_env=False,
            timeout=10,
            **content,  # type: ignore[arg-type]
        )
        return answer.raise_for_status().json()
