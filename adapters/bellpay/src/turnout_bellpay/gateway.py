"""The gateway to Bellpay. Its webhooks say `id=…` and nothing else: whoever hears one asks."""

import hmac
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

from turnout_bellpay.settings import Settings
from turnout_sdk.adapter import Health, Services
from turnout_sdk.errors import AdapterError, Declined, Misconfigured, Untrusted
from turnout_sdk.http import Answer, ProviderApi, readable
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

FACTS = {
    "paid": FactKind.PAYMENT_SUCCEEDED,
    "failed": FactKind.PAYMENT_FAILED,
    "refund": FactKind.REFUND_SUCCEEDED,
    "dispute": FactKind.DISPUTE_OPENED,
    "dispute_won": FactKind.DISPUTE_WON,
    "dispute_lost": FactKind.DISPUTE_LOST,
}
STATES = {
    "open": OperationState.NEEDS_ACTION,
    "paid": OperationState.SUCCEEDED,
    "failed": OperationState.FAILED,
}


class Gateway:
    """One account at Bellpay."""

    def __init__(self, settings: Settings, services: Services) -> None:
        key = settings.api_key.get_secret_value()
        self._settings = settings
        # Only Bellpay learns the address, so a stranger's guesses cost no question.
        self._token = hmac.new(key.encode(), b"webhook", "sha256").hexdigest()
        self._webhook_url = f"{services.webhook_url}?{urlencode({'token': self._token})}"
        self._api = ProviderApi(
            services.http,
            settings.api_base,
            headers={"Authorization": f"Bearer {key}"},
            refusal=refusal,
            sleep=services.sleep,
        )

    def start(self, charge: Charge) -> Operation:
        request = {
            "amount": charge.amount.decimal(),
            "currency": charge.amount.currency,
            "reference": charge.reference,
            "description": charge.description,
            "return_url": charge.return_url,
            "webhook_url": self._webhook_url,
        }
        return payment_of(self._api.post("payments", request, once=charge.key))

    def fetch(self, provider_ref: str) -> Operation:
        return payment_of(self._api.get(_payment(provider_ref)))

    def refund(self, refund: Refund) -> Operation:
        request = {"amount": refund.amount.decimal(), "currency": refund.amount.currency}
        path = f"{_payment(refund.provider_ref)}/refunds"
        answer = self._api.post(path, request, once=refund.key)
        with readable("Bellpay's refund"):
            told = update_of(answer, answer["refund"])
            return Operation(
                provider_ref=told.object_id,
                state=OperationState.SUCCEEDED,
                amount=told.amount,
                facts=(told,),
            )

    def health(self) -> Health:
        is_live = self._settings.is_live
        detail = "Live key" if is_live else "Test key"
        account = self._api.get("account")
        with readable("Bellpay's account"):
            return Health(is_healthy=True, detail=detail, account=account["id"], is_live=is_live)

    def points_to(self, delivery: Delivery) -> str | None:
        """Take the one field that there is, at the address that only Bellpay was given."""
        token = delivery.query.get("token", "")
        if not hmac.compare_digest(token.encode(), self._token.encode()):
            raise Untrusted("the address of the delivery lacks its token")
        return delivery.form().get("id")


def refusal(answer: Answer) -> AdapterError:
    """Take over Bellpay's code and sentence; both are written for buyers."""
    try:
        error = answer.json()["error"]
        return Declined(str(error["code"]), str(error["message"]))
    except (ValueError, KeyError, TypeError):
        return Misconfigured(f"Bellpay is not at this address: it answered {answer.status}")


def payment_of(answer: Any) -> Operation:
    """Read a payment with all that happened to it, its refunds and disputes among it."""
    with readable("Bellpay's payment"):
        state = STATES.get(answer["status"], OperationState.UNKNOWN)
        waits = state is OperationState.NEEDS_ACTION
        page = NextAction(flow=Flow.REDIRECT, redirect_url=answer["page_url"]) if waits else None
        return Operation(
            provider_ref=answer["id"],
            state=state,
            amount=Money.of(answer["amount"], answer["currency"]),
            next_action=page,
            facts=tuple(update_of(answer, each) for each in answer["changes"]),
        )


def update_of(payment: dict[str, Any], change: dict[str, Any]) -> Update:
    return Update(
        delivery_id=change["id"],
        provider_ref=payment["id"],
        kind=FACTS[change["kind"]],
        object_id=change["object"],
        amount=Money.of(change["amount"], payment["currency"]),
        occurred_at=datetime.fromisoformat(change["at"]),
        reference=payment["reference"],
    )


def _payment(provider_ref: str) -> str:
    return f"payments/{quote(provider_ref, safe='')}"
