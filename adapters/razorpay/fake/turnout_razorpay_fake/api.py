"""The fake's front: from a request to a reply, each request in one transaction."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from turnout_razorpay_fake import (
    accounts,
    control_api,
    disputes,
    fields,
    hosted,
    links,
    orders,
    payments,
    refunds,
    settlements,
)
from turnout_razorpay_fake.errors import Refused, refused
from turnout_razorpay_fake.store import Json, Store, Tx
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

    def every(self, kind: str) -> Json:
        return fields.page(self.tx.every(kind, self.account), self.query)


Route = Callable[[Call], Any]

ROUTES: Mapping[tuple[str, str], Route] = {
    ("POST", "payment_links"): lambda c: links.create(*c.place, c.body, public_url=c.public_url),
    ("GET", "payment_links"): lambda c: links.find(*c.place, c.query),
    ("GET", "payment_links/*"): lambda c: links.get(*c.place, c.id),
    ("POST", "payment_links/*/cancel"): lambda c: links.cancel(*c.place, c.id),
    ("POST", "orders"): lambda c: orders.create(*c.place, c.body),
    ("GET", "orders"): lambda c: orders.find(*c.place, c.query),
    ("GET", "orders/*"): lambda c: orders.get(*c.place, c.id),
    ("PATCH", "orders/*"): lambda c: orders.edit(*c.place, c.id, c.body),
    ("GET", "orders/*/payments"): lambda c: orders.payments_of(*c.place, c.id),
    ("GET", "payments"): lambda c: c.every("payment"),
    ("GET", "payments/*"): lambda c: payments.get(*c.place, c.id),
    ("POST", "payments/*/capture"): lambda c: payments.capture(*c.place, c.id, c.body),
    ("POST", "payments/*/refund"): lambda c: refunds.create(*c.place, c.id, c.body, c.headers),
    ("GET", "payments/*/refunds"): lambda c: refunds.find(*c.place, c.id, c.query),
    ("GET", "refunds"): lambda c: c.every("refund"),
    ("GET", "refunds/*"): lambda c: refunds.get(*c.place, c.id),
    ("GET", "disputes"): lambda c: c.every("dispute"),
    ("GET", "disputes/*"): lambda c: disputes.get(*c.place, c.id),
    ("GET", "settlements"): lambda c: settlements.settlements(*c.place, c.query),
    ("GET", "settlements/recon/combined"): lambda c: settlements.report(*c.place, c.query),
}


class Provider:
    """Everything Razorpay does, free of sockets."""

    def __init__(
        self,
        store: Store,
        now: Callable[[], datetime],
        *,
        public_url: str,
        wake: Callable[[], None] = lambda: None,
    ) -> None:
        self.store, self._now, self._public_url, self._wake = store, now, public_url, wake

    def handle(self, request: Request) -> Reply:
        try:
            return self._answer(request)
        except Refused as refusal:
            answer = reply(refusal.status, refusal.body)
            headers = {**answer.headers, **refusal.headers}
            return Reply(status=answer.status, body=answer.body, headers=headers)
        finally:
            self._wake()

    def _answer(self, request: Request) -> Reply:
        self._pass_time()
        if request.path.startswith(("/l/", "/checkout/", "/assets/")):
            with self.store.transaction(self._now()) as tx:
                return hosted.answer(tx, request)
        with self.store.transaction(self._now()) as tx:
            account = accounts.authenticate(tx, request)["id"]
            behaviour = control_api.misbehaviour(tx, account, request)
        control_api.act_instead(behaviour)
        with self.store.transaction(self._now()) as tx:
            answer = self._route(tx, account, request)
        shown = {name: value for name, value in answer.items() if not name.startswith("_")}
        return control_api.distort(behaviour, reply(200, shown))

    def _pass_time(self) -> None:
        """Do what Razorpay does by the clock."""
        with self.store.transaction(self._now()) as tx:
            for account, link in tx.everywhere("link", "created"):
                if 0 < link["expire_by"] <= tx.now:
                    links.expire(tx, account, link)
            payments.give_back_lapsed(tx)

    def _route(self, tx: Tx, account: str, request: Request) -> Json:
        area, *parts = [part for part in request.path.split("/") if part] or [""]
        body = _body(request)
        if area == "_fake" and request.method == "POST":
            return control_api.answer(tx, account, parts, body)
        names = [parts[0], "*", *parts[2:]] if len(parts) > 1 else parts
        exact, general = (request.method, "/".join(parts)), (request.method, "/".join(names))
        route = ROUTES.get(exact) or ROUTES.get(general)
        if area != "v1" or route is None:
            raise refused("The requested URL was not found on the server.", status=404)
        return dict(
            route(
                Call(
                    tx=tx,
                    account=account,
                    body=body,
                    query=request.query,
                    headers=request.headers,
                    public_url=self._public_url,
                    id=parts[1] if len(parts) > 1 else "",
                )
            )
        )


def _body(request: Request) -> Json:
    try:
        body = json.loads(request.body or b"{}")
    except ValueError:
        raise refused("The request body is not valid JSON.") from None
    if not isinstance(body, dict):
        raise refused("The request body is not valid.")
    return body
