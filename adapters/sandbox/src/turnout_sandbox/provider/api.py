"""The REST API: its handlers, and the table of its routes."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from turnout_sandbox.provider import accounts, balance, events, payments, refunds, requests
from turnout_sandbox.provider.rules import NO_STORE, Refused, new_id, not_found
from turnout_sdk.testing.provider import idempotency, misbehaviour
from turnout_sdk.testing.provider.app import Routes
from turnout_sdk.testing.provider.store import Json, Tx, public
from turnout_sdk.testing.serving import Reply, Request, reply

BodyT = TypeVar("BodyT", bound=BaseModel)
SECONDS = {"slow": 3.0, "hang": 30.0}
"""How long a script lasts that does not say."""
_LONGEST_KEY = 200
_REPLAYED = {**NO_STORE, "Idempotent-Replayed": "true"}


def said(status: int, answer: Any) -> Reply:
    return reply(status, answer, NO_STORE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One authenticated request inside its transaction; `target` is the id in the path."""

    tx: Tx
    account: str
    request: Request
    target: str
    public_url: str
    script: Json | None

    @property
    def behaviour(self) -> str | None:
        return self.script["behaviour"] if self.script else None

    def body(self, shape: type[BodyT]) -> BodyT:
        return _valid(lambda: shape.model_validate_json(self.request.body or b"{}"))

    def payment(self) -> Json:
        return self.tx.get(self.account, "payment", self.target)

    def refund(self) -> Json:
        return self.tx.get(self.account, "refund", self.target)

    def shown(self, payment: Json) -> Json:
        return payments.shape(self.tx, payment, public_url=self.public_url)

    def key(self) -> str:
        key = self.request.headers.get("idempotency-key", "")
        if not 0 < len(key) <= _LONGEST_KEY:
            raise Refused(
                HTTPStatus.BAD_REQUEST, "idempotency_key_missing", "An Idempotency-Key is needed."
            )
        return key

    def once(self, act: Callable[[], Json], *, status: int = HTTPStatus.OK) -> Reply:
        """Act and keep the answer, refusals included; or repeat the answer that was kept.

        `act` refuses before it writes, so that a refusal can be kept in the same transaction.
        """

        def answer() -> Reply:
            try:
                self._refuse_if_declined()
                return said(status, act())
            except Refused as refused:
                return refused.reply()

        return idempotency.once(
            self.tx,
            self.account,
            self.key(),
            asked=_asked(self.request),
            act=answer,
            conflict=lambda _: Refused(
                HTTPStatus.CONFLICT,
                "idempotency_conflict",
                "This idempotency key belongs to another request.",
            ),
            replay=lambda kept: replace(kept, headers={**kept.headers, **_REPLAYED}),
        )

    def _refuse_if_declined(self) -> None:
        if self.behaviour == "decline":
            message = "The bank declined. Please use another card."
            raise Refused(HTTPStatus.PAYMENT_REQUIRED, "declined", message)


def start(call: Call) -> Reply:
    wanted, key = call.body(requests.NewPayment), call.key()

    return call.once(
        lambda: call.shown(payments.create(call.tx, call.account, wanted, key=key)),
        status=HTTPStatus.CREATED,
    )


def capture(call: Call) -> Reply:
    wanted, key, payment = call.body(requests.NewMovement), call.key(), call.payment()
    return call.once(lambda: call.shown(payments.capture(call.tx, payment, wanted, key=key)))


def void(call: Call) -> Reply:
    wanted, key, payment = call.body(requests.Nothing), call.key(), call.payment()
    webhooks = wanted.webhooks
    return call.once(
        lambda: call.shown(payments.void(call.tx, payment, key=key, webhooks=webhooks))
    )


def refund(call: Call) -> Reply:
    wanted, key, payment = call.body(requests.NewMovement), call.key(), call.payment()
    is_pending = call.behaviour == "pending"

    def act() -> Json:
        made = refunds.create(call.tx, payment, wanted, key=key, is_pending=is_pending)
        seconds = call.script["seconds"] if call.script and is_pending else 0
        if seconds:
            due_at = call.tx.time.timestamp() + seconds
            payments.set_timer(call.tx, made, "success", due_at=due_at)
        return refunds.shape(call.tx, made)

    return call.once(act, status=HTTPStatus.CREATED)


def show_operation(call: Call) -> Reply:
    """Say what a key did: the status and the answer of its first request."""
    kept = idempotency.find(call.tx, call.account, call.target)
    if kept is None:
        raise not_found()
    answer = json.loads(kept["body"])
    answer = {"object": "operation", "status": kept["status"], "answer": answer}
    return said(HTTPStatus.OK, answer)


def complete(call: Call) -> Reply:
    wanted, payment = call.body(requests.Completion), call.payment()
    payments.complete(call.tx, payment, wanted)
    if wanted.outcome in SECONDS:
        script = wanted.model_dump(include={"seconds", "times"})
        _plan(call, operation="any", behaviour=wanted.outcome, payment=call.target, **script)
    return said(HTTPStatus.OK, call.shown(payment))


def complete_refund(call: Call) -> Reply:
    wanted, refund = call.body(requests.RefundCompletion), call.refund()
    refunds.settle(call.tx, refund, wanted.outcome, webhooks=wanted.webhooks)
    return said(HTTPStatus.OK, refunds.shape(call.tx, refund))


