"""The control client: buyers, banks and the owner, for the conformance kit and demos."""

import json
import time
from base64 import b64decode
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from turnout_razorpay_fake import fields
from turnout_razorpay_fake.accounts import (
    account_id_of,
    key_id_of,
    key_secret_of,
    settings,
    webhook_secret_of,
)
from turnout_razorpay_fake.webhooks import sign
from turnout_sdk.testing.provider import control_client


class ControlClient(control_client.ControlClient):
    """Acts on one account over HTTP: as its buyers, their banks, and its owner."""

    settings_of = staticmethod(settings)

    @property
    def _key_id(self) -> str:
        return key_id_of(self.account)

    @property
    def credentials(self) -> Mapping[str, Any]:
        return {"auth": (self._key_id, key_secret_of(self._key_id))}

    def act(self, provider_ref: str, outcome: str) -> None:
        self.control(f"payments/{provider_ref}", outcome=outcome)

    def decline(self, provider_ref: str) -> None:
        """Refuse for good: a card that is refused may be followed by another until a link ends."""
        self.act(provider_ref, "fail")
        if provider_ref.startswith("plink_"):
            self.act(provider_ref, "expire")

    def refuse_card(self, provider_ref: str) -> None:
        self.act(provider_ref, "fail")

    def charged(self, provider_ref: str) -> str:
        """Say what the payment page asks for."""
        kind = "payment_links" if provider_ref.startswith("plink_") else "orders"
        holder = self.call("GET", f"/v1/{kind}/{provider_ref}")
        return fields.decimal(holder["amount"], holder["currency"])

    def refund_outside(self, provider_ref: str, minor: int) -> None:
        self.control(f"refund_outside/{provider_ref}", amount=minor)

    def hold_refunds(self) -> None:
        self.control("account", holds_next_refund=True)

    def finish_refund(self, refund_ref: str, *, succeeded: bool) -> None:
        self.control(f"refunds/{refund_ref}", outcome="processed" if succeeded else "failed")

    def evidence_texts(self, dispute_ref: str) -> list[str]:
        summary = self.call("GET", f"/v1/disputes/{dispute_ref}")["evidence"]["summary"]
        return [summary] if summary else []

    def evidence_files(self, dispute_ref: str) -> list[bytes]:
        return [b64decode(each) for each in self.control(f"disputes/{dispute_ref}")["contents"]]

    def times_submitted(self, dispute_ref: str) -> int:
        return int(self.control(f"disputes/{dispute_ref}")["submissions"])

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
        return self.rotated("hook-of-the-next-year")

    def deliver_to(self, url: str) -> None:
        self.control("webhooks", url=url)
