"""Acme Pay's side of the port `turnout_sdk.payments`: the one file that talks to the provider."""

from datetime import datetime
from typing import Any
from urllib.parse import quote

from turnout_acme.settings import Settings
from turnout_sdk.adapter import Health, Services
from turnout_sdk.errors import AdapterError, Declined, Misconfigured, Unclear
from turnout_sdk.http import Answer, ProviderApi
from turnout_sdk.money import Money
from turnout_sdk.payments import (
    Charge,
    Delivery,
    FactKind,
    Flow,
    NextAction,
    Operation,
    OperationState,
    Refund,
    Update,
)
from turnout_sdk.webhooks import SignedHeader

FACTS = {
    "paid": FactKind.PAYMENT_SUCCEEDED,
    "declined": FactKind.PAYMENT_FAILED,
    "refunded": FactKind.REFUND_SUCCEEDED,
}
STATES = {
    "open": OperationState.NEEDS_ACTION,
    "paid": OperationState.SUCCEEDED,
    "declined": OperationState.FAILED,
}


class Gateway:
    """One account at Acme Pay."""

    def __init__(self, settings: Settings, services: Services) -> None:
        key = settings.api_key.get_secret_value()
        self._settings, self._services = settings, services
        self._api = ProviderApi(
            services.http,
            settings.api_base,
            headers={"Authorization": f"Bearer {key}"},
            refusal=refusal,
            sleep=services.sleep,
        )

    def start(self, charge: Charge) -> Operation:
        request = {
            "amount": charge.amount.minor,
            "currency": charge.amount.currency,
            "reference": charge.reference,
            "return_url": charge.return_url,
            "webhook_url": self._services.webhook_url,
        }
        return payment_of(self._api.post("payments", request, once=charge.key))

    def fetch(self, provider_ref: str) -> Operation:
        return payment_of(self._api.get(f"payments/{quote(provider_ref, safe='')}"))

    def find(self, key: str) -> Operation | None:
        found = self._api.get("operations", {"key": key})
        if found is None:
            return None
        return refund_of(found) if "payment" in found else payment_of(found)

    def refund(self, refund: Refund) -> Operation:
        path = f"payments/{quote(refund.provider_ref, safe='')}/refunds"
        return refund_of(self._api.post(path, {"amount": refund.amount.minor}, once=refund.key))

    def health(self) -> Health:
        return Health(is_healthy=True, account=self._api.get("account")["id"])

    def verify(self, delivery: Delivery) -> None:
        header = SignedHeader.parse(delivery.header("Acme-Signature"))
        secrets = self._settings.webhook_secrets()
        header.require(secrets, delivery.body, now=self._services.now())

    def read(self, delivery: Delivery) -> Update | None:
        event = delivery.json()
        return update_of(event) if event.get("type") in FACTS else None


def refusal(answer: Answer) -> AdapterError:
    """Take Acme's code; its sentence is written for buyers."""
    try:
        error = answer.json()["error"]
        return Declined(str(error["code"]), str(error["message"]))
    except (ValueError, KeyError, TypeError):
        return Misconfigured(f"Acme Pay is not at this address: it answered {answer.status}")


def payment_of(answer: Any) -> Operation:
    """Read a payment; Unclear when the answer is none, because the request was carried out."""
    try:
        state = STATES.get(answer["status"], OperationState.UNKNOWN)
        waits = state is OperationState.NEEDS_ACTION
        return Operation(
            provider_ref=answer["id"],
            state=state,
            amount=Money(answer["amount"], answer["currency"]),
            next_action=NextAction(flow=Flow.REDIRECT, redirect_url=answer["pay_url"])
            if waits
            else None,
            facts=tuple(update_of(each) for each in answer["events"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Unclear(f"the answer is not a payment: {type(error).__name__}") from None


def refund_of(answer: Any) -> Operation:
    try:
        amount = Money(answer["amount"], answer["currency"])
        return Operation(provider_ref=answer["id"], state=OperationState.SUCCEEDED, amount=amount)
    except (KeyError, TypeError, ValueError) as error:
        raise Unclear(f"the answer is not a refund: {type(error).__name__}") from None


def update_of(event: dict[str, Any]) -> Update:
    return Update(
        delivery_id=event["id"],
        provider_ref=event["payment"],
        kind=FACTS[event["type"]],
        object_id=event["object"],
        amount=Money(event["amount"], event["currency"]),
        occurred_at=datetime.fromisoformat(event["at"]),
        reference=event["reference"],
    )