def show_account(call: Call) -> Reply:
    return said(HTTPStatus.OK, accounts.shape(accounts.get(call.tx, call.account)))


def change_account(call: Call) -> Reply:
    accounts.change(call.tx, call.account, call.body(requests.AccountChange))
    return show_account(call)


def add_script(call: Call) -> Reply:
    wanted = call.body(requests.NewScript).model_dump()
    _plan(call, **wanted)
    return said(HTTPStatus.CREATED, wanted)


def clear_scripts(call: Call) -> Reply:
    for each in call.tx.in_order("script", call.account):
        call.tx.remove("script", each["id"])
    return Reply(status=HTTPStatus.NO_CONTENT)


def list_balance(call: Call) -> Reply:
    period = _valid(lambda: requests.Period.model_validate(dict(call.request.query)))
    return said(HTTPStatus.OK, public(balance.list_lines(call.tx, call.account, period)))


def add_to_balance(call: Call) -> Reply:
    line = balance.add(call.tx, call.account, call.body(requests.NewLine))
    return said(HTTPStatus.CREATED, public(line))


def pay_out(call: Call) -> Reply:
    wanted = call.body(requests.NewPayout)
    return said(HTTPStatus.CREATED, balance.pay_out(call.tx, call.account, wanted.currency))


def list_payouts(call: Call) -> Reply:
    """The newest hundred."""
    found = call.tx.every("payout", call.account)[: balance.PAGE]
    return said(HTTPStatus.OK, {"object": "list", "items": found})


def list_events(call: Call) -> Reply:
    found = events.list_events(call.tx, call.account, payment=call.request.query.get("payment"))
    return said(HTTPStatus.OK, {"object": "list", "items": found})


def deliver_again(call: Call) -> Reply:
    events.deliver_again(call.tx, call.account, call.target)
    return said(HTTPStatus.ACCEPTED, {"object": "event", "id": call.target})


@dataclass(frozen=True, slots=True)
class Route:
    """What answers a request; scripts name its operation, without one it never misbehaves."""

    operation: str | None
    handler: Callable[[Call], Reply]
    target: str = ""


_TABLE: tuple[tuple[str, str, str | None, Callable[[Call], Reply]], ...] = (
    ("POST", "payments", "start", start),
    ("GET", "payments/<target>", "fetch", lambda c: said(HTTPStatus.OK, c.shown(c.payment()))),
    ("POST", "payments/<target>/capture", "capture", capture),
    ("POST", "payments/<target>/void", "void", void),
    ("POST", "payments/<target>/refunds", "refund", refund),
    ("POST", "payments/<target>/complete", None, complete),
    (
        "GET",
        "refunds/<target>",
        "fetch",
        lambda c: said(HTTPStatus.OK, refunds.shape(c.tx, c.refund())),
    ),
    ("POST", "refunds/<target>/complete", None, complete_refund),
    ("GET", "operations/<target>", "find", show_operation),
    ("GET", "account", None, show_account),
    ("PUT", "account", None, change_account),
    ("GET", "balance", "report", list_balance),
    ("POST", "balance", None, add_to_balance),
    ("GET", "payouts", "report", list_payouts),
    (
        "GET",
        "payouts/<target>",
        "report",
        lambda c: said(HTTPStatus.OK, c.tx.get(c.account, "payout", c.target)),
    ),
    ("POST", "payouts", None, pay_out),
    ("POST", "scripts", None, add_script),
    ("DELETE", "scripts", None, clear_scripts),
    ("GET", "events", None, list_events),
    ("POST", "events/<target>/deliver", None, deliver_again),
)
_ROUTES = Routes(
    *((method, path, Route(name, handler)) for method, path, name, handler in _TABLE), prefix="/v1/"
)


def find(request: Request) -> Route | None:
    found = _ROUTES.find(request)
    if found is None:
        return None
    route, names = found
    return Route(route.operation, route.handler, names.get("target", ""))


def unknown(request: Request) -> Refused:
    if allowed := _ROUTES.methods_at(request.path):
        message = f"Use {' or '.join(allowed)}."
        return Refused(HTTPStatus.METHOD_NOT_ALLOWED, "method_not_allowed", message)
    return Refused(HTTPStatus.NOT_FOUND, "not_found", "There is no such address.")


def _plan(call: Call, **script: Any) -> None:
    if script["seconds"] is None:
        script["seconds"] = SECONDS.get(script["behaviour"], 0.0)
    misbehaviour.plan(call.tx, call.account, {"id": new_id("script")} | script)


def _valid(read: Callable[[], BodyT]) -> BodyT:
    try:
        return read()
    except ValidationError as error:
        fields = [
            {"field": ".".join(str(part) for part in each["loc"]), "message": each["msg"]}
            for each in error.errors(include_input=False, include_url=False, include_context=False)
        ]
        message = "The request is not understood."
        raise Refused(HTTPStatus.BAD_REQUEST, "invalid", message, fields=fields) from None


def _asked(request: Request) -> str:
    try:
        content = json.dumps(json.loads(request.body or b"null"), sort_keys=True)
    except ValueError:
        content = ""
    return f"{request.method} {request.path}\n{content}"
