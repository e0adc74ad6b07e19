"""The REST API: the route table is the table of contents."""

import re
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from turnout_sandbox.provider import (
    accounts,
    balance,
    events,
    idempotency,
    payments,
    refunds,
    requests,
    scripts,
)
from turnout_sandbox.provider.messages import json_reply, problem, spoiled
from turnout_sandbox.provider.rules import Refused
from turnout_sandbox.provider.scripts import Script
from turnout_sandbox.provider.store import Tx
from turnout_sdk.testing.serving import Reply, Request

BodyT = TypeVar("BodyT", bound=BaseModel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One authenticated request inside its transaction; `target` is the id in the path."""

    tx: Tx
    account: str
    request: Request
    target: str
    now: datetime
    public_url: str

    def body(self, shape: type[BodyT]) -> BodyT:
        return shape.model_validate_json(self.request.body or b"{}")

    def payment(self) -> dict[str, Any]:
        row = payments.get(self.tx, self.target, self.account)
        return payments.shape(self.tx, row, public_url=self.public_url)


class _Handler(Protocol):
    def __call__(self, call: Call, script: Script | None, /) -> Reply: ...


def start(call: Call, script: Script | None) -> Reply:
    wanted = call.body(requests.NewPayment)
    key = idempotency.key_of(call.request)

    def act() -> tuple[int, Any]:
        _refuse_if_declined(script)
        row = payments.create(call.tx, call.account, wanted, key=key, now=call.now)
        return HTTPStatus.CREATED, payments.shape(call.tx, row, public_url=call.public_url)

    return idempotency.once(call.tx, call.account, call.request, act)


def capture(call: Call, script: Script | None) -> Reply:
    wanted = call.body(requests.NewMovement)
    key = idempotency.key_of(call.request)
    row = payments.get(call.tx, call.target, call.account)

    def act() -> tuple[int, Any]:
        _refuse_if_declined(script)
        payments.capture(call.tx, row, wanted, key=key, now=call.now)
        return HTTPStatus.OK, call.payment()

    return idempotency.once(call.tx, call.account, call.request, act)


def void(call: Call, script: Script | None) -> Reply:
    wanted = call.body(requests.Nothing)
    key = idempotency.key_of(call.request)
    row = payments.get(call.tx, call.target, call.account)

    def act() -> tuple[int, Any]:
        _refuse_if_declined(script)
        payments.void(call.tx, row, key=key, now=call.now, webhooks=wanted.webhooks)
        return HTTPStatus.OK, call.payment()

    return idempotency.once(call.tx, call.account, call.request, act)


def refund(call: Call, script: Script | None) -> Reply:
    wanted = call.body(requests.NewMovement)
    key = idempotency.key_of(call.request)
    row = payments.get(call.tx, call.target, call.account)
    is_pending = script is not None and script.behaviour == "pending"

    def act() -> tuple[int, Any]:
        _refuse_if_declined(script)
        made = refunds.create(call.tx, row, wanted, key=key, now=call.now, is_pending=is_pending)
        if script is not None and is_pending and script.seconds:
            scripts.set_timer(
                call.tx, made["id"], "success", at=call.now.timestamp() + script.seconds
            )
        return HTTPStatus.CREATED, refunds.shape(call.tx, made)

    return idempotency.once(call.tx, call.account, call.request, act)


def show_payment(call: Call, _: Script | None) -> Reply:
    return json_reply(HTTPStatus.OK, call.payment())


def show_refund(call: Call, _: Script | None) -> Reply:
    row = refunds.get(call.tx, call.target, call.account)
    return json_reply(HTTPStatus.OK, refunds.shape(call.tx, row))


def show_operation(call: Call, _: Script | None) -> Reply:
    return json_reply(HTTPStatus.OK, idempotency.look_up(call.tx, call.account, call.target))


def complete(call: Call, _: Script | None) -> Reply:
    wanted = call.body(requests.Completion)
    row = payments.get(call.tx, call.target, call.account)
    payments.complete(call.tx, row, wanted, now=call.now)
    if wanted.outcome in {"slow", "hang"}:
        scripts.add(
            call.tx,
            call.account,
            behaviour=wanted.outcome,
            times=wanted.times,
            seconds=wanted.seconds,
            payment=call.target,
        )
    return json_reply(HTTPStatus.OK, call.payment())


def complete_refund(call: Call, _: Script | None) -> Reply:
    wanted = call.body(requests.RefundCompletion)
    row = refunds.get(call.tx, call.target, call.account)
    refunds.settle(call.tx, row, wanted.outcome, now=call.now, webhooks=wanted.webhooks)
    settled = refunds.get(call.tx, call.target, call.account)
    return json_reply(HTTPStatus.OK, refunds.shape(call.tx, settled))


def show_account(call: Call, _: Script | None) -> Reply:
    return json_reply(HTTPStatus.OK, accounts.shape(call.tx, call.account))


def change_account(call: Call, _: Script | None) -> Reply:
    accounts.change(call.tx, call.account, call.body(requests.AccountChange))
    return show_account(call, None)


def add_script(call: Call, _: Script | None) -> Reply:
    wanted = call.body(requests.NewScript)
    scripts.add(
        call.tx,
        call.account,
        behaviour=wanted.behaviour,
        times=wanted.times,
        operation=wanted.operation,
        seconds=wanted.seconds,
        payment=wanted.payment,
    )
    return json_reply(HTTPStatus.CREATED, wanted.model_dump())


def clear_scripts(call: Call, _: Script | None) -> Reply:
    scripts.clear(call.tx, call.account)
    return Reply(status=HTTPStatus.NO_CONTENT)


def list_balance(call: Call, _: Script | None) -> Reply:
    period = requests.Period.model_validate(dict(call.request.query))
    return json_reply(HTTPStatus.OK, balance.list_lines(call.tx, call.account, period))


def add_to_balance(call: Call, _: Script | None) -> Reply:
    row = balance.add(call.tx, call.account, call.body(requests.NewLine), now=call.now)
    return json_reply(HTTPStatus.CREATED, balance.line_shape(row))


def pay_out(call: Call, _: Script | None) -> Reply:
    wanted = call.body(requests.NewPayout)
    row = balance.pay_out(call.tx, call.account, wanted.currency, now=call.now)
    return json_reply(HTTPStatus.CREATED, balance.payout_shape(row))


def show_payout(call: Call, _: Script | None) -> Reply:
    row = balance.get_payout(call.tx, call.account, call.target)
    return json_reply(HTTPStatus.OK, balance.payout_shape(row))


def list_payouts(call: Call, _: Script | None) -> Reply:
    found = balance.list_payouts(call.tx, call.account)
    return json_reply(HTTPStatus.OK, {"object": "list", "items": found})


def list_events(call: Call, _: Script | None) -> Reply:
    found = events.list_events(call.tx, call.account, payment=call.request.query.get("payment"))
    return json_reply(HTTPStatus.OK, {"object": "list", "items": found})


def deliver_again(call: Call, _: Script | None) -> Reply:
    events.deliver_again(call.tx, call.account, call.target, now=call.now)
    return json_reply(HTTPStatus.ACCEPTED, {"object": "event", "id": call.target})


_ID = r"(?P<target>[^/]+)"
# Method, path, the operation a script may name (None: never misbehaves), what answers.
_TABLE: tuple[tuple[str, str, str | None, _Handler], ...] = (
    ("POST", "/v1/payments", "start", start),
    ("GET", f"/v1/payments/{_ID}", "fetch", show_payment),
    ("POST", f"/v1/payments/{_ID}/capture", "capture", capture),
    ("POST", f"/v1/payments/{_ID}/void", "void", void),
    ("POST", f"/v1/payments/{_ID}/refunds", "refund", refund),
    ("POST", f"/v1/payments/{_ID}/complete", None, complete),
    ("GET", f"/v1/refunds/{_ID}", "fetch", show_refund),
    ("POST", f"/v1/refunds/{_ID}/complete", None, complete_refund),
    ("GET", f"/v1/operations/{_ID}", "find", show_operation),
    ("GET", "/v1/account", None, show_account),
    ("PUT", "/v1/account", None, change_account),
    ("GET", "/v1/balance", "report", list_balance),
    ("POST", "/v1/balance", None, add_to_balance),
    ("GET", "/v1/payouts", "report", list_payouts),
    ("GET", f"/v1/payouts/{_ID}", "report", show_payout),
    ("POST", "/v1/payouts", None, pay_out),
    ("POST", "/v1/scripts", None, add_script),
    ("DELETE", "/v1/scripts", None, clear_scripts),
    ("GET", "/v1/events", None, list_events),
    ("POST", f"/v1/events/{_ID}/deliver", None, deliver_again),
)
ROUTES = tuple((method, re.compile(path), name, handler) for method, path, name, handler in _TABLE)


def answer(tx: Tx, request: Request, *, now: datetime, public_url: str) -> Reply:
    """Authenticate, find the route, let a script interfere, and turn refusals into JSON."""
    try:
        account = accounts.authenticate(tx, request.headers.get("authorization", ""))
        found, operation, handler = _route(request)
        call = Call(
            tx=tx, account=account, request=request, target=found, now=now, public_url=public_url
        )
        script = _script(call, operation)
        if script and script.behaviour == "unavailable":
            return problem(HTTPStatus.SERVICE_UNAVAILABLE, "unavailable", "Please try again later.")
    except Refused as refused:
        return problem(refused.status, refused.code, refused.message)
    return spoiled(_handled(handler, call, script), script)


def _handled(handler: _Handler, call: Call, script: Script | None) -> Reply:
    try:
        return handler(call, script)
    except Refused as refused:
        return problem(refused.status, refused.code, refused.message)
    except ValidationError as error:
        return _invalid(error)


def _route(request: Request) -> tuple[str, str | None, _Handler]:
    allowed = []
    for method, path, operation, handler in ROUTES:
        found = path.fullmatch(request.path)
        if found and method == request.method:
            return found.groupdict().get("target", ""), operation, handler
        if found:
            allowed.append(method)
    if allowed:
        raise Refused(
            HTTPStatus.METHOD_NOT_ALLOWED, "method_not_allowed", f"Use {' or '.join(allowed)}."
        )
    raise Refused(HTTPStatus.NOT_FOUND, "not_found", "There is no such address.")


def _script(call: Call, operation: str | None) -> Script | None:
    if operation is None:
        return None
    return scripts.take(call.tx, call.account, operation=operation, payment=call.target or None)


def _refuse_if_declined(script: Script | None) -> None:
    if script and script.behaviour == "decline":
        raise Refused(
            HTTPStatus.PAYMENT_REQUIRED, "declined", "The bank declined. Please use another card."
        )


def _invalid(error: ValidationError) -> Reply:
    fields = [
        {"field": ".".join(str(part) for part in each["loc"]), "message": each["msg"]}
        for each in error.errors(include_input=False, include_url=False, include_context=False)
    ]
    return problem(
        HTTPStatus.BAD_REQUEST, "invalid", "The request is not understood.", fields=fields
    )
