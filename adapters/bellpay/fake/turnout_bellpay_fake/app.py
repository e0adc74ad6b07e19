"""Bellpay as one object: who asks, what each address does, the page, the announcements."""

import json
from collections.abc import Callable
from urllib.parse import urlencode

from turnout_bellpay_fake import payments
from turnout_bellpay_fake.payments import refused
from turnout_sdk.testing.provider import idempotency, pages
from turnout_sdk.testing.provider.app import FakeProvider, Refusal
from turnout_sdk.testing.provider.pages import Button
from turnout_sdk.testing.provider.store import Json, Tx
from turnout_sdk.testing.provider.webhooks import Message
from turnout_sdk.testing.serving import Reply, Request, reply

_COLOURS = pages.Colours(
    accent="#7a3e00", on_accent="#fff", accent_at_night="#ffc48a", on_accent_at_night="#3a1d00"
)
_BUTTONS = (
    Button("paid", "Pay $amount", "The bank says yes", is_first=True),
    Button("failed", "Decline", "The bank says no"),
)
_TITLES = {
    "open": "Pay with Bellpay",
    "paid": "This payment is done",
    "failed": "The bank said no",
}


class Provider(FakeProvider):
    """Everything Bellpay does, free of sockets."""

    name = "bellpay"
    pauses = (1, 5, 30, 300, 3600)

    def compose(self, tx: Tx, account: str, delivery: Json) -> Message:  # noqa: ARG002 - the base's
        """Announce: the same bytes each time, and nobody signs them."""
        return Message(
            url=delivery["url"],
            body=urlencode({"id": delivery["payment"]}).encode(),
            headers={"Content-Type": "application/x-www-form-urlencoded"},
        )

    def missing(self, kind: str, record_id: str, /) -> Refusal:
        return refused(404, "not_found", f"There is no {kind} {record_id[:40]}.")

    def answer(self, request: Request) -> Reply:
        parts = request.path.strip("/").split("/")
        with self.store.transaction(self.now()) as tx:
            if request.path == pages.STYLE:
                return pages.style(_COLOURS)
            if parts[0] == "pay":
                return self._page(tx, request, parts[-1])
            return self._route(tx, request, _account(request), parts)

    def _route(self, tx: Tx, request: Request, account: str, parts: list[str]) -> Reply:
        body = _body(request)
        match request.method, parts:
            case "GET", ["account"]:
                return reply(200, {"id": account})
            case "POST", ["payments"]:
                make = lambda: payments.create(tx, account, body, address=self.address)  # noqa: E731
                return _once(tx, request, account, make)
            case "GET", ["payments", ref]:
                return reply(200, tx.get(account, "payment", ref))
            case "POST", ["payments", ref, "refunds"]:
                payment = tx.get(account, "payment", ref)
                return _once(tx, request, account, lambda: _refund(tx, account, payment, body))
            case "POST", ["_fake", "payments", ref]:
                payment = tx.get(account, "payment", ref)
                minor = body.get("minor")
                return reply(200, payments.change(tx, account, payment, body["kind"], minor=minor))
        raise refused(404, "not_found", "There is no such address.")

    def _page(self, tx: Tx, request: Request, ref: str) -> Reply:
        account, payment = tx.owner("payment", ref), tx.find(None, "payment", ref)
        if account is None or payment is None:
            return pages.plain(404, "There is no such payment.")

        def press(action: str) -> str:
            payments.change(tx, account, payment, action)
            return str(payment["return_url"])

        actions = [each.action for each in _BUTTONS]
        return pages.respond(request, page=lambda: _shown(payment), actions=actions, press=press)


def _shown(payment: Json) -> Reply:
    back = str(payment["return_url"])
    return pages.show(
        pages.Page(
            provider="Bellpay",
            title=_TITLES[payment["status"]],
            amount=f"{payment['amount']} {payment['currency']}",
            facts={"For": payment["description"] or "—"},
            buttons=_BUTTONS if payment["status"] == "open" else (),
            back=("Back to the shop", back),
            footer=payment["id"],
            shops=(back,),
        )
    )


def _refund(tx: Tx, account: str, payment: Json, body: Json) -> Json:
    if body.get("currency") != payment["currency"]:
        raise refused(422, "currency", "A refund is in the payment's currency.")
    amount = payments.amount_of(body.get("amount"), payment["currency"])
    happened = payments.change(tx, account, payment, "refund", minor=amount.minor)
    return {name: payment[name] for name in ("id", "currency", "reference")} | {"refund": happened}


def _once(tx: Tx, request: Request, account: str, make: Callable[[], Json]) -> Reply:
    key = request.headers.get("idempotency-key")
    if not key:
        raise refused(400, "key_missing", "An Idempotency-Key is needed.")
    return idempotency.once(
        tx,
        account,
        key,
        asked=f"{request.path}\n{request.body.decode('utf-8', 'replace')}",
        act=lambda: reply(201, make()),
        conflict=lambda _: refused(422, "key_reused", "This key was used for something else."),
        replay=lambda kept: kept,
    )


def _account(request: Request) -> str:
    """Name the account of a test key; any name is one."""
    account = request.bearer.removeprefix("bell_test_")
    if not account or account == request.bearer:
        raise refused(401, "unauthorized", "The key is not valid.")
    return account


def _body(request: Request) -> Json:
    try:
        content = json.loads(request.body or b"{}")
    except ValueError:
        raise refused(400, "invalid", "The body is no JSON.") from None
    if not isinstance(content, dict):
        raise refused(400, "invalid", "The body is no JSON object.")
    return content
