"""The fake's other customers, for the conformance kit and for demos."""

import json
import time
from collections.abc import Mapping
from datetime import datetime

import httpx

from turnout_razorpay_fake.credentials import (
    account_id_of,
    key_id_of,
    key_secret_of,
    settings,
    sign,
    webhook_secret_of,
)


class ControlClient:
    """Acts on one account over HTTP: as its buyers, their banks, and its owner."""

    def __init__(self, base_url: str, account: str) -> None:
        self._base_url, self._account = base_url, account
        self._key_id = key_id_of(account)

    def pay(self, provider_ref: str) -> None:
        self._act(provider_ref, "pay")

    def decline(self, provider_ref: str) -> None:
        """Refuse for good: a card that is refused may be followed by another until a link ends."""
        self._act(provider_ref, "fail")
        if provider_ref.startswith("plink_"):
            self._act(provider_ref, "expire")

    def refuse_card(self, provider_ref: str) -> None:
        self._act(provider_ref, "fail")

    def challenge(self, provider_ref: str) -> None:
        self._act(provider_ref, "challenge")

    def delay(self, provider_ref: str) -> None:
        self._act(provider_ref, "later")

    def dispute(self, provider_ref: str) -> None:
        self._act(provider_ref, "dispute")

    def close_dispute(self, provider_ref: str, *, won: bool) -> None:
        self._act(provider_ref, "dispute_won" if won else "dispute_lost")

    def refund_outside(self, provider_ref: str, minor: int) -> None:
        self._call(f"refund_outside/{provider_ref}", amount=minor)

    def hold_refunds(self) -> None:
        self._call("account", holds_next_refund=True)

    def finish_refund(self, refund_ref: str, *, succeeded: bool) -> None:
        self._call(f"refunds/{refund_ref}", outcome="processed" if succeeded else "failed")

    def sign(self, body: bytes, *, at: datetime, secret: str | None = None) -> Mapping[str, str]:
        """Sign as Razorpay does: nothing but the body, whenever it is sent."""
        del at
        return sign(body, secret or webhook_secret_of(self._key_id))

    def unknown_event(self) -> bytes:
        return self.event_at(int(time.time()))

    def event_at(self, made_at: int) -> bytes:
        """Write an event nobody has heard of, made at that Unix time: the body alone says when."""
        event = {
            "entity": "event",
            "account_id": account_id_of(self._key_id),
            "event": "loot_box.opened",
            "contains": ["loot_box"],
            "payload": {"loot_box": {"entity": {"id": "box_1"}}},
            "created_at": made_at,
        }
        return json.dumps(event).encode()

    def rotation(self) -> tuple[Mapping[str, object], str]:
        values = settings(self._base_url, self._account)
        rolled = "hook-of-the-next-year"
        return values | {
            "webhook_secret": rolled,
            "previous_webhook_secrets": [values["webhook_secret"]],
        }, rolled

    def deliver_to(self, url: str) -> None:
        self._call("webhooks", url=url)

    def _act(self, provider_ref: str, outcome: str) -> None:
        self._call(f"payments/{provider_ref}", outcome=outcome)

    def _call(self, path: str, **body: object) -> None:
        answer = httpx.post(
            f"{self._base_url}/_fake/{path}",
            json=body,
            auth=(self._key_id, key_secret_of(self._key_id)),
            trust_env=False,
            timeout=10,
        )
        answer.raise_for_status()
