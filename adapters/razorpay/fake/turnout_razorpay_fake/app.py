"""The fake as one object: authentication, routes, what happens by the clock, misbehaviour."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from turnout_razorpay_fake import (
    accounts,
    control_api,
    disputes,
    documents,
    fields,
    hosted,
    links,
    orders,
    payments,
    refunds,
    settlements,
    webhooks,
)
from turnout_razorpay_fake.errors import missing, refused
from turnout_sdk.testing.provider import misbehaviour
from turnout_sdk.testing.provider.app import FakeProvider, Routes
from turnout_sdk.testing.provider.store import Json, Tx, public
from turnout_sdk.testing.provider.webhooks import Message
from turnout_sdk.testing.serving import Reply, Request, reply


@dataclass(frozen=True, kw_only=True)
class Call:
    """One request that is authenticated and read; `id` is what stands at `*` in its path."""

    tx: Tx
    account: str
    body: Json
    query: Mapping[str, str]
    headers: Mapping[str, str]
    public_url: str
    id: str = ""

    @property
    def place(self) -> tuple[Tx, str]:
        return self.tx, self.account

    def get(self, kind: str) -> Json:
        return self.tx.get(self.account, kind, self.id)

    def every(self, kind: str) -> Json:
        return fields.page(self.tx.every(kind, self.account), self.query)


_TABLE: tuple[tuple[str, str, Callable[[Call], Any]], ...] = (
    ("POST", "payment_links", lambda c: links.create(*c.place, c.body, public_url=c.public_url)),
    ("GET", "payment_links", lambda c: links.find(*c.place, c.query)),
    ("GET", "payment_links/<id>", lambda c: c.get("link")),
    ("POST", "payment_links/<id>/cancel", lambda c: links.cancel(*c.place, c.id)),
    ("POST", "orders", lambda c: orders.create(*c.place, c.body)),
    ("GET", "orders", lambda c: orders.find(*c.place, c.query)),
    ("GET", "orders/<id>", lambda c: c.get("order")),
    ("PATCH", "orders/<id>", lambda c: orders.edit(*c.place, c.id, c.body)),
    ("GET", "orders/<id>/payments", lambda c: orders.payments_of(*c.place, c.id)),
    ("GET", "payments", lambda c: c.every("payment")),
    ("GET", "payments/<id>", lambda c: c.get("payment")),
    ("POST", "payments/<id>/capture", lambda c: payments.capture(*c.place, c.id, c.body)),
    ("POST", "payments/<id>/refund", lambda c: refunds.create(*c.place, c.id, c.body, c.headers)),
    ("GET", "payments/<id>/refunds", lambda c: refunds.find(*c.place, c.id, c.query)),
    ("GET", "refunds", lambda c: c.every("refund")),
    ("GET", "refunds/<id>", lambda c: c.get("refund")),
    ("GET", "disputes", lambda c: c.every("dispute")),
    ("GET", "disputes/<id>", lambda c: c.get("dispute")),
    ("PATCH", "disputes/<id>/contest", lambda c: disputes.contest(*c.place, c.id, c.body)),
    ("POST", "disputes/<id>/accept", lambda c: disputes.accept(*c.place, c.id)),
    ("POST", "documents", lambda c: documents.create(*c.place, c.body)),
    ("GET", "documents/<id>", lambda c: c.get("document")),
    ("GET", "settlements", lambda c: settlements.settlements(*c.place, c.query)),
    ("GET", "settlements/recon/combined", lambda c: settlements.report(*c.place, c.query)),
)
ROUTES = Routes(*_TABLE, prefix="/v1/")


class Provider(FakeProvider):
    """Everything Razorpay does, free of sockets."""

    name = "razorpay"
    largest_body = documents.LARGEST_FORM
    pauses = webhooks.PAUSES
    missing = staticmethod(missing)

    def compose(self, tx: Tx, account: str, delivery: Json) -> Message:
        return webhooks.compose(tx, account, delivery)

    def answer(self, request: Request) -> Reply:
        self._pass_time()
        with self.store.transaction(self.now()) as tx:
            if request.path.startswith(("/l/", "/checkout/", "/assets/")):
                return hosted.answer(tx, request)
            account = accounts.authenticate(tx, request)["id"]
            is_api = request.path.startswith("/v1/")
            behaviour = misbehaviour.take(tx, account, request) if is_api else None
        control_api.refuse_unreached(behaviour)
        with self.store.transaction(self.now()) as tx:
            answer = reply(200, public(self._route(tx, account, request)))
        return misbehaviour.distort(behaviour, answer, error=control_api.BROKEN)

    def _pass_time(self) -> None:
        """Do what Razorpay does by the clock."""
        with self.store.transaction(self.now()) as tx:
            for account, link in tx.everywhere("link", "created"):
                if 0 < link["expire_by"] <= tx.now:
                    links.expire(tx, account, link)
            payments.give_back_lapsed(tx)

    def _route(self, tx: Tx, account: str, request: Request) -> Json:
        area, *parts = [part for part in request.path.split("/") if part] or [""]
        body = _body(request)
        if area == "_fake" and request.method == "POST":
            return control_api.answer(tx, account, parts, body)
        found = ROUTES.find(request)
        if found is None:
            raise refused("The requested URL was not found on the server.", status=404)
        handler, names = found
        call = Call(
            tx=tx,
            account=account,
            body=body,
            query=request.query,
            headers=request.headers,
            public_url=self.address,
            id=names.get("id", ""),
        )
        return dict(handler(call))


def _body(request: Request) -> Json:
    if documents.is_form(request):
        return documents.form_of(request)
    try:
        body = json.loads(request.body or b"{}")
    except ValueError:
        raise refused("The request body is not valid JSON.") from None
    if not isinstance(body, dict):
        raise refused("The request body is not valid.")
    return body
