"""The gateway to PayPal. A payment is an order throughout."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from urllib.parse import quote

from turnout_paypal import choices, request_bodies
from turnout_paypal.amounts import from_provider
from turnout_paypal.client import Client, Conversation
from turnout_paypal.errors import GOES_ON
from turnout_paypal.events import EVENT_TYPES, event_of, update_of
from turnout_paypal.evidence import accept, submit
from turnout_paypal.observations import (
    REFUND_KINDS,
    Json,
    authorization_updates,
    capture_update,
    context_of,
    facts_of,
    merchant_of,
    order_update,
    payments_of,
    refund_update,
    unit_of,
)
from turnout_paypal.settings import Settings
from turnout_paypal.settlements import Report
from turnout_paypal.signatures import Verifier
from turnout_paypal.states import collected, operation_of
from turnout_sdk.adapter import Health, Services
from turnout_sdk.disputes import DisputeAcceptance, DisputeAnswer, Evidence
from turnout_sdk.errors import Declined, Misconfigured
from turnout_sdk.http import readable
from turnout_sdk.payments import (
    REFUND_STATES,
    Capture,
    Charge,
    Delivery,
    FactKind,
    Operation,
    OperationState,
    ProviderPage,
    Refund,
    Update,
    Void,
)
from turnout_sdk.settlements import Settlement
from turnout_sdk.time_limits import EVIDENCE_SECONDS

ORDERS = "v2/checkout/orders"
PAGES = {
    ProviderPage.PAYMENT: "activity/payment",
    ProviderPage.REFUND: "activity/payment",
    ProviderPage.DISPUTE: "resolutioncenter/view",
}
"""To PayPal a refund is a transaction as the payment is."""
_ANSWER = "PayPal's answer"
_FORM_SECONDS = EVIDENCE_SECONDS - 2.0
_ALREADY_VOIDED = frozenset({"PREVIOUSLY_VOIDED", "AUTHORIZATION_VOIDED"})


class Gateway:
    """One account at PayPal."""

    def __init__(self, settings: Settings, services: Services) -> None:
        self._settings, self._services = settings, services
        self._client = Client(settings, services)
        self._verifier = Verifier(settings, services)

    def start(self, charge: Charge) -> Operation:
        body = request_bodies.order(charge, self._settings)
        order = self._client.open(is_write=True).post(ORDERS, body, once=charge.key)
        with readable(_ANSWER):
            opened = operation_of(order)
            self._require_our_merchant(order)
        if opened.amount != charge.amount:
            raise Declined("amount-mismatch", "PayPal offered another amount.")
        return opened

    def page_url(self, page: ProviderPage, object_id: str) -> str:
        """Say where the account at PayPal, or at its sandbox, shows it."""
        host = (
            "www.paypal.com" if self._settings.environment == "live" else "www.sandbox.paypal.com"
        )
        return f"https://{host}/{PAGES[page]}/{quote(object_id, safe='')}"

    def fetch(self, provider_ref: str) -> Operation:
        """Ask how an order stands, and collect (or authorize) it if the buyer has approved it.

        PayPal leaves that to the shop. Whether a webhook, the buyer's return or a timer led here,
        and however often: an order is collected once, and its facts are the same.
        """
        talk = self._client.open()
        order = self._order(talk, provider_ref)
        with readable(_ANSWER):
            if order["status"] == "APPROVED":
                return self._complete(talk, order)
            return operation_of(order, self._disputes(talk, order))

    def capture(self, capture: Capture) -> Operation:
        """Collect all or a part of an authorization; several parts until it is used up."""
        talk = self._client.open(is_write=True)
        order = self._order(talk, capture.provider_ref)
        with readable(_ANSWER):
            made = choices.made_under(order, "captures", capture.key)
            if made is None:
                authorization, is_last = choices.authorization_for(order, capture.amount)
                made = talk.post(
                    f"v2/payments/authorizations/{_quoted(authorization['id'])}/capture",
                    request_bodies.capture(capture.amount, key=capture.key, is_last=is_last),
                    once=capture.key,
                )
            return _captured(order, made)

    def void(self, void: Void) -> Operation:
        """Let an authorization go. An order that nobody approved lapses by itself."""
        talk = self._client.open(is_write=True)
        order = self._order(talk, void.provider_ref)
        with readable(_ANSWER):
            authorization = choices.authorization_of(order)
            try:
                talk.post(
                    f"v2/payments/authorizations/{_quoted(authorization['id'])}/void",
                    {},
                    once=void.key,
                )
            except Declined as refused:
                if refused.code not in _ALREADY_VOIDED:
                    raise
            voided = {**authorization, "status": "VOIDED"}
            return Operation(
                provider_ref=order["id"],
                state=OperationState.CANCELLED,
                amount=from_provider(authorization["amount"]),
                facts=tuple(authorization_updates(voided, context_of(order))),
            )

    def refund(self, refund: Refund) -> Operation:
        """Give back out of one capture; PayPal sees to it that never more than that goes back."""
        talk = self._client.open(is_write=True)
        order = self._order(talk, refund.provider_ref)
        with readable(_ANSWER):
            made = choices.made_under(order, "refunds", refund.key)
            if made is None:
                source = choices.capture_to_refund(order, refund.amount)
                label = replace(context_of(order).label, key=refund.key)
                made = talk.post(
                    f"v2/payments/captures/{_quoted(source['id'])}/refund",
                    request_bodies.refund(refund, label, self._settings),
                    once=refund.key,
                )
            return _refunded(order, made)

    def submit_evidence(self, evidence: Evidence) -> DisputeAnswer:
        """Send texts and files in one form, where the dispute's links offer it."""
        with readable(_ANSWER):
            return submit(self._client.open(is_write=True, seconds=_FORM_SECONDS), evidence)

    def accept_dispute(self, acceptance: DisputeAcceptance) -> DisputeAnswer:
        with readable(_ANSWER):
            return accept(self._client.open(is_write=True), acceptance)

    def settlements(self, since: datetime, until: datetime) -> Iterator[Settlement]:
        """Read PayPal's transactions, which appear there up to three hours after they happened."""
        report = Report(self._client, self._settings.merchant_id)
        with readable(_ANSWER):
            yield from report.lines(since, until)

    def health(self) -> Health:
        """Prove the credentials, and that the webhook is known and hears what matters."""
        talk = self._client.open()
        try:
            webhook = talk.get(f"v1/notifications/webhooks/{_quoted(self._settings.webhook_id)}")
        except Declined:
            detail = "PayPal knows no webhook with this ID"
            return Health(is_healthy=False, detail=detail, account=self._settings.merchant_id)
        with readable(_ANSWER):
            detail = f"{self._where()}{self._webhook_notes(webhook)}"
        return Health(
            is_healthy=True,
            detail=detail,
            account=self._settings.merchant_id,
            is_live=self._settings.environment == "live" and not self._settings.place.is_test,
        )

    def verify(self, delivery: Delivery) -> None:
        self._verifier.require(delivery)

    def read(self, delivery: Delivery) -> Update | None:
        """Say what an event means. An approved order is told as pending: asking collects it."""
        event = event_of(delivery)
        with readable(_ANSWER):
            return update_of(event) if event else None

    def _complete(self, talk: Conversation, order: Json) -> Operation:
        """Collect what was approved, under a key that follows from the order.

        Whatever the key, an order is collected once only; PayPal sees to that.
        """
        try:
            self._require_our_merchant(order)
            self._write_label(talk, order)
            verb = "capture" if order["intent"] == "CAPTURE" else "authorize"
            path = f"{ORDERS}/{_quoted(order['id'])}/{verb}"
            return operation_of(talk.post(path, {}, once=choices.key_of_completion(order)))
        except Declined as refused:
            return self._refused(self._order(talk, order["id"]), refused)

    def _refused(self, order: Json, refused: Declined) -> Operation:
        """Somebody was quicker; or the buyer has to go on; or this attempt is over."""
        if order["status"] == "COMPLETED":
            return operation_of(order)
        if refused.code in GOES_ON:
            operation = operation_of({**order, "status": "PAYER_ACTION_REQUIRED"})
            return replace(operation, facts=facts_of(order))
        update = order_update(FactKind.PAYMENT_FAILED, order, context_of(order), code=refused.code)
        return replace(
            operation_of(order),
            state=OperationState.FAILED,
            next_action=None,
            facts=(*facts_of(order), update),
            code=refused.code,
        )

    def _write_label(self, talk: Conversation, order: Json) -> None:
        """Name the order on itself; one that cannot be changed any more is collected as it is."""
        label = context_of(order).label
        if unit_of(order).get("custom_id") != label.write():
            with suppress(Declined):
                talk.patch(f"{ORDERS}/{_quoted(order['id'])}", request_bodies.label(label))

    def _order(self, talk: Conversation, provider_ref: str) -> Json:
        order: Json = talk.get(f"{ORDERS}/{_quoted(provider_ref)}")
        return order

    def _disputes(self, talk: Conversation, order: Json) -> list[Json]:
        """List disputes about an order's captures; none where the app may not see them."""
        disputes: list[Json] = []
        try:
            for capture in collected(payments_of(order, "captures")):
                listed = talk.get("v1/customer/disputes", disputed_transaction_id=capture["id"])
                disputes += [self._dispute(talk, each) for each in listed.get("items") or ()]
        except Misconfigured:
            return []
        return disputes

    def _dispute(self, talk: Conversation, summary: Json) -> Json:
        """A list tells everything about a dispute but how it ended."""
        if summary.get("status") != "RESOLVED" or summary.get("dispute_outcome"):
            return summary
        dispute: Json = talk.get(f"v1/customer/disputes/{_quoted(summary['dispute_id'])}")
        return dispute

    def _require_our_merchant(self, order: Json) -> None:
        ours, paid = self._settings.merchant_id, merchant_of(unit_of(order))
        if ours is not None and paid not in (None, ours):
            raise Misconfigured("these credentials would pay another merchant than the one given")

    def _where(self) -> str:
        if self._settings.place.is_test:
            return "A player of PayPal"
        return "Live" if self._settings.environment == "live" else "PayPal's sandbox"

    def _webhook_notes(self, webhook: Json) -> str:
        notes = ""
        if webhook["url"] != self._services.webhook_url:
            notes += "; the webhook leads to another address than this connection's"
        heard = {each["name"] for each in webhook.get("event_types") or ()}
        unheard = set() if "*" in heard else set(EVENT_TYPES) - heard
        if unheard:
            notes += f"; the webhook does not hear {', '.join(sorted(unheard))}"
        return notes


def _captured(order: Json, made: Json) -> Operation:
    context = context_of(order)
    # A capture's own answer names its authorization by a link that this order's list may lack.
    update = capture_update({**made, "status": made["status"]}, context)
    states = {
        FactKind.PAYMENT_CAPTURED: OperationState.SUCCEEDED,
        FactKind.PAYMENT_SUCCEEDED: OperationState.SUCCEEDED,
        FactKind.PAYMENT_PENDING: OperationState.PENDING,
        FactKind.PAYMENT_FAILED: OperationState.FAILED,
    }
    return Operation(
        provider_ref=order["id"],
        state=states[update.kind] if update else OperationState.UNKNOWN,
        amount=from_provider(made["amount"]),
        facts=(*facts_of(order), update) if update else facts_of(order),
        code=update.code if update else None,
    )


def _refunded(order: Json, made: Json) -> Operation:
    update = refund_update(made, context_of(order))
    return Operation(
        provider_ref=made["id"],
        state=REFUND_STATES[REFUND_KINDS.get(made["status"])],
        amount=from_provider(made["amount"]),
        facts=(update,) if update else (),
        code=update.code if update else None,
    )


def _quoted(name: str) -> str:
    return quote(name, safe="")
