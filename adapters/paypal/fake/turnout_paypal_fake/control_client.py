"""The fake's other customers, for the conformance kit and for demos."""

import base64
import json
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import httpx

from turnout_paypal import adapter
from turnout_paypal_fake.credentials import client_id_of, client_secret_of, settings, webhook_id_of
from turnout_sdk.adapter import Services


class ControlClient:
    """Acts on one account over HTTP: as its buyers, their banks, and its owner.

    PayPal collects when the shop asks it to, after the buyer has approved. `pay` and its like end
    with money that is in (or not), so they let the adapter ask as Turnout does when it hears of
    an approval; whoever asks first, an order is collected once.
    """

    def __init__(self, base_url: str, account: str) -> None:
        self._base_url, self._account = base_url, account
        self._client_id = client_id_of(account)

    def approve(self, provider_ref: str) -> None:
        """Do the buyer's part only."""
        self._play(provider_ref, "approve")

    def pay(self, provider_ref: str) -> None:
        if self._is_under_review(provider_ref):
            self._play(provider_ref, "arrived")
            return
        self.approve(provider_ref)
        self._ask_after(provider_ref)

    def decline(self, provider_ref: str) -> None:
        """Refuse for good, after a review: a refused card may be tried again."""
        if not self._is_under_review(provider_ref):
            self.delay(provider_ref)
        self._play(provider_ref, "denied")

    def delay(self, provider_ref: str) -> None:
        self._play(provider_ref, "approve_for_review")
        self._ask_after(provider_ref)

    def dispute(self, provider_ref: str) -> None:
        self._play(provider_ref, "dispute")

    def close_dispute(self, provider_ref: str, *, won: bool) -> None:
        self._play(provider_ref, "dispute_won" if won else "dispute_lost")

    def refund_outside(self, provider_ref: str, minor: int) -> None:
        """Give back in the dashboard."""
        order = self._call("GET", f"/v2/checkout/orders/{provider_ref}")
        capture = order["purchase_units"][0]["payments"]["captures"][0]
        currency = capture["amount"]["currency_code"]
        whole = currency in ("HUF", "JPY", "TWD")
        value = str(minor) if whole else f"{minor // 100}.{minor % 100:02d}"
        body = {"amount": {"currency_code": currency, "value": value}}
        self._call("POST", f"/v2/payments/captures/{capture['id']}/refund", body)

    def hold_refunds(self) -> None:
        self._call("POST", "/_fake/account", {"next_refund": "pending"})

    def finish_refund(self, refund_ref: str, *, succeeded: bool) -> None:
        outcome = "done" if succeeded else "failed"
        self._call("POST", f"/_fake/refunds/{refund_ref}", {"outcome": outcome})

    def refuse_card(self, provider_ref: str) -> None:
        self._play(provider_ref, "refuse_on_page")

    def challenge(self, provider_ref: str) -> None:
        self._play(provider_ref, "challenge_on_page")

    def sign(self, body: bytes, *, at: datetime, secret: str | None = None) -> Mapping[str, str]:
        """Sign for the account's webhook; for PayPal, `secret` is the ID of another one."""
        fields = {
            "body": base64.b64encode(body).decode(),
            "at": at.isoformat(),
            "webhook_id": secret or webhook_id_of(self._client_id),
        }
        signed: dict[str, str] = self._call("POST", "/_fake/sign", fields)
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
        values = settings(self._base_url, self._account)
        new = "8PT597110X687430L"
        return {"webhook_id": new, "previous_webhook_ids": [values["webhook_id"]]}, new

    def deliver_to(self, url: str) -> None:
        """Point the account's webhook to an address, as its owner does in the dashboard."""
        changes = [{"op": "replace", "path": "/url", "value": url}]
        self._call("PATCH", f"/v1/notifications/webhooks/{webhook_id_of(self._client_id)}", changes)

    def _play(self, provider_ref: str, outcome: str) -> None:
        self._call("POST", f"/_fake/orders/{provider_ref}", {"outcome": outcome})

    def _is_under_review(self, provider_ref: str) -> bool:
        order = self._call("GET", f"/v2/checkout/orders/{provider_ref}")
        made = order["purchase_units"][0].get("payments") or {}
        return any(each["status"] == "PENDING" for each in made.get("captures") or ())

    def _ask_after(self, provider_ref: str) -> None:
        with _client() as http:
            services = Services(http=http, now=_now)
            adapter.open(settings(self._base_url, self._account), services).fetch(provider_ref)

    def _call(self, method: str, path: str, body: object = None) -> Any:
        with _client() as http:
            token = http.post(
                f"{self._base_url}/v1/oauth2/token",
                data={"grant_type": "client_credentials"},
                auth=(self._client_id, client_secret_of(self._client_id)),
            ).raise_for_status()
            answer = http.request(
                method,
                f"{self._base_url}{path}",
                json=body,
                headers={"Authorization": f"Bearer {token.json()['access_token']}"},
            ).raise_for_status()
        return answer.json() if answer.content else None


def _client() -> httpx.Client:
    return httpx.Client(trust_env=False, timeout=10)


def _now() -> datetime:
    return datetime.fromtimestamp(time.time(), tz=UTC)
