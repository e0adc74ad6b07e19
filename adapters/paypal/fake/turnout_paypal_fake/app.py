"""The fake as one object: tokens, request ids, routes, and misbehaviour on order."""

import hashlib
import json
import re
import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from turnout_paypal_fake import accounts, control_api, disputes, hosted, orders, payments, reports
from turnout_paypal_fake import webhooks as hooks
from turnout_paypal_fake.accounts import Caller
from turnout_paypal_fake.certificates import Signer
from turnout_paypal_fake.errors import Problem, malformed, missing
from turnout_paypal_fake.events import public
from turnout_paypal_fake.store import Books, Json, Store
from turnout_sdk.testing.serving import Reply, Request, reply

_LONGEST_KEY = 108
_PAUSE_SECONDS, _HANG_SECONDS = 3.0, 30.0
_WORD = r"([A-Za-z0-9-]+)"
ORDERS, PAYMENTS = "/v2/checkout/orders", "/v2/payments"


class Provider:
    """Everything but the sockets; `wake` tells the sender that there may be deliveries."""

    def __init__(
        self,
        *,
        store: Store,
        signer: Signer,
        now: Callable[[], datetime],
        address: str,
        wake: Callable[[], None] = lambda: None,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self.store, self.signer, self.now, self.address = store, signer, now, address
        self._wake, self._pause = wake, pause

    def handle(self, request: Request) -> Reply:
        """Answer; what was refused has left no trace."""
        try:
            return self._answer(request)
        except Problem as problem:
            return problem.answer()
        except (ValueError, TypeError, AttributeError, KeyError):
            return malformed("MALFORMED_REQUEST_JSON", "/").answer()
        finally:
            self._wake()

    def _answer(self, request: Request) -> Reply:
        if request.method == "GET" and request.path == self.signer.path:
            pem = self.signer.certificate.encode()
            return Reply(body=pem, headers={"Content-Type": "application/x-pem-file"})
        with self.store.request(self.now()) as books:
            if request.path.startswith(("/checkoutnow", "/assets/")):
                return hosted.answer(books, request)
            if request.path == "/v1/oauth2/token":
                return accounts.token(books, request)
            caller = accounts.authenticate(books, request)
            if request.path.startswith("/_fake/"):
                return reply(200, control_api.answer(books, caller, request, self.signer))
            script = control_api.take_script(books, caller, request)
        if script in control_api.NOT_REACHED:
            return control_api.NOT_REACHED[script].answer()
        with self.store.request(self.now()) as books:
            answer = self._once(books, caller, request)
        return self._distorted(script, answer)

    def _once(self, books: Books, caller: Caller, request: Request) -> Reply:
        """Act once for each PayPal-Request-Id; a key with another request is refused."""
        key = request.headers.get("paypal-request-id")
        if request.method != "POST" or key is None:
            if request.method == "POST" and request.path == ORDERS:
                raise malformed("MISSING_REQUIRED_PARAMETER", "PayPal-Request-Id")
            return self._routed(books, caller, request)
        if not 0 < len(key) <= _LONGEST_KEY:
            raise malformed("INVALID_STRING_LENGTH", "PayPal-Request-Id")
        digest = hashlib.sha256(f"{request.path}\n".encode() + request.body).hexdigest()
        name = f"{caller.account}/{key}"
        done = books.find(caller.account, "request", name)
        if done is None:
            answer = self._routed(books, caller, request)
            kept = {"id": name, "digest": digest, "status": answer.status}
            books.keep(caller.account, "request", kept | {"answer": answer.body.decode()})
            return answer
        if done["digest"] != digest:
            raise Problem(422, "UNPROCESSABLE_ENTITY", "DUPLICATE_REQUEST_ID")
        said = json.loads(done["answer"] or "null")
        return _json(200, said) if done["answer"] else Reply(status=done["status"])

    def _routed(self, books: Books, caller: Caller, request: Request) -> Reply:
        for method, pattern, act in _ROUTES:
            found = re.fullmatch(pattern, request.path)
            if found and request.method == method:
                answer = act(self, books, caller, request, *found.groups())
                if answer is None:
                    return Reply(status=204)
                makes = method == "POST" and not request.path.endswith("/void")
                return _json(201 if makes else 200, answer)
        raise missing()

    def _distorted(self, script: str | None, answer: Reply) -> Reply:
        """The request was carried out; only its answer suffers."""
        if script == "error":
            return Problem(500, "INTERNAL_SERVER_ERROR").answer()
        if script == "nonsense":
            return Reply(body=b"<html>Hello</html>", headers={"Content-Type": "text/html"})
        if script in ("drop", "hang"):
            until = threading.Event() if script == "hang" else None
            return Reply(is_silent=True, until=until)
        if script == "slow":
            self._pause(_PAUSE_SECONDS)
        return answer

    def create(self, books: Books, caller: Caller, request: Request) -> Json:
        return orders.create(books, caller, request.json(), address=self.address)


def _json(status: int, answer: Any) -> Reply:
    return reply(status, public(answer))


def _order(books: Books, caller: Caller, name: str) -> Json:
    return orders.shape(books, orders.get(books, caller.account, name))


def _collected(books: Books, caller: Caller, name: str, verb: str) -> Json:
    return orders.shape(books, orders.collect(books, caller, name, verb))


_ROUTES: tuple[tuple[str, str, Callable[..., Any]], ...] = (
    ("POST", ORDERS, lambda self, books, caller, request: self.create(books, caller, request)),
    ("GET", f"{ORDERS}/{_WORD}", lambda _s, books, caller, _r, name: _order(books, caller, name)),
    (
        "PATCH",
        f"{ORDERS}/{_WORD}",
        lambda _s, books, caller, request, name: orders.patch(books, caller, name, request.json()),
    ),
    (
        "POST",
        f"{ORDERS}/{_WORD}/(capture|authorize)",
        lambda _s, books, caller, _r, name, verb: _collected(books, caller, name, verb),
    ),
    (
        "POST",
        f"{PAYMENTS}/authorizations/{_WORD}/capture",
        lambda _s, books, caller, request, name: payments.capture_authorized(
            books, caller, name, request.json()
        ),
    ),
    (
        "POST",
        f"{PAYMENTS}/authorizations/{_WORD}/void",
        lambda _s, books, caller, _r, name: payments.void(books, caller, name),
    ),
    (
        "POST",
        f"{PAYMENTS}/captures/{_WORD}/refund",
        lambda _s, books, caller, request, name: payments.refund(
            books, caller, name, request.json()
        ),
    ),
    (
        "GET",
        "/v1/customer/disputes",
        lambda _s, books, caller, request: disputes.listed(books, caller, request.query),
    ),
    (
        "GET",
        f"/v1/customer/disputes/{_WORD}",
        lambda _s, books, caller, _r, name: disputes.shown(books, caller, name),
    ),
    (
        "GET",
        "/v1/reporting/transactions",
        lambda _s, books, caller, request: reports.search(books, caller, request.query),
    ),
    (
        "GET",
        "/v1/notifications/webhooks",
        lambda _s, books, caller, _r: {"webhooks": books.every("webhook", caller.account)},
    ),
    (
        "POST",
        "/v1/notifications/webhooks",
        lambda _s, books, caller, request: hooks.create(books, caller, request.json()),
    ),
    (
        "GET",
        f"/v1/notifications/webhooks/{_WORD}",
        lambda _s, books, caller, _r, name: hooks.shown(books, caller, name),
    ),
    (
        "PATCH",
        f"/v1/notifications/webhooks/{_WORD}",
        lambda _s, books, caller, request, name: hooks.change(books, caller, name, request.json()),
    ),
)
