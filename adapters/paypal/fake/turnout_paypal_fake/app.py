"""The fake as one object: tokens, request ids, routes, and misbehaviour on order."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from turnout_paypal_fake import (
    accounts,
    answers,
    control_api,
    disputes,
    hosted,
    orders,
    payments,
    reports,
    webhooks,
)
from turnout_paypal_fake.accounts import Caller
from turnout_paypal_fake.certificates import Signer
from turnout_paypal_fake.errors import Problem, malformed, missing
from turnout_sdk.testing.provider import idempotency, misbehaviour
from turnout_sdk.testing.provider.app import FakeProvider, Routes
from turnout_sdk.testing.provider.store import Json, Tx, public
from turnout_sdk.testing.provider.webhooks import Message
from turnout_sdk.testing.serving import Reply, Request, reply

_LONGEST_KEY = 108
ORDERS = "/v2/checkout/orders"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One authenticated request in its transaction; `name` and `verb` stand in its path."""

    tx: Tx
    caller: Caller
    request: Request
    address: str
    name: str = ""
    verb: str = ""

    @property
    def body(self) -> Any:
        return self.request.json()

    @property
    def who(self) -> tuple[Tx, Caller]:
        return self.tx, self.caller

    def order(self) -> Json:
        """Show an order, after it was collected if the path says so."""
        if self.verb:
            return orders.shape(self.tx, orders.collect(*self.who, self.name, self.verb))
        return orders.shape(self.tx, orders.get(self.tx, self.caller.account, self.name))


_AUTHORIZATION = "/v2/payments/authorizations/<name>"
_WEBHOOKS = "/v1/notifications/webhooks"
_TABLE: tuple[tuple[str, str, Callable[[Call], Any]], ...] = (
    ("POST", ORDERS, lambda c: orders.create(*c.who, c.body, address=c.address)),
    ("GET", f"{ORDERS}/<name>", Call.order),
    ("PATCH", f"{ORDERS}/<name>", lambda c: orders.patch(*c.who, c.name, c.body)),
    ("POST", f"{ORDERS}/<name>/<any(capture, authorize):verb>", Call.order),
    (
        "POST",
        f"{_AUTHORIZATION}/capture",
        lambda c: payments.capture_authorized(*c.who, c.name, c.body),
    ),
    ("POST", f"{_AUTHORIZATION}/void", lambda c: payments.void(*c.who, c.name)),
    (
        "POST",
        "/v2/payments/captures/<name>/refund",
        lambda c: payments.refund(*c.who, c.name, c.body),
    ),
    ("GET", "/v1/customer/disputes", lambda c: disputes.listed(*c.who, c.request.query)),
    ("GET", "/v1/customer/disputes/<name>", lambda c: disputes.shown(*c.who, c.name)),
    (
        "POST",
        "/v1/customer/disputes/<name>/provide-evidence",
        lambda c: answers.provide(*c.who, c.name, c.request),
    ),
    (
        "POST",
        "/v1/customer/disputes/<name>/accept-claim",
        lambda c: answers.accept(*c.who, c.name, c.request),
    ),
    ("GET", "/v1/reporting/transactions", lambda c: reports.search(*c.who, c.request.query)),
    ("GET", _WEBHOOKS, lambda c: {"webhooks": c.tx.in_order("webhook", c.caller.account)}),
    ("POST", _WEBHOOKS, lambda c: webhooks.create(*c.who, c.body)),
    ("GET", f"{_WEBHOOKS}/<name>", lambda c: webhooks.shown(*c.who, c.name)),
    ("PATCH", f"{_WEBHOOKS}/<name>", lambda c: webhooks.change(*c.who, c.name, c.body)),
)
_MAKE_NOTHING = ("/void", "/provide-evidence", "/accept-claim")
_ROUTES = Routes(*_TABLE)


class Provider(FakeProvider):
    """Everything PayPal does; its signing key may lie in a folder of its own."""

    name = "paypal"
    largest_body = answers.LARGEST_FORM
    pauses = webhooks.PAUSES
    missing = staticmethod(missing)

    def __init__(self, folder: Path, *, signing: Path | None = None, **more: Any) -> None:
        super().__init__(folder, **more)
        self.signer = Signer(signing or folder, self.address)

    def compose(self, tx: Tx, account: str, delivery: Json) -> Message | None:
        return webhooks.compose(tx, account, delivery, self.signer)

    def answer(self, request: Request) -> Reply:
        try:
            return self._answer(request)
        except (ValueError, TypeError, AttributeError, KeyError):
            raise malformed("MALFORMED_REQUEST_JSON", "/") from None

    def _answer(self, request: Request) -> Reply:
        if request.method == "GET" and request.path == self.signer.path:
            pem = self.signer.certificate.encode()
            return Reply(body=pem, headers={"Content-Type": "application/x-pem-file"})
        with self.store.transaction(self.now()) as tx:
            if request.path.startswith(("/checkoutnow", "/assets/")):
                return hosted.answer(tx, request)
            if request.path == "/v1/oauth2/token":
                return accounts.token(tx, request)
            caller = accounts.authenticate(tx, request)
            if request.path.startswith("/_fake/"):
                return reply(200, control_api.answer(tx, caller, request, self.signer))
            behaviour = misbehaviour.take(tx, caller.account, request)
        if behaviour in control_api.NOT_REACHED:
            raise Problem(*control_api.NOT_REACHED[behaviour])
        with self.store.transaction(self.now()) as tx:
            answer = self._once(tx, caller, request)
        broken = Problem(500, "INTERNAL_SERVER_ERROR").reply()
        return misbehaviour.distort(behaviour, answer, error=broken)

    def _once(self, tx: Tx, caller: Caller, request: Request) -> Reply:
        """Act once for each PayPal-Request-Id; a key with another request is refused."""
        key = request.headers.get("paypal-request-id")
        if request.method != "POST" or key is None:
            if request.method == "POST" and request.path == ORDERS:
                raise malformed("MISSING_REQUIRED_PARAMETER", "PayPal-Request-Id")
            return self._routed(tx, caller, request)
        if not 0 < len(key) <= _LONGEST_KEY:
            raise malformed("INVALID_STRING_LENGTH", "PayPal-Request-Id")
        return idempotency.once(
            tx,
            caller.account,
            key,
            asked=f"{request.path}\n{request.body.decode(errors='replace')}",
            act=lambda: self._routed(tx, caller, request),
            conflict=lambda _: Problem(422, "UNPROCESSABLE_ENTITY", "DUPLICATE_REQUEST_ID"),
            replay=lambda kept: replace(kept, status=200) if kept.body else kept,
        )

    def _routed(self, tx: Tx, caller: Caller, request: Request) -> Reply:
        found = _ROUTES.find(request)
        if found is None:
            raise missing()
        handler, names = found
        call = Call(tx=tx, caller=caller, request=request, address=self.address, **names)
        answer = handler(call)
        if answer is None:
            return Reply(status=204)
        makes = request.method == "POST" and not request.path.endswith(_MAKE_NOTHING)
        return reply(201 if makes else 200, public(answer))
