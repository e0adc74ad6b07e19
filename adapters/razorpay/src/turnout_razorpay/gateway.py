"""The gateway to Razorpay, and how its webhooks are trusted."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import quote

from turnout_razorpay import request_bodies
from turnout_razorpay.amounts import from_provider, to_provider
from turnout_razorpay.capabilities import CHECKOUT, PAGE
from turnout_razorpay.client import Client
from turnout_razorpay.errors import CAPTURED, understood
from turnout_razorpay.events import event_of, update_of
from turnout_razorpay.evidence import accept, submit
from turnout_razorpay.lookup import Lookup, is_link, page_of, require_ref
from turnout_razorpay.observations import Json, context_of, ended, is_captured, is_manual
from turnout_razorpay.settings import Settings
from turnout_razorpay.settlements import Report
from turnout_sdk.adapter import Health, Services
from turnout_sdk.disputes import DisputeAcceptance, DisputeAnswer, Evidence
from turnout_sdk.errors import Declined, Untrusted
from turnout_sdk.payments import (
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
from turnout_sdk.webhooks import TOLERANCE_SECONDS, require_fresh, require_hmac_sha256

_OPEN = ("created", "attempted")
ALLOWANCE_SECONDS = 2.0
"""What is left of a verb's time for the adapter's own work."""
SIGNATURE = "X-Razorpay-Signature"
DASHBOARD = "https://dashboard.razorpay.com/app"
"""It shows test or live by a switch of its own, which no address can turn."""
REPLAY_SECONDS = 7 * 24 * 3600 + TOLERANCE_SECONDS
"""An event says when it was made, not when it was sent: Razorpay repeats it for a day, and lets
organizers replay it, unchanged, for a week."""


class Gateway:
    """One Razorpay account. A payment is a payment link, or an order for fields on our page."""

    def __init__(self, settings: Settings, services: Services) -> None:
        self._settings = settings
        self._services = services
        self._client = Client(settings, services)

    def start(self, charge: Charge) -> Operation:
        """Make a link or an order, once for each key, whose name Razorpay takes but once."""
        flow = _flow_of(charge)
        api = self._client.changing()
        lookup = self._over(api)
        with understood():
            try:
                made: Json = (
                    api.payment_link.create(request_bodies.link_body(charge))
                    if flow == PAGE
                    else api.order.create(request_bodies.order_body(charge))
                )
            except Declined:
                find = lookup.link_of_key if flow == PAGE else lookup.order_of_key
                found = find(charge.key)
                if found is None:
                    raise
                made = found
            _require_same(made, charge)
            if made["status"] not in _OPEN:
                return lookup.payment(made["id"])
            return Operation(
                provider_ref=made["id"],
                state=OperationState.NEEDS_ACTION,
                amount=charge.amount,
                next_action=page_of(made) if flow == PAGE else lookup.fields_of(made),
            )

    def fetch(self, provider_ref: str) -> Operation:
        """Ask how a payment stands, with its fee, refunds and disputes."""
        require_ref(provider_ref)
        with understood():
            return self._lookup().payment(provider_ref)

    def page_url(self, page: ProviderPage, object_id: str) -> str:
        """Say where the dashboard shows it."""
        return f"{DASHBOARD}/{page.value}s/{quote(object_id, safe='')}"

    def find(self, key: str) -> Operation | None:
        """Look for what a key made: a link, an order, a refund, or a capture or void of an order.

        Links and orders are found for certain, refunds, captures and voids among the newest 300.
        """
        lookup = self._lookup()
        with understood():
            link = lookup.link_of_key(key)
            if link is not None:
                return lookup.of_link(link)
            order = lookup.order_of_key(key)
            if order is not None:
                return lookup.of_order(order)
            refund = lookup.refund_of_key(key)
            if refund is not None:
                return lookup.of_refund(
                    refund, request_bodies.notes_of(refund)[request_bodies.PAYMENT]
                )
            touched = lookup.order_touched_by(key)
            return lookup.of_order(touched) if touched is not None else None

    def refund(self, refund: Refund) -> Operation:
        """Give back from the attempt that was captured.

        Razorpay does not say how long it remembers a key, so the refunds it knows are asked first.
        """
        require_ref(refund.provider_ref)
        api = self._client.changing()
        lookup = self._over(api)
        with understood():
            payment, reference = lookup.collected(refund.provider_ref)
            earlier = (
                each
                for each in lookup.refunds(payment)
                if request_bodies.notes_of(each).get(request_bodies.KEY) == refund.key
            )
            made = next(earlier, None) or api.payment.refund(
                payment["id"],
                request_bodies.refund_body(refund, reference),
                headers={"X-Refund-Idempotency": request_bodies.refund_key(refund.key)},
            )
            return lookup.of_refund(made, refund.provider_ref)

    def capture(self, capture: Capture) -> Operation:
        """Collect an authorization, all of it, once. The key is written on the order before."""
        if is_link(require_ref(capture.provider_ref)):
            raise Declined("capture-not-separate", "This payment is collected by itself.")
        lookup = self._over(self._client.changing())
        with understood():
            order = lookup.order(capture.provider_ref)
            if capture.amount != from_provider(order["amount"], order["currency"]):
                raise Declined("capture-amount-differs", "Razorpay collects all or nothing.")
            if request_bodies.notes_of(order).get(request_bodies.VOID_KEY):
                raise Declined("voided", "This payment was let go.")
            attempts = lookup.attempts(order["id"])
            if any(is_captured(each) for each in attempts):
                return _captured_before(lookup, order, capture)
            waiting = [each for each in attempts if each["status"] == "authorized"]
            if not waiting:
                raise Declined("nothing-authorized", "There is nothing to collect.")
            return self._collect(order, waiting[0], capture)

    def void(self, void: Void) -> Operation:
        """Cancel a link. An order for capture is marked, and its authorization lapses by itself."""
        require_ref(void.provider_ref)
        api = self._client.changing()
        lookup = self._over(api)
        with understood():
            if not is_link(void.provider_ref):
                return self._let_go(lookup.order(void.provider_ref), void)
            try:
                link: Json = api.payment_link.cancel(void.provider_ref)
            except Declined:
                link = lookup.link(void.provider_ref)
                if link["status"] != "cancelled":
                    raise
            return self._voided(link)

    def submit_evidence(self, evidence: Evidence) -> DisputeAnswer:
        """Upload the files, then contest the dispute with them and the texts."""
        api = self._client.changing(EVIDENCE_SECONDS - ALLOWANCE_SECONDS)
        with understood():
            return submit(api, evidence)

    def accept_dispute(self, acceptance: DisputeAcceptance) -> DisputeAnswer:
        with understood():
            return accept(self._client.changing(), acceptance.dispute_ref)

    def settlements(self, since: datetime, until: datetime) -> Iterator[Settlement]:
        report = Report(self._client, self._settings.account_id)
        with understood():
            yield from report.lines(since, until)

    def health(self) -> Health:
        with understood():
            self._client.reading().payment.all({"count": 1})
        is_live, account = self._settings.is_live, self._settings.account_id
        mode = "Live mode" if is_live else "Test mode"
        return Health(is_healthy=True, detail=mode, account=account, is_live=is_live)

    def verify(self, delivery: Delivery) -> None:
        """Check signature, account and age, in this order, on the raw bytes."""
        offered = [delivery.header(SIGNATURE) or ""]
        require_hmac_sha256(self._settings.webhook_secrets(), delivery.body, offered)
        event = event_of(delivery)
        if event is None:
            raise Untrusted("the delivery is not an event")
        if event.get("account_id") != self._settings.account_id:
            raise Untrusted("the delivery concerns another account")
        now, made_at = self._services.now(), str(event.get("created_at"))
        require_fresh(made_at, now, tolerance_seconds=REPLAY_SECONDS)
        if int(made_at) > now.timestamp() + TOLERANCE_SECONDS:
            raise Untrusted("the delivery is from the future")

    def read(self, delivery: Delivery) -> Update | None:
        with understood():
            return update_of(delivery)

    def _lookup(self) -> Lookup:
        return self._over(self._client.reading())

    def _over(self, api: Any) -> Lookup:
        return Lookup(api, self._settings.account_id, key_id=self._settings.key_id)

    def _collect(self, order: Json, payment: Json, capture: Capture) -> Operation:
        api = self._client.changing()
        lookup = self._over(api)
        if request_bodies.notes_of(order).get(request_bodies.CAPTURE_KEY) != capture.key:
            order = self._note(api, order, request_bodies.CAPTURE_KEY, capture.key)
        try:
            api.payment.capture(
                payment["id"], to_provider(capture.amount), {"currency": capture.amount.currency}
            )
        except Declined as refused:
            if refused.code != CAPTURED:
                raise
            return _captured_before(lookup, lookup.order(order["id"]), capture)
        return lookup.of_order(lookup.order(order["id"]))

    def _let_go(self, order: Json, void: Void) -> Operation:
        if order["status"] == "paid":
            raise Declined(CAPTURED, "This payment is collected already.")
        if not is_manual(order):
            raise Declined("order-stays-open", "Razorpay cannot close an order.")
        if not request_bodies.notes_of(order).get(request_bodies.VOID_KEY):
            order = self._note(self._client.changing(), order, request_bodies.VOID_KEY, void.key)
        return self._voided(order)

    def _note(self, api: Any, order: Json, name: str, value: str) -> Json:
        """Write on an order; notes are replaced as a whole."""
        noted: Json = api.order.edit(
            order["id"], {"notes": {**request_bodies.notes_of(order), name: value}}
        )
        return noted

    def _voided(self, holder: Json) -> Operation:
        context = context_of(holder, self._settings.account_id)
        return Operation(
            provider_ref=holder["id"],
            state=OperationState.CANCELLED,
            amount=from_provider(holder["amount"], holder["currency"]),
            facts=(ended(FactKind.PAYMENT_VOIDED, holder, context),),
        )


def _flow_of(charge: Charge) -> str:
    """Choose between page and fields; Declined for what Razorpay does not do."""
    method = charge.method or (PAGE if charge.capture else CHECKOUT)
    if method not in (PAGE, CHECKOUT):
        raise Declined("unknown-method", "There is no such way to pay.")
    if method == PAGE and not charge.capture:
        raise Declined("capture-not-separate", "This way to pay is always collected at once.")
    return method


def _require_same(made: Json, charge: Charge) -> None:
    """Refuse what bears the name of this key and is another payment."""
    key = request_bodies.notes_of(made)[request_bodies.KEY]
    amount = from_provider(made["amount"], made["currency"])
    if key != charge.key:
        raise Declined("already-attempted", "The payment provider knows another payment by this.")
    if amount != charge.amount:
        raise Declined("amount-mismatch", "The payment provider offered another amount.")


def _captured_before(lookup: Lookup, order: Json, capture: Capture) -> Operation:
    """Our own capture, whose answer was lost, is none to refuse."""
    if request_bodies.notes_of(order).get(request_bodies.CAPTURE_KEY) != capture.key:
        raise Declined(CAPTURED, "This payment is collected already.")
    return lookup.of_order(order)
