"""The fake as one object: authentication, idempotency, routes, scripted misbehaviour."""

import json
import re
from collections.abc import Callable
from dataclasses import replace

from turnout_sdk.testing.provider import idempotency, misbehaviour
from turnout_sdk.testing.provider.app import FakeProvider
from turnout_sdk.testing.provider.store import Json, Tx, public
from turnout_sdk.testing.provider.webhooks import Message
from turnout_sdk.testing.serving import Reply, Request, reply
from turnout_stripe_fake import (
    accounts,
    balance,
    browser,
    checkout,
    control_api,
    disputes,
    files,
    hosted,
    intents,
    refunds,
    webhooks,
)
from turnout_stripe_fake.accounts import Caller, authenticate
from turnout_stripe_fake.messages import ApiError, form_of, missing

Handler = Callable[[Tx, Caller, Json, str], Json]

_LONGEST_KEY = 255
_REPLAYED = {"Idempotent-Replayed": "true"}
_LISTS = {
    "checkout/sessions": "checkout.session",
    "refunds": "refund",
    "disputes": "dispute",
    "events": "event",
    "payment_intents": "payment_intent",
}
_BOOKS = {"balance_transactions": "balance_transaction", "payouts": "payout"}
_ITEMS = _LISTS | _BOOKS | {"charges": "charge", "files": "file"}
_POSTS: dict[str, Handler] = {
    r"payment_intents": lambda tx, caller, form, _: intents.create(tx, caller, form),
    r"payment_intents/(\w+)/capture": lambda tx, caller, form, ref: intents.shape(
        tx, caller.account, intents.capture(tx, caller, ref, form), form
    ),
    r"payment_intents/(\w+)/cancel": lambda tx, caller, form, ref: intents.cancel(
        tx, caller, ref, form
    ),
    r"checkout/sessions/(\w+)/expire": lambda tx, caller, _, ref: checkout.expire(
        tx, caller.account, ref
    ),
    r"disputes/(\w+)": disputes.update,
    r"disputes/(\w+)/close": lambda tx, caller, _, ref: disputes.close(tx, caller, ref),
    r"files": lambda tx, caller, form, _: files.create(tx, caller, form),
    r"refunds": lambda tx, caller, form, _: refunds.create(tx, caller, form),
    r"accounts": lambda tx, caller, _form, _: accounts.connect(tx, caller.platform),
    r"webhook_endpoints": lambda tx, caller, form, _: webhooks.create(tx, caller, form),
}


def route(tx: Tx, caller: Caller, request: Request, *, public_url: str) -> Json:
    checkout.expire_due(tx)
    path, form = request.path.removeprefix("/v1/"), form_of(request)
    if request.method == "POST":
        if path == "checkout/sessions":
            return checkout.create(tx, caller, form, public_url=public_url)
        for pattern, handler in _POSTS.items():
            if found := re.fullmatch(pattern, path):
                return handler(tx, caller, form, "".join(found.groups()))
    elif request.method == "DELETE" and path.startswith("webhook_endpoints/"):
        return webhooks.remove(tx, caller, path.rpartition("/")[2])
    elif request.method == "GET":
        return _read(tx, caller, path, form)
    raise ApiError(404, f"Unrecognized request URL ({request.method}: {request.path}).")


def _read(tx: Tx, caller: Caller, path: str, form: Json) -> Json:
    if path == "account":
        return tx.get(caller.account, "account", caller.account)
    if path == "payment_intents/search":
        return intents.search(tx, caller.account, form)
    if path in _LISTS:
        return refunds.listed(tx, caller.account, _LISTS[path], form)
    if path in _BOOKS:
        return balance.listed(tx, caller.account, _BOOKS[path], form)
    collection, _, object_id = path.rpartition("/")
    if collection not in _ITEMS:
        raise ApiError(404, f"Unrecognized request URL (GET: /v1/{path}).")
    kind = _ITEMS[collection]
    thing = tx.get(caller.account, kind, object_id)
    return intents.shape(tx, caller.account, thing, form) if kind == "payment_intent" else thing


class Provider(FakeProvider):
    """Everything Stripe does; what an `ApiError` refused leaves its idempotency record only."""

    name = "stripe"
    largest_body = files.LARGEST_FORM
    pauses = webhooks.PAUSES
    missing = staticmethod(missing)

    def compose(self, tx: Tx, account: str, delivery: Json) -> Message:
        return webhooks.compose(tx, account, delivery)

    def answer(self, request: Request) -> Reply:
        if request.path.startswith("/endive/"):
            return browser.script(request.path.removeprefix("/endive/"))
        with self.store.transaction(self.now()) as tx:
            if request.path.startswith(("/pay/", "/assets/")):
                return hosted.answer(tx, request)
            if browser.ASKED.fullmatch(request.path):
                return browser.answer(tx, request)
            caller = authenticate(tx, request)
            if request.path.startswith("/_fake/"):
                return reply(200, public(control_api.answer(tx, caller, request)))
            behaviour = misbehaviour.take(tx, caller.platform, request)
        if behaviour in control_api.NOT_REACHED:
            return control_api.NOT_REACHED[behaviour]
        answer = self._once(caller, request)
        return misbehaviour.distort(behaviour, answer, error=control_api.BROKEN)

    def _once(self, caller: Caller, request: Request) -> Reply:
        key = request.headers.get("idempotency-key") if request.method == "POST" else None
        with self.store.transaction(self.now()) as tx:
            if key is None:
                return self._carry_out(tx, caller, request)
            if not 0 < len(key) <= _LONGEST_KEY:
                raise ApiError(400, "Idempotency keys may be up to 255 characters.")
            return idempotency.once(
                tx,
                caller.account,
                key,
                asked=f"{request.path}\n{json.dumps(form_of(request), sort_keys=True)}",
                act=lambda: self._carry_out(tx, caller, request, keeps_refusals=True),
                conflict=lambda before: _conflict(before, key, request),
                replay=lambda kept: replace(kept, headers={**kept.headers, **_REPLAYED}),
            )

    def _carry_out(
        self, tx: Tx, caller: Caller, request: Request, *, keeps_refusals: bool = False
    ) -> Reply:
        try:
            return reply(200, public(route(tx, caller, request, public_url=self.address)))
        except ApiError as error:
            if keeps_refusals and error.is_kept:
                return error.reply()
            raise


def _conflict(before: str, key: str, request: Request) -> ApiError:
    """The provider's complaint about a key that was used for something else."""
    path = before.partition("\n")[0]
    hint = f"Try using a key other than '{key}' if you meant to execute a different request."
    if path != request.path:
        message = (
            "Keys for idempotent requests can only be used for the same endpoint they were first "
            f"used for ('{request.path}' vs '{path}'). {hint}"
        )
    else:
        message = (
            "Keys for idempotent requests can only be used with the same parameters they were "
            f"first used with. {hint}"
        )
    return ApiError(400, message, kind="idempotency_error")
