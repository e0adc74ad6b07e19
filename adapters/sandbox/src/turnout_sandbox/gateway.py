"""The gateway to the sandbox, and how its webhooks are trusted."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import quote

from turnout_sandbox.events import event_of, payment_of, refund_of, settlement_of, update_of
from turnout_sandbox.settings import Settings
from turnout_sdk.adapter import Health, Services
from turnout_sdk.errors import AdapterError, Declined, Misconfigured, Untrusted
from turnout_sdk.http import Answer, ProviderApi
from turnout_sdk.payments import Capture, Charge, Delivery, Operation, Refund, Update, Void
from turnout_sdk.settlements import Settlement
from turnout_sdk.webhooks import SignedHeader

SIGNATURE = "Turnout-Sandbox-Signature"


class Gateway:
    """One account at the sandbox."""

    def __init__(self, settings: Settings, services: Services) -> None:
        self._settings = settings
        self._services = services
        key = settings.api_key.get_secret_value()
        self._api = ProviderApi(
            services.http,
            settings.api_base,
            headers={"Authorization": f"Bearer {key}"},
            refusal=refusal,
            sleep=services.sleep,
        )

    def start(self, charge: Charge) -> Operation:
        """Ask for a payment; the buyer goes on at the hosted page."""
        request = {
            "amount_minor": charge.amount.minor,
            "currency": charge.amount.currency,
            "reference": charge.reference,
            "description": charge.description,
            "return_url": charge.return_url,
            "cancel_url": charge.cancel_url,
            "webhook_url": self._services.webhook_url,
            "capture": charge.capture,
            "method": charge.method,
            "buyer_email": charge.buyer_email,
        }
        return payment_of(self._api.post("v1/payments", request, once=charge.key))

    def fetch(self, provider_ref: str) -> Operation:
        return payment_of(self._api.get(_payment(provider_ref)))

    def find(self, key: str) -> Operation | None:
        """Look up what a key did; raise Declined when that operation was refused."""
        try:
            record = self._api.get(f"v1/operations/{quote(key, safe='')}")
        except Declined as refused:
            if refused.code == "not_found":
                return None
            raise
        answer = record["answer"]
        if "error" in answer:
            raise Declined(answer["error"]["code"], answer["error"]["message"])
        return refund_of(answer) if answer["object"] == "refund" else payment_of(answer)

    def refund(self, refund: Refund) -> Operation:
        request = {"amount_minor": refund.amount.minor, "currency": refund.amount.currency}
        path = f"{_payment(refund.provider_ref)}/refunds"
        return refund_of(self._api.post(path, request, once=refund.key))

    def capture(self, capture: Capture) -> Operation:
        """Collect once; what is not collected of an authorization is released."""
        request = {"amount_minor": capture.amount.minor, "currency": capture.amount.currency}
        path = f"{_payment(capture.provider_ref)}/capture"
        return payment_of(self._api.post(path, request, once=capture.key))

    def void(self, void: Void) -> Operation:
        return payment_of(self._api.post(f"{_payment(void.provider_ref)}/void", {}, once=void.key))

    def settlements(self, since: datetime, until: datetime) -> Iterator[Settlement]:
        """Read the account's balance, a page at a time."""
        asked = {"since": since.isoformat(), "until": until.isoformat()}
        after: str | None = None
        while True:
            page = self._api.get("v1/balance", asked | ({"after": after} if after else {}))
            for line in page["items"]:
                yield settlement_of(line, account=self._settings.account)
            after = page["next"]
            if after is None:
                return

    def health(self) -> Health:
        account = self._api.get("v1/account")
        return Health(is_healthy=True, detail="Test mode", account=account["id"], is_live=False)

    def verify(self, delivery: Delivery) -> None:
        """Check signature, age and account, in this order, on the raw bytes."""
        signed = SignedHeader.parse(delivery.header(SIGNATURE))
        secrets = self._settings.webhook_secrets()
        signed.require(secrets, delivery.body, now=self._services.now())
        event = event_of(delivery)
        if event is None:
            raise Untrusted("the delivery is not an event")
        if event.get("account") != self._settings.account:
            raise Untrusted("the delivery concerns another account")

    def read(self, delivery: Delivery) -> Update | None:
        event = event_of(delivery)
        return update_of(event) if event else None


def refusal(answer: Answer) -> AdapterError:
    """Take over the sandbox's own code and sentence; both are written for buyers."""
    try:
        error: dict[str, Any] = answer.json()["error"]
        return Declined(str(error["code"]), str(error["message"]))
    except (ValueError, KeyError, TypeError):
        return Misconfigured(f"no sandbox is at this address: it answered {answer.status}")


def _payment(provider_ref: str) -> str:
    return f"v1/payments/{quote(provider_ref, safe='')}"
