"""The control client: buyers, banks and the owner, for the conformance kit and demos."""

import base64
import json
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import httpx

from turnout_paypal import adapter
from turnout_paypal_fake.accounts import client_id_of, client_secret_of, settings, webhook_id_of
from turnout_sdk.adapter import Services
from turnout_sdk.testing.local_http import NO_CERTIFICATES, local_client
from turnout_sdk.testing.provider import control_client


class ControlClient(control_client.ControlClient):
    """Acts on one account over HTTP: as its buyers, their banks, and its owner.

    PayPal collects when the shop asks it to, after the buyer has approved. `pay` and its like end
    with money that is in (or not), so they let the adapter ask as Turnout does when it hears of
    an approval; whoever asks first, an order is collected once.
    """

    settings_of = staticmethod(settings)

    @property
    def _client_id(self) -> str:
        return client_id_of(self.account)

    @property
    def credentials(self) -> Mapping[str, Any]:
        answer = httpx.post(
            f"{self.base_url}/v1/oauth2/token",
            data={"grant_type": "client_credentials"},
            auth=(self._client_id, client_secret_of(self._client_id)),
            trust_env=False,
            verify=NO_CERTIFICATES,
            timeout=10,
        ).raise_for_status()
        return {"headers": {"Authorization": f"Bearer {answer.json()['access_token']}"}}

    def act(self, provider_ref: str, outcome: str) -> None:
        self.control(f"orders/{provider_ref}", outcome=outcome)

    def approve(self, provider_ref: str) -> None:
        """Do the buyer's part only."""
        self.act(provider_ref, "approve")

    def pay(self, provider_ref: str) -> None:
        if self._is_under_review(provider_ref):
            self.act(provider_ref, "arrived")
            return
        self.approve(provider_ref)
        self._ask_after(provider_ref)

    def decline(self, provider_ref: str) -> None:
        """Refuse for good, after a review: a refused card may be tried again."""
        if not self._is_under_review(provider_ref):
            self.delay(provider_ref)
        self.act(provider_ref, "denied")

    def delay(self, provider_ref: str) -> None:
        self.act(provider_ref, "approve_for_review")
        self._ask_after(provider_ref)

    def pay_at_risk(self, provider_ref: str, level: str) -> None:
        """Let PayPal look at it first: all that it publishes of the risk of a payment."""
        if level != "elevated":
            raise ValueError(f"PayPal calls no risk {level}")
        self.delay(provider_ref)

    def charged(self, provider_ref: str) -> str:
        """Say what the page asks for on which the buyer approves."""
        order = self.call("GET", f"/v2/checkout/orders/{provider_ref}")
        return str(order["purchase_units"][0]["amount"]["value"])

    def refund_outside(self, provider_ref: str, minor: int) -> None:
        """Give back in the dashboard."""
        order = self.call("GET", f"/v2/checkout/orders/{provider_ref}")
        capture = order["purchase_units"][0]["payments"]["captures"][0]
        currency = capture["amount"]["currency_code"]
        whole = currency in ("HUF", "JPY", "TWD")
        value = str(minor) if whole else f"{minor // 100}.{minor % 100:02d}"
        body = {"amount": {"currency_code": currency, "value": value}}
        self.call("POST", f"/v2/payments/captures/{capture['id']}/refund", json=body)

    def hold_refunds(self) -> None:
        self.control("account", next_refund="pending")

    def finish_refund(self, refund_ref: str, *, succeeded: bool) -> None:
        outcome = "done" if succeeded else "failed"
        self.control(f"refunds/{refund_ref}", outcome=outcome)

    def refuse_card(self, provider_ref: str) -> None:
        self.act(provider_ref, "refuse_on_page")

    def challenge(self, provider_ref: str) -> None:
        self.act(provider_ref, "challenge_on_page")

    def evidence_texts(self, dispute_ref: str) -> list[str]:
        dispute = self.call("GET", f"/v1/customer/disputes/{dispute_ref}")
        return [each["notes"] for each in dispute["evidences"] if each.get("notes")]

    def evidence_files(self, dispute_ref: str) -> list[bytes]:
        held = self.control(f"disputes/{dispute_ref}")["contents"]
        return [base64.b64decode(each) for each in held]

    def times_submitted(self, dispute_ref: str) -> int:
        return int(self.control(f"disputes/{dispute_ref}")["submissions"])

    def sign(self, body: bytes, *, at: datetime, secret: str | None = None) -> Mapping[str, str]:
        """Sign for the account's webhook; for PayPal, `secret` is the ID of another one."""
        fields = {
            "body": base64.b64encode(body).decode(),
            "at": at.isoformat(),
            "webhook_id": secret or webhook_id_of(self._client_id),
        }
        signed: dict[str, str] = self.call("POST", "/_fake/sign", json=fields)
        return signed

    def unknown_event(self) -> bytes:
        event = {
            "id": "WH-UNHEARD-OF",
            "event_type": "LOOT-BOX.OPENED",
            "resource_type": "loot-box",
            "resource": {"id": "BOX1"},
        }
        return json.dumps(event).encode()

    def rotation(self) -> tuple[Mapping[str, object], str]:
        values = self.settings()
        new = "8PT597110X687430L"
        return {"webhook_id": new, "previous_webhook_ids": [values["webhook_id"]]}, new

    def deliver_to(self, url: str) -> None:
        """Point the account's webhook to an address, as its owner does in the dashboard."""
        changes = [{"op": "replace", "path": "/url", "value": url}]
        self.call(
            "PATCH", f"/v1/notifications/webhooks/{webhook_id_of(self._client_id)}", json=changes
        )

    def _is_under_review(self, provider_ref: str) -> bool:
        order = self.call("GET", f"/v2/checkout/orders/{provider_ref}")
        made = order["purchase_units"][0].get("payments") or {}
        return any(each["status"] == "PENDING" for each in made.get("captures") or ())

    def _ask_after(self, provider_ref: str) -> None:
        with local_client(timeout=10) as http:
            services = Services(http=http, now=lambda: datetime.fromtimestamp(time.time(), tz=UTC))
            adapter.open(self.settings(), services).fetch(provider_ref)
